#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"

namespace almoner::settings {

/// What a key of the organisation or its bank is for; the word in the ring is the enumerator.
enum class KeyPurpose {
    file,   ///< signs transfer files
    audit,  ///< signs the checkpoints of the audit log
    bank,   ///< the bank's certificate; its answers are verified with it
};
std::string_view text_of(KeyPurpose purpose);

struct RingKey {
    std::string id;
    KeyPurpose purpose = KeyPurpose::file;
    std::filesystem::path certificate;
    std::string private_half;        ///< path or pkcs11: URI; empty for the bank's
    std::optional<Day> valid_from;   ///< in force from this day; none is since ever
    std::optional<Day> valid_until;  ///< and until the end of this one; none is for ever
    bool spare = false;              ///< kept for the day another is lost; never chosen

    [[nodiscard]] bool is_in_force(Day day) const;
};

/// `keys/ring.toml`: the keys of the organisation, in the order of the file.
using KeyRing = std::vector<RingKey>;

/// Letters, digits, '-', '_' and '.', the first no '.', at most 64: it names files and credentials.
bool is_key_id(std::string_view id);

/// Relative paths are taken from the ring's folder; no file is no key.
/// @error settings.syntax @error settings.key_unknown @error settings.missing_key
/// @error settings.value also: a name that is no key id or stands there twice, a bank's key with a private half, an
/// end before the beginning, two keys of one purpose that begin on one day (the bank's may)
Result<KeyRing> load_key_ring(std::filesystem::path const& file);

/// The key of that purpose in force on the day: of those that have begun and not ended the one that began last. Null
/// when there is none.
RingKey const* key_in_force(KeyRing const& ring, KeyPurpose purpose, Day day);

/// Null when there is none of that id.
RingKey* find_key(KeyRing& ring, std::string_view id);

/// The ring as `load_key_ring` reads it; paths inside `folder` are written relative to it.
std::string ring_text(KeyRing const& ring, std::filesystem::path const& folder);

}  // namespace almoner::settings
