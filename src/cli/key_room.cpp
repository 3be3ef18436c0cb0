#include "cli/key_room.hpp"

#include <algorithm>

#include "settings/register.hpp"

namespace almoner::cli {

Result<seal::People> people_of(Office const& office) {
    auto const persons = settings::load_register(office.workspace.home / "keys" / "register.toml");
    if (!persons && persons.error().code == ErrorCode::file_missing) {
        return seal::People();
    }
    auto revoked = seal::RevokedCertificates::load(office.workspace.home / "keys");
    if (!persons || !revoked) {
        return persons ? revoked.error() : persons.error();
    }
    return seal::People::load(*persons, *std::move(revoked));
}

Result<KeyRoom> open_key_room(Office const& office, seal::People const& people) {
    auto const folder = office.workspace.home / "keys";
    auto ring = settings::load_key_ring(folder / "ring.toml");
    if (!ring) {
        return ring.error();
    }
    auto cabinet = seal::KeyCabinet::load(*ring, people);
    auto revoked = seal::RevokedCertificates::load(folder);
    if (!cabinet || !revoked) {
        return cabinet ? revoked.error() : cabinet.error();
    }
    return KeyRoom{*std::move(ring), *std::move(cabinet), *std::move(revoked)};
}

Result<seal::Signer> file_signer(Office const& office, KeyRoom const& room, Day day) {
    auto chosen = room.cabinet.in_force(settings::KeyPurpose::file, day);
    if (!chosen) {
        return chosen.error();
    }
    if (auto const fit = seal::fit_for_use(*chosen, day, room.revoked); !fit) {
        return fit.error();
    }
    auto key = private_half(office.secrets, *chosen);
    if (!key) {
        return key.error();
    }
    auto const algorithm = crypto::algorithm_for(chosen->certificate);
    check(algorithm.has_value(), "a key that is fit for files has an algorithm");
    return seal::Signer{*std::move(key), chosen->certificate, *algorithm};
}

Result<crypto::Certificate> certificate_of(Office const& office, KeyRoom const& room, store::FileRecord const& file) {
    auto const clock = make_clock(office.workspace.time_zone, file.sealed);
    if (!clock) {
        return clock.error();
    }
    auto const day = (*clock)->local().day;
    auto const chosen = room.cabinet.in_force(settings::KeyPurpose::file, day);
    if (chosen && chosen->certificate.subject() == file.signer) {
        return chosen->certificate;
    }
    auto const before = room.cabinet.in_force(settings::KeyPurpose::file, day - date::days{1});
    return before ? Result<crypto::Certificate>(before->certificate) : before.error();
}

Result<crypto::Certificate> sealed_with(Office const& office, KeyRoom const& room, std::filesystem::path const& file) {
    auto const store = open_store(office);
    auto const files =
        store ? store::files(**store, std::nullopt) : Result<std::vector<store::FileRecord>>(store.error());
    if (!files) {
        return files.error();
    }
    auto const name = file.filename().string();
    auto const found = std::find_if(files->begin(), files->end(),
                                    [&](auto const& record) { return record.name == name && record.sealed; });
    if (found == files->end()) {
        return Error{ErrorCode::file_missing, {file.string(), {}, 0, 0}, name, {}};
    }
    return certificate_of(office, room, *found);
}

Result<crypto::PrivateKey> private_half(KeySecrets const& secrets, seal::CabinetKey const& key) {
    auto const secret = secret_of(secrets, key.entry.id);
    if (!secret) {
        return secret.error();
    }
    auto found = crypto::PrivateKey::load(key.entry.private_half, *secret);
    if (found && !found->belongs_to(key.certificate)) {
        return Error{ErrorCode::key_mismatch, {key.entry.certificate.string(), {}, 0, 0}, key.entry.id, {}};
    }
    if (!found && found.error().value.empty()) {
        auto error = found.error();
        error.value = key.entry.id;
        return error;
    }
    return found;
}

}  // namespace almoner::cli
