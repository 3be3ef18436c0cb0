#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner::cli {

/// A line without its end.
struct InputLine {
    std::string_view text;  ///< valid until the next line is asked for
    bool whole = true;      ///< false when it was longer than the longest that is kept; `text` is its beginning
};

/// Reads an open file, such as a pipe, line by line and whatever bytes they hold, in bounded memory. A line ends with
/// LF or CRLF; the last one may lack it.
class LineReader {
public:
    static constexpr std::size_t longest = 4096;

    explicit LineReader(int descriptor);

    /// The next line, or nothing at the end. @error file.io
    Result<std::optional<InputLine>> next();

    /// Whether the next line can be given without waiting for whoever writes.
    [[nodiscard]] bool has_line() const;

private:
    [[nodiscard]] std::string_view unread() const { return {buffer_.data() + begin_, end_ - begin_}; }
    /// Reads more; false at the end of the file.
    Result<bool> fill();
    /// Gives what stands before `length`, and passes over `taken` bytes.
    InputLine take(std::size_t length, std::size_t taken);
    /// Passes over the rest of a line that is too long.
    Result<std::optional<InputLine>> cut();

    int descriptor_;
    std::vector<char> buffer_;
    std::string beginning_;  ///< of a line that was cut
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace almoner::cli
