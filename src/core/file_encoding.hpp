#pragma once

#include <cstdint>

namespace almoner {

/// In which bytes a file is written.
enum class FileEncoding : std::uint8_t {
    utf8,
    gb18030,  ///< GB 18030-2005, which has all of Unicode
};

}  // namespace almoner
