#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner::settings {

/// What people decide by a signed file; the word in the file is the enumerator.
enum class DecisionKind { accept_audit, admit_bank_file, prove_bank };

std::string_view text_of(DecisionKind kind);

/// `decisions/N-KIND.toml`: what one person decided; those who agree sign the same bytes.
struct Decision {
    DecisionKind kind{};
    /// Digests: accept_audit of what the auditor found; admit_bank_file of the file that counts; prove_bank of the
    /// bank.
    std::vector<std::string> targets;
    std::string reason;
    std::string person;
    Instant time;
};

/// @error settings.syntax @error settings.key_unknown @error settings.missing_key
/// @error settings.value a kind nobody knows, no target, or a time that is none
Result<Decision> parse_decision(std::string_view text, std::string const& file);

/// As parse_decision reads it.
std::string to_text(Decision const& decision);

}  // namespace almoner::settings
