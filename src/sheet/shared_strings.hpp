#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include "bytes/spill_file.hpp"
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
    Result<bool> get(std::uint64_t index, std::string& out);
    [[nodiscard]] std::size_t count() const { return ends_.size(); }

private:
    std::string memory_;
    bytes::SpillFile spilled_;
    std::deque<std::uint64_t> ends_;  ///< of each text, counted over memory and file together
};

}  // namespace almoner::sheet
