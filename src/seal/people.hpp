#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "crypto/keys.hpp"
#include "seal/revoked_certificates.hpp"
#include "settings/register.hpp"

namespace almoner::seal {

/// Persons of the register with their pinned certificates, and which of these count for nothing any more.
class People {
public:
    /// @error crypto.certificate @error file.missing naming the person's certificate file
    static Result<People> load(settings::Register const& persons, RevokedCertificates revoked = {});

    struct Member {
        settings::Person person;
        crypto::Certificate certificate;
    };
    [[nodiscard]] std::vector<Member> const& members() const { return members_; }
    [[nodiscard]] Member const* find(std::string_view id) const;
    /// What has taken a certificate out of use on `day`.
    [[nodiscard]] std::optional<settings::Revocation> revocation_of(std::string_view fingerprint, Day day) const;

private:
    std::vector<Member> members_;
    RevokedCertificates revoked_;
};

/// Whether the person's own dates include the day.
bool in_office(settings::Person const& person, Day day);

/// Who signed, and with what.
struct Signatory {
    settings::Person person;
    std::string certificate_sha256;
    std::string signature_sha256;
};

/// Verifies one detached CMS over `text` against the pinned certificates, and that its signer's certificate is fit for
/// signing, in force and not revoked on `day`.
/// @error approval.signature @error approval.unknown_person @error approval.certificate_purpose
/// @error approval.certificate_expired @error approval.certificate_revoked
Result<Signatory> verify_signatory(std::string_view text, std::string_view cms, People const& people, Day day);

}  // namespace almoner::seal
