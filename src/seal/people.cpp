#include "seal/people.hpp"

#include <algorithm>

#include "crypto/cms.hpp"
#include "crypto/digest.hpp"

namespace almoner::seal {

namespace {

bool valid_on(crypto::Certificate const& certificate, Day day) {
    return date::floor<date::days>(certificate.not_before()) <= day &&
           day <= date::floor<date::days>(certificate.not_after());
}

/// The person whose certificate the CMS names and whose key made it.
Result<People::Member const*> signer_of(std::string_view text, std::string_view cms, People const& people) {
    Error why{ErrorCode::approval_unknown_person, {}, {}, {}};
    for (auto const& member : people.members()) {
        auto const signer = crypto::cms_verify(cms, text, {&member.certificate, 1});
        if (signer) {
            return &member;
        }
        if (signer.error().code == ErrorCode::approval_unknown_person) {
            continue;
        }
        why = signer.error();
        if (!member.certificate.may_sign_messages()) {
            why = {ErrorCode::approval_certificate_purpose, {}, member.person.id, {}};
        }
    }
    return why;
}

}  // namespace

Result<People> People::load(settings::Register const& persons, RevokedCertificates revoked) {
    People people;
    for (auto const& [id, person] : persons) {
        auto certificate = crypto::Certificate::load(person.certificate);
        if (!certificate) {
            return certificate.error();
        }
        people.members_.push_back({person, *std::move(certificate)});
    }
    people.revoked_ = std::move(revoked);
    return people;
}

People::Member const* People::find(std::string_view id) const {
    auto const found =
        std::find_if(members_.begin(), members_.end(), [id](auto const& member) { return member.person.id == id; });
    return found == members_.end() ? nullptr : &*found;
}

std::optional<settings::Revocation> People::revocation_of(std::string_view fingerprint, Day day) const {
    auto const found = std::find_if(members_.begin(), members_.end(), [fingerprint](auto const& member) {
        return member.certificate.fingerprint() == fingerprint;
    });
    return found == members_.end() ? revoked_.revocation_of(fingerprint, day)
                                   : revoked_.revocation_of(found->certificate, day);
}

bool in_office(settings::Person const& person, Day day) {
    return (!person.valid_from || *person.valid_from <= day) && (!person.valid_until || day <= *person.valid_until);
}

Result<Signatory> verify_signatory(std::string_view text, std::string_view cms, People const& people, Day day) {
    auto const signer = signer_of(text, cms, people);
    if (!signer) {
        return signer.error();
    }
    auto const& [person, certificate] = **signer;
    auto const fingerprint = certificate.fingerprint();
    if (!valid_on(certificate, day)) {
        return Error{ErrorCode::approval_certificate_expired, {}, person.id, {}};
    }
    if (auto const revocation = people.revocation_of(fingerprint, day)) {
        return Error{ErrorCode::approval_certificate_revoked, {}, person.id, {to_text(revocation->since)}};
    }
    auto const digest = crypto::sha256(cms);
    if (!digest) {
        return digest.error();
    }
    return Signatory{person, fingerprint, crypto::hex(*digest)};
}

}  // namespace almoner::seal
