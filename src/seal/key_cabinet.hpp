#pragma once

#include <string_view>
#include <vector>

#include "crypto/keys.hpp"
#include "seal/approvals.hpp"
#include "seal/revoked_certificates.hpp"
#include "settings/key_ring.hpp"

namespace almoner::seal {

/// A key of the ring with its certificate.
struct CabinetKey {
    settings::RingKey entry;
    crypto::Certificate certificate;
};

/// The organisation's keys and its bank's, held against each other and against those of persons.
class KeyCabinet {
public:
    /// @error key.two_purposes one key under two purposes, in ring and register, or of two persons
    /// @error file.missing @error crypto.certificate naming the certificate's file
    static Result<KeyCabinet> load(settings::KeyRing const& ring, People const& people);

    [[nodiscard]] std::vector<CabinetKey> const& keys() const { return keys_; }

    /// The key of that purpose in force on the day, whatever its certificate says. @error key.none_in_force
    [[nodiscard]] Result<CabinetKey> in_force(settings::KeyPurpose purpose, Day day) const;

    /// The bank's certificates in force on the day, of which any may have signed an answer; those that have ended or
    /// are revoked are left out.
    [[nodiscard]] std::vector<crypto::Certificate> bank_certificates(Day day, RevokedCertificates const& revoked) const;

private:
    std::vector<CabinetKey> keys_;
};

/// Whether the certificate may be used on the day for what the ring says.
/// @error key.expired before its first or after its last day @error key.revoked @error key.purpose it may not sign, or
/// its algorithm is none for that purpose
Status fit_for_use(CabinetKey const& key, Day day, RevokedCertificates const& revoked);

/// The first and the last day of a certificate (UTC).
Day first_day(crypto::Certificate const& certificate);
Day last_day(crypto::Certificate const& certificate);

}  // namespace almoner::seal
