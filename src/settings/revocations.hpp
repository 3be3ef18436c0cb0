#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner::settings {

/// From when on, and why, a certificate counts for nothing any more.
struct Revocation {
    Day since;
    std::string reason;
};

/// `keys/revoked.toml`, by the hexadecimal SHA-256 of the certificate's DER bytes. It stands outside the seal of the
/// settings: taking power away needs one person.
using Revocations = std::map<std::string, Revocation, std::less<>>;

/// An absent file revokes nothing. @error settings.value a digest that is not 64 of 0-9a-f, or stands there twice
/// @error file.missing it is there and cannot be read; and those of load_workspace
Result<Revocations> load_revocations(std::filesystem::path const& file);

}  // namespace almoner::settings
