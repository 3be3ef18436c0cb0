#include "settings/key_ring.hpp"

#include <algorithm>

#include "settings/toml_table.hpp"
#include "settings/toml_text.hpp"

namespace almoner::settings {

namespace {

constexpr Names<3> purposes = {"file", "audit", "bank"};
constexpr std::size_t longest_id = 64;
constexpr std::string_view token_scheme = "pkcs11:";

constexpr std::string_view heading =
    "# The keys of the organisation and its bank. `almoner keys` writes this file; keys/README.md explains it.\n";

std::string private_half_of(TomlTable& table, std::filesystem::path const& folder) {
    auto const place = table.text("private");
    return place.starts_with(token_scheme) ? place : (folder / place).string();
}

RingKey read_key(TomlTable& table, std::filesystem::path const& folder) {
    RingKey key;
    key.id = table.text("id");
    key.purpose = table.choice<KeyPurpose>("purpose", purposes);
    key.certificate = folder / table.text("certificate");
    // A bank's private key has no business here: asked for by nobody, it is an unknown key.
    if (key.purpose != KeyPurpose::bank) {
        key.private_half = private_half_of(table, folder);
    }
    key.valid_from = table.optional_day("valid_from");
    key.valid_until = table.optional_day("valid_until");
    key.spare = table.truth_or("spare", false);
    if (!is_key_id(key.id)) {
        table.fail("id", key.id);
    }
    if (key.valid_from && key.valid_until && *key.valid_until < *key.valid_from) {
        table.fail("valid_until", to_text(*key.valid_until));
    }
    return key;
}

/// Two keys of which nobody could say which is in force.
bool compete(RingKey const& left, RingKey const& right) {
    return left.purpose == right.purpose && left.purpose != KeyPurpose::bank && !left.spare && !right.spare &&
           left.valid_from == right.valid_from;
}

std::string written(std::filesystem::path const& path, std::filesystem::path const& folder) {
    auto const relative = path.lexically_relative(folder);
    auto const is_inside = !relative.empty() && *relative.begin() != "..";
    return toml_text((is_inside ? relative : path).string());
}

}  // namespace

std::string_view text_of(KeyPurpose purpose) { return name_in(purposes, purpose); }

bool RingKey::is_in_force(Day day) const {
    return !spare && (!valid_from || *valid_from <= day) && (!valid_until || day <= *valid_until);
}

bool is_key_id(std::string_view id) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    return !id.empty() && id.size() <= longest_id && id.front() != '.' &&
           id.find_first_not_of(letters) == std::string_view::npos;
}

Result<KeyRing> load_key_ring(std::filesystem::path const& file) {
    auto table = TomlTable::load(file);
    if (!table) {
        return table.error().code == ErrorCode::file_missing ? Result<KeyRing>(KeyRing{}) : table.error();
    }
    KeyRing ring;
    for (auto& entry : table->tables("keys")) {
        auto key = read_key(entry, file.parent_path());
        for (auto const& other : ring) {
            if (other.id == key.id) {
                entry.fail("id", key.id);
            } else if (compete(other, key)) {
                entry.fail(entry.has("valid_from") ? "valid_from" : "id", key.id);
            }
        }
        ring.push_back(std::move(key));
    }
    auto const finished = table->finish();
    return finished ? Result<KeyRing>(std::move(ring)) : finished.error();
}

RingKey const* key_in_force(KeyRing const& ring, KeyPurpose purpose, Day day) {
    RingKey const* newest = nullptr;
    for (auto const& key : ring) {
        // Nothing is before every day (std::optional orders it so).
        if (key.purpose == purpose && key.is_in_force(day) &&
            (newest == nullptr || newest->valid_from < key.valid_from)) {
            newest = &key;
        }
    }
    return newest;
}

RingKey* find_key(KeyRing& ring, std::string_view id) {
    auto const found = std::find_if(ring.begin(), ring.end(), [id](auto const& key) { return key.id == id; });
    return found == ring.end() ? nullptr : &*found;
}

std::string ring_text(KeyRing const& ring, std::filesystem::path const& folder) {
    std::string text(heading);
    for (auto const& key : ring) {
        text += "\n[[keys]]\nid = " + toml_text(key.id) + "\npurpose = \"" + std::string(text_of(key.purpose)) +
                "\"\ncertificate = " + written(key.certificate, folder) + "\n";
        if (!key.private_half.empty()) {
            auto const is_on_token = key.private_half.starts_with(token_scheme);
            text +=
                "private = " + (is_on_token ? toml_text(key.private_half) : written(key.private_half, folder)) + "\n";
        }
        text += key.valid_from ? "valid_from = " + to_text(*key.valid_from) + "\n" : "";
        text += key.valid_until ? "valid_until = " + to_text(*key.valid_until) + "\n" : "";
        text += key.spare ? "spare = true\n" : "";
    }
    return text;
}

}  // namespace almoner::settings
