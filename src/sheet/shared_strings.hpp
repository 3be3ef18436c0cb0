#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace almoner::sheet {

/// The texts of a workbook that its cells name by number (sharedStrings.xml). The first eight megabytes stay in memory,
/// the rest goes to an unnamed file, so that a large workbook needs no more than a small one but for eight bytes a
/// text.
class SharedStrings {
public:
    /// @error file.io
    Status add(std::string_view text);
    /// The text of `index`; `out` is overwritten. False when there is none. @error file.io
    Result<bool> get(std::uint64_t index, std::string& out) const;

private:
    struct Close {
        // An unnamed file is gone with its closing, whatever that reports.
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };
    std::string memory_;
    std::unique_ptr<std::FILE, Close> spill_;
    std::uint64_t spilled_ = 0;
    std::vector<std::uint64_t> ends_;  ///< of each text, counted over memory and file together
};

}  // namespace almoner::sheet
