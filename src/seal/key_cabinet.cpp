#include "seal/key_cabinet.hpp"

#include <algorithm>
#include <map>

#include "crypto/signature.hpp"

namespace almoner::seal {

namespace {

/// Who or what a key stands for: a person, or a purpose of the organisation.
struct Holder {
    std::string id;
    std::string role;
};

/// Remembers whose key each is. A purpose may have one key twice, with a renewed certificate; a person stands once.
class Holders {
public:
    Status add(crypto::Certificate const& certificate, Holder const& holder) {
        auto const [known, is_new] = holders_.emplace(certificate.key_fingerprint(), holder);
        if (!is_new && known->second.role != holder.role) {
            return Error{ErrorCode::key_two_purposes,
                         {},
                         certificate.fingerprint().substr(0, 16),
                         {known->second.id, holder.id}};
        }
        return {};
    }

private:
    std::map<std::string, Holder> holders_;
};

/// Checkpoints are signed with Ed25519 (C2SP signed-note); files with what XML signatures and CMS know.
bool has_algorithm_for(settings::KeyPurpose purpose, crypto::Certificate const& certificate) {
    return purpose == settings::KeyPurpose::audit ? certificate.key_kind() == crypto::KeyKind::ed25519
                                                  : crypto::algorithm_for(certificate).has_value();
}

}  // namespace

Result<KeyCabinet> KeyCabinet::load(settings::KeyRing const& ring, People const& people) {
    KeyCabinet cabinet;
    Holders holders;
    for (auto const& member : people.members()) {
        if (auto const added = holders.add(member.certificate, {member.person.id, "person " + member.person.id});
            !added) {
            return added.error();
        }
    }
    for (auto const& entry : ring) {
        auto certificate = crypto::Certificate::load(entry.certificate);
        if (!certificate) {
            return certificate.error();
        }
        auto const role = std::string(settings::text_of(entry.purpose));
        if (auto const added = holders.add(*certificate, {entry.id, role}); !added) {
            return added.error();
        }
        cabinet.keys_.push_back({entry, *std::move(certificate)});
    }
    return cabinet;
}

Result<CabinetKey> KeyCabinet::in_force(settings::KeyPurpose purpose, Day day) const {
    settings::KeyRing ring;
    for (auto const& key : keys_) {
        ring.push_back(key.entry);
    }
    auto const* chosen = settings::key_in_force(ring, purpose, day);
    if (chosen == nullptr) {
        return Error{ErrorCode::key_none_in_force, {}, std::string(settings::text_of(purpose)), {to_text(day)}};
    }
    return keys_[static_cast<std::size_t>(chosen - ring.data())];
}

std::vector<crypto::Certificate> KeyCabinet::bank_certificates(Day day, RevokedCertificates const& revoked) const {
    std::vector<crypto::Certificate> certificates;
    for (auto const& key : keys_) {
        if (key.entry.purpose == settings::KeyPurpose::bank && key.entry.is_in_force(day) &&
            fit_for_use(key, day, revoked)) {
            certificates.push_back(key.certificate);
        }
    }
    return certificates;
}

Status fit_for_use(CabinetKey const& key, Day day, RevokedCertificates const& revoked) {
    auto const& certificate = key.certificate;
    if (revoked.include(certificate, day)) {
        return Error{ErrorCode::key_revoked, {}, key.entry.id, {}};
    }
    if (day < first_day(certificate) || last_day(certificate) < day) {
        return Error{ErrorCode::key_expired,
                     {},
                     key.entry.id,
                     {to_text(first_day(certificate)), to_text(last_day(certificate))}};
    }
    if (!certificate.may_sign() || !has_algorithm_for(key.entry.purpose, certificate)) {
        return Error{ErrorCode::key_purpose, {}, key.entry.id, {std::string(settings::text_of(key.entry.purpose))}};
    }
    return {};
}

Day first_day(crypto::Certificate const& certificate) { return date::floor<date::days>(certificate.not_before()); }
Day last_day(crypto::Certificate const& certificate) { return date::floor<date::days>(certificate.not_after()); }

}  // namespace almoner::seal
