#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "core/result.hpp"

namespace almoner::bytes {

/// How a file writes its characters.
enum class Encoding : std::uint8_t { utf_8, utf_16_le, utf_16_be, gb18030 };

std::string_view text_of(Encoding encoding);

/// A text file read as UTF-8, however it is written. Told by its content: a byte order mark; else UTF-8 when all of it
/// is well formed (Unicode 15, table 3-7); else GB18030 (GB 18030-2005) when all of it is and no Latin word is broken
/// by an ideograph; else UTF-8, so that the fault can be found where it stands. A file with a zero byte is neither.
class TextFile {
public:
    /// Reads the file once to tell its encoding. @error file.missing @error file.not_regular @error file.io
    static Result<TextFile> open(std::filesystem::path const& path);
    TextFile(TextFile&&) noexcept;
    TextFile& operator=(TextFile&&) noexcept;
    ~TextFile();

    [[nodiscard]] Encoding encoding() const;

    /// Fills `into` (at least 64 bytes) with UTF-8 without byte order mark; 0 at the end, and a character may be cut in
    /// two. What cannot be converted comes as the byte 0xFF, which no UTF-8 text has. @error file.io
    Result<std::size_t> read(std::span<char> into);

private:
    struct State;
    explicit TextFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace almoner::bytes
