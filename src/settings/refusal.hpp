#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"

namespace almoner::settings {

/// `NAME.cover.PERSON.refusal.toml`: why a person who could approve a list does not.
struct Refusal {
    std::string code;          ///< of the list
    std::string cover_sha256;  ///< the one cover that is refused
    std::string person;
    std::string reason;
};

/// @error settings.syntax @error settings.key_unknown @error settings.missing_key
Result<Refusal> parse_refusal(std::string_view text, std::string const& file);

/// As parse_refusal reads it; these bytes are signed.
std::string to_text(Refusal const& refusal);

}  // namespace almoner::settings
