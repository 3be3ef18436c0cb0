#include "seal/approvals.hpp"

#include <algorithm>
#include <set>

#include "crypto/cms.hpp"
#include "crypto/digest.hpp"

namespace almoner::seal {

namespace {

bool covers(settings::Power const& power, ApprovalTerms const& terms) {
    auto const programme_fits = power.programme == "*" || power.programme == terms.programme;
    auto const amount_fits =
        !power.up_to || (power.up_to->currency() == terms.total.currency() && terms.total <= *power.up_to);
    return programme_fits && amount_fits;
}

/// The maker only prepares the list; everybody else needs the approver's role and a power that fits.
bool may_sign(settings::Person const& person, ApprovalTerms const& terms) {
    if (person.id == terms.maker) {
        return person.roles.contains(settings::Role::maker);
    }
    auto const& powers = person.powers;
    return person.roles.contains(settings::Role::approver) &&
           std::any_of(powers.begin(), powers.end(), [&](auto const& power) { return covers(power, terms); });
}

bool in_office(settings::Person const& person, Day day) {
    return (!person.valid_from || *person.valid_from <= day) && (!person.valid_until || day <= *person.valid_until);
}

bool valid_on(crypto::Certificate const& certificate, Day day) {
    return date::floor<date::days>(certificate.not_before()) <= day &&
           day <= date::floor<date::days>(certificate.not_after());
}

}  // namespace

Result<People> People::load(settings::Register const& persons) {
    People people;
    for (auto const& [id, person] : persons) {
        auto certificate = crypto::Certificate::load(person.certificate);
        if (!certificate) {
            return certificate.error();
        }
        people.members_.push_back({person, *std::move(certificate)});
    }
    return people;
}

People::Member const* People::find(std::string_view id) const {
    auto const found =
        std::find_if(members_.begin(), members_.end(), [id](auto const& member) { return member.person.id == id; });
    return found == members_.end() ? nullptr : &*found;
}

std::filesystem::path signature_path(std::filesystem::path const& cover, std::string_view person) {
    return cover.parent_path() / (cover.stem().string() + "." + std::string(person) + ".p7s");
}

Result<Approval> verify_approval(std::string_view cover, std::string_view cms, People const& people,
                                 ApprovalTerms const& terms) {
    std::vector<crypto::Certificate> pinned;
    for (auto const& member : people.members()) {
        pinned.push_back(member.certificate);
    }
    auto const signer = crypto::cms_verify(cms, cover, pinned);
    if (!signer) {
        return signer.error();
    }
    auto const fingerprint = signer->fingerprint();
    auto const& members = people.members();
    auto const member = std::find_if(members.begin(), members.end(), [&](auto const& candidate) {
        return candidate.certificate.fingerprint() == fingerprint;
    });
    check(member != members.end(), "a verified signer is one of the pinned certificates");
    auto const& person = member->person;
    if (!valid_on(member->certificate, terms.day) || !member->certificate.may_sign_messages()) {
        return Error{ErrorCode::approval_certificate_expired, {}, person.id, {}};
    }
    if (!in_office(person, terms.day) || !may_sign(person, terms)) {
        return Error{ErrorCode::approval_power, {}, person.id, {terms.programme, to_grouped_text(terms.total)}};
    }
    auto const digest = crypto::sha256(cms);
    if (!digest) {
        return digest.error();
    }
    auto const role = person.id == terms.maker ? settings::Role::maker : settings::Role::approver;
    return Approval{person.id, role, fingerprint, crypto::hex(*digest)};
}

Status approvals_suffice(std::vector<Approval> const& approvals, ApprovalTerms const& terms) {
    std::set<std::string> approvers;
    auto maker_signed = false;
    for (auto const& approval : approvals) {
        if (approval.role == settings::Role::maker) {
            maker_signed = true;
        } else {
            approvers.insert(approval.person);
        }
    }
    if (!maker_signed) {
        return Error{ErrorCode::approval_maker_missing, {}, terms.maker, {}};
    }
    if (std::ssize(approvers) < terms.approvals_required) {
        return Error{ErrorCode::approval_insufficient,
                     {},
                     std::to_string(approvers.size()),
                     {std::to_string(terms.approvals_required)}};
    }
    return {};
}

}  // namespace almoner::seal
