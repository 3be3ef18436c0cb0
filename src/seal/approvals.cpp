#include "seal/approvals.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace almoner::seal {

namespace {

using settings::Role;

bool includes(std::optional<Day> const& from, std::optional<Day> const& until, Day day) {
    return (!from || *from <= day) && (!until || day <= *until);
}

bool covers(settings::Power const& power, ApprovalTerms const& terms) {
    auto const programme_fits = power.programme == "*" || power.programme == terms.programme;
    auto const amount_fits =
        !power.up_to || (power.up_to->currency() == terms.total.currency() && terms.total <= *power.up_to);
    return programme_fits && amount_fits && includes(power.valid_from, power.valid_until, terms.day);
}

/// As what somebody other than the maker may sign with powers of the own.
std::optional<Role> role_of(settings::Person const& person, ApprovalTerms const& terms) {
    if (terms.releaser_required && person.roles.contains(Role::releaser)) {
        return Role::releaser;
    }
    auto const& powers = person.powers;
    auto const approves =
        person.roles.contains(Role::approver) &&
        std::any_of(powers.begin(), powers.end(), [&](auto const& power) { return covers(power, terms); });
    return approves ? std::optional(Role::approver) : std::nullopt;
}

/// In which role, and with whose power.
struct Capacity {
    Role role;
    std::string acts_for;
};

/// The first power of another that a person has as a deputy. The maker's is none: it would approve the own list.
Result<Capacity> deputised(settings::Person const& person, People const& people, ApprovalTerms const& terms) {
    auto code = ErrorCode::approval_power;
    for (auto const& deputyship : person.deputy_for) {
        auto const* principal = people.find(deputyship.principal);
        auto const role = principal != nullptr && deputyship.principal != terms.maker
                              ? role_of(principal->person, terms)
                              : std::nullopt;
        if (!role) {
            continue;
        }
        if (includes(deputyship.from, deputyship.until, terms.day) && in_office(principal->person, terms.day)) {
            return Capacity{*role, deputyship.principal};
        }
        code = ErrorCode::approval_term;
    }
    return code == ErrorCode::approval_term
               ? Error{code, {}, person.id, {to_text(terms.day)}}
               : Error{code, {}, person.id, {terms.programme, to_grouped_text(terms.total)}};
}

Result<Capacity> capacity_of(settings::Person const& person, People const& people, ApprovalTerms const& terms) {
    if (!in_office(person, terms.day)) {
        return Error{ErrorCode::approval_term, {}, person.id, {to_text(terms.day)}};
    }
    if (person.id != terms.maker) {
        auto const role = role_of(person, terms);
        return role ? Result<Capacity>(Capacity{*role, person.id}) : deputised(person, people, terms);
    }
    if (!person.roles.contains(Role::maker)) {
        return Error{ErrorCode::approval_power, {}, person.id, {terms.programme, to_grouped_text(terms.total)}};
    }
    return Capacity{Role::maker, person.id};
}

}  // namespace

std::filesystem::path signature_path(std::filesystem::path const& cover, std::string_view person) {
    return cover.parent_path() / (cover.stem().string() + "." + std::string(person) + ".p7s");
}

std::filesystem::path refusal_path(std::filesystem::path const& cover, std::string_view person) {
    return cover.parent_path() / (cover.stem().string() + "." + std::string(person) + ".refusal.toml");
}

Result<Approval> verify_approval(std::string_view text, std::string_view cms, People const& people,
                                 ApprovalTerms const& terms) {
    auto const signatory = verify_signatory(text, cms, people, terms.day);
    if (!signatory) {
        return signatory.error();
    }
    auto const capacity = capacity_of(signatory->person, people, terms);
    if (!capacity) {
        return capacity.error();
    }
    return Approval{signatory->person.id, capacity->role, capacity->acts_for, signatory->certificate_sha256,
                    signatory->signature_sha256};
}

Status approvals_suffice(std::vector<Approval> const& approvals, ApprovalTerms const& terms) {
    std::set<std::string> persons;
    std::set<std::string> powers;
    auto maker_signed = false;
    auto released = false;
    auto approvers = 0;
    for (auto const& approval : approvals) {
        // A person signs once, and no power is used twice: not by its holder and a deputy together either.
        if (!persons.insert(approval.person).second || !powers.insert(approval.acts_for).second) {
            continue;
        }
        maker_signed = maker_signed || approval.role == Role::maker;
        released = released || approval.role == Role::releaser;
        approvers += approval.role == Role::approver ? 1 : 0;
    }
    if (!maker_signed) {
        return Error{ErrorCode::approval_maker_missing, {}, terms.maker, {}};
    }
    if (approvers < terms.approvals_required) {
        return Error{ErrorCode::approval_insufficient,
                     {},
                     std::to_string(approvers),
                     {std::to_string(terms.approvals_required)}};
    }
    if (terms.releaser_required && !released) {
        return Error{ErrorCode::approval_releaser_missing, {}, {}, {}};
    }
    return {};
}

}  // namespace almoner::seal
