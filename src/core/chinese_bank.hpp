#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner {

/// A bank in China, or a kind of bank that is many.
struct ChineseBank {
    std::string type;                ///< the first three digits of its CNAPS codes
    std::string family;              ///< the type under which its branches may also be found; mostly its own
    std::vector<std::string> names;  ///< as lists write it, the full name first
};

/// Reads cn_banks.tsv. @error settings.syntax @error settings.value
Result<std::vector<ChineseBank>> chinese_banks_of(std::string_view text);

/// The bank that `stated` names, a branch's name included ("农业银行某县支行"): the longest name that stands in it.
/// Abbreviations in Latin letters must be all of it. nullptr when no bank is named, or two as well as each other.
ChineseBank const* bank_named(std::string_view stated, std::vector<ChineseBank> const& banks);

/// The bank of a CNAPS type, or nullptr.
ChineseBank const* bank_of_type(std::string_view type, std::vector<ChineseBank> const& banks);

}  // namespace almoner
