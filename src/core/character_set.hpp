#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace almoner {

/// In which characters a bank writes names.
enum class CharacterSet : std::uint8_t {
    any,   ///< all of Unicode
    gbk,   ///< GBK (CP936); GB 18030 has all of Unicode and so is `any`
    sepa,  ///< the Latin set of EPC217-08
};

std::string_view text_of(CharacterSet set);
std::optional<CharacterSet> character_set_of(std::string_view text);

}  // namespace almoner
