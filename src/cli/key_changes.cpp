#include <algorithm>

#include "cli/keys.hpp"
#include "cli/print.hpp"
#include "core/names.hpp"
#include "crypto/key_making.hpp"
#include "settings/toml_text.hpp"

namespace almoner::cli {

namespace {

namespace fs = std::filesystem;

constexpr Names<4> algorithms = {"rsa-3072", "p256", "p384", "ed25519"};
constexpr std::string_view approval = "approval";
constexpr std::uint64_t file_limit = 1U << 20;

fs::path keys_folder(Office const& office) { return office.workspace.home / "keys"; }

Error wrong_usage(std::string_view what) { return {ErrorCode::usage_argument, {}, std::string(what), {}}; }

void tell(Office const& office, std::string_view sentence, std::vector<std::string> const& words) {
    print(office.texts.get(sentence, words));
}

Status write_ring(Office const& office, settings::KeyRing const& ring) {
    auto const folder = keys_folder(office);
    return store::write_durably(folder / "ring.toml", settings::ring_text(ring, folder),
                                store::DurableFile::IfThere::replace);
}

/// What each purpose is best signed with: what every bank verifies, checkpoints, and approvals made by hand.
crypto::KeyAlgorithm algorithm_of(Options const& options) {
    if (!options.algorithm.empty()) {
        auto const named = value_in<crypto::KeyAlgorithm>(algorithms, options.algorithm);
        check(named.has_value(), "the command line takes no other algorithm");
        return *named;
    }
    return options.purpose == "file"    ? crypto::KeyAlgorithm::rsa_3072
           : options.purpose == "audit" ? crypto::KeyAlgorithm::ed25519
                                        : crypto::KeyAlgorithm::p256;
}

/// Checkpoints take Ed25519 alone; CMS of OpenSSL 3.0 signs approvals with anything else.
bool suits(crypto::Certificate const& certificate, std::string const& purpose) {
    auto const is_ed25519 = certificate.key_kind() == crypto::KeyKind::ed25519;
    if (purpose == "audit") {
        return is_ed25519;
    }
    return crypto::algorithm_for(certificate).has_value() && !(purpose == approval && is_ed25519);
}

Status nobody_has(Office const& office, Options const& options, fs::path const& private_file) {
    for (auto const& file : {keys_folder(office) / (options.id + ".crt"), private_file}) {
        auto const there = store::presence_of(file);
        if (!there || *there != store::Presence::absent) {
            return there ? Status(Error{ErrorCode::file_exists, {file.string(), {}, 0, 0}, options.id, {}})
                         : Status(there.error());
        }
    }
    return {};
}

/// The private half written, or left where it is on a token.
struct Half {
    crypto::PrivateKey key;
    std::string place;
    crypto::Secret pem;  ///< empty on a token
};

Result<Half> half_of(Office const& office, Options const& options, fs::path const& private_file) {
    auto const secret = secret_of(office.secrets, options.id);
    if (!secret) {
        return secret.error();
    }
    if (!options.key.empty()) {
        auto key = crypto::PrivateKey::load(options.key, *secret);
        return key ? Result<Half>(Half{*std::move(key), options.key.string(), {}}) : key.error();
    }
    auto key = crypto::make_private_key(algorithm_of(options));
    auto pem = key ? crypto::private_pem(*key, *secret) : Result<crypto::Secret>(key.error());
    return pem ? Result<Half>(Half{*std::move(key), private_file.string(), *std::move(pem)}) : pem.error();
}

/// The first key of a purpose is in force at once; every other is a spare until `keys rotate` says from when it is
/// used.
Status enter(Office const& office, Options const& options, std::string const& place) {
    auto ring = settings::load_key_ring(keys_folder(office) / "ring.toml");
    if (!ring) {
        return ring.error();
    }
    settings::RingKey key;
    key.id = options.id;
    key.purpose = options.purpose == "audit" ? settings::KeyPurpose::audit : settings::KeyPurpose::file;
    key.certificate = keys_folder(office) / (options.id + ".crt");
    key.private_half = place;
    key.spare = std::any_of(ring->begin(), ring->end(), [&](auto const& one) { return one.purpose == key.purpose; });
    ring->push_back(key);
    if (auto const kept = write_ring(office, *ring); !kept) {
        return kept;
    }
    tell(office, key.spare ? "cli.key_is_spare" : "cli.key_is_in_force", {options.id});
    return {};
}

Status write_pair(Options const& options, fs::path const& folder, Half const& half,
                  crypto::Certificate const& certificate) {
    constexpr auto refuse = store::DurableFile::IfThere::refuse;
    if (!half.pem.empty()) {
        if (auto const made = store::make_folder(folder / "private"); !made) {
            return made;
        }
        if (auto const kept = store::write_durably(half.place, half.pem.text(), refuse); !kept) {
            return kept;
        }
    }
    return store::write_durably(folder / (options.id + ".crt"), certificate.pem(), refuse);
}

/// The certificate a name stands for: of the ring, or of a person.
Result<crypto::Certificate> certificate_of(seal::People const& people, KeyRoom const& room, std::string const& id) {
    for (auto const& key : room.cabinet.keys()) {
        if (key.entry.id == id) {
            return key.certificate;
        }
    }
    auto const* member = people.find(id);
    return member == nullptr ? Result<crypto::Certificate>(Error{ErrorCode::key_unknown, {}, id, {}})
                             : member->certificate;
}

/// Covers in the inbox that the person has signed: their approval is gone.
Result<std::vector<std::string>> covers_signed_by(Office const& office, std::string const& person) {
    auto const suffix = "." + person + ".p7s";
    auto const signatures = store::files_in(office.workspace.home / "inbox" / "lists", ".cover" + suffix);
    if (!signatures) {
        return signatures.error();
    }
    std::vector<std::string> covers;
    for (auto const& signature : *signatures) {
        auto const name = signature.filename().string();
        covers.push_back(name.substr(0, name.size() - suffix.size()) + ".toml");
    }
    return covers;
}

/// Says what a revocation comes to, for whose key it was.
Status tell_consequence(Office const& office, KeyRoom const& room, std::string const& id) {
    auto ring = room.ring;
    if (auto const* key = settings::find_key(ring, id)) {
        tell(office, "cli.revoked_" + std::string(text_of(key->purpose)), {id});
        return {};
    }
    auto const covers = covers_signed_by(office, id);
    if (!covers) {
        return covers.error();
    }
    tell(office, "cli.revoked_person", {id});
    for (auto const& cover : *covers) {
        tell(office, "cli.approve_again", {cover});
    }
    return {};
}

Status append_revocation(fs::path const& file, crypto::Certificate const& certificate, Day since,
                         std::string const& reason) {
    auto const there = store::read_whole(file, file_limit);
    if (!there && there.error().code != ErrorCode::file_missing) {
        return there.error();
    }
    auto const before = there ? *there : std::string("# Certificates that count for nothing any more.\n");
    auto const entry = "\n[[revoked]]\ncertificate_sha256 = " + settings::toml_text(certificate.fingerprint()) +
                       "\nsince = " + to_text(since) + "\nreason = " + settings::toml_text(reason) + "\n";
    return store::write_durably(file, before + entry, store::DurableFile::IfThere::replace);
}

}  // namespace

Status make_key(Office const& office, Options const& options) {
    if (!settings::is_key_id(options.id) || options.purpose.empty()) {
        return wrong_usage(options.purpose.empty() ? "--purpose" : options.id);
    }
    auto const folder = keys_folder(office);
    auto const private_file = folder / "private" / (options.id + ".key");
    if (auto const free = nobody_has(office, options, private_file); !free) {
        return free;
    }
    auto const half = half_of(office, options, private_file);
    if (!half) {
        return half.error();
    }
    auto const use = options.purpose == approval ? crypto::ExtendedUse::messages : crypto::ExtendedUse::any;
    auto const certificate = crypto::self_signed(half->key, {options.id, office.clock->now(), options.days, use});
    if (!certificate) {
        return certificate.error();
    }
    if (!suits(*certificate, options.purpose)) {
        return Error{ErrorCode::key_purpose, {}, options.id, {options.purpose}};
    }
    if (auto const kept = write_pair(options, folder, *half, *certificate); !kept) {
        return kept;
    }
    tell(office, "cli.key_made", {options.id, "keys/" + options.id + ".crt", to_text(seal::last_day(*certificate))});
    print("    " + in_groups_of_four(certificate->fingerprint()));
    if (options.purpose == approval) {
        tell(office, "cli.key_of_person", {options.id});
        return {};
    }
    return enter(office, options, half->place);
}

Status rotate_keys(Office const& office, Options const& options) {
    auto const people = people_of(office);
    auto const room = people ? open_key_room(office, *people) : Result<KeyRoom>(people.error());
    auto const from = parse_day(options.from);
    if (!room || !from) {
        return room ? from.error() : room.error();
    }
    auto ring = room->ring;
    auto* const before = settings::find_key(ring, options.id);
    auto* const next = settings::find_key(ring, options.to);
    if (before == nullptr || next == nullptr) {
        return Error{ErrorCode::key_unknown, {}, before == nullptr ? options.id : options.to, {}};
    }
    auto const last = *from - date::days{1};
    // Backwards would change which key old files are verified with.
    if (*from < office.clock->local().day || (before->valid_from && last < *before->valid_from)) {
        return wrong_usage("--from");
    }
    auto const& certificate = room->cabinet.keys()[static_cast<std::size_t>(next - ring.data())];
    if (next == before || next->purpose != before->purpose) {
        return Error{ErrorCode::key_purpose, {}, next->id, {std::string(text_of(before->purpose))}};
    }
    if (auto const fit = seal::fit_for_use(certificate, *from, room->revoked); !fit) {
        return fit;
    }
    next->spare = false;
    next->valid_from = *from;
    // The bank may go on signing with the old one for a while, and says when it stops.
    if (before->purpose != settings::KeyPurpose::bank) {
        before->valid_until = last;
    }
    if (auto const kept = write_ring(office, ring); !kept) {
        return kept;
    }
    tell(office, "cli.key_rotated", {next->id, to_text(*from), before->id});
    return {};
}

Status revoke_key(Office const& office, Options const& options) {
    auto const people = people_of(office);
    auto const room = people ? open_key_room(office, *people) : Result<KeyRoom>(people.error());
    if (!room) {
        return room.error();
    }
    if (options.reason.empty()) {
        return wrong_usage("--reason");
    }
    auto const certificate = certificate_of(*people, *room, options.id);
    if (!certificate) {
        return certificate.error();
    }
    auto const today = office.clock->local().day;
    if (room->revoked.include(*certificate, today)) {
        tell(office, "cli.revoked_before", {options.id});
        return {};
    }
    if (auto const kept = append_revocation(keys_folder(office) / "revoked.toml", *certificate, today, options.reason);
        !kept) {
        return kept;
    }
    tell(office, "cli.revoked", {options.id, to_text(today)});
    print("    " + in_groups_of_four(certificate->fingerprint()));
    return tell_consequence(office, *room, options.id);
}

}  // namespace almoner::cli
