#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>

#include "core/result.hpp"

namespace almoner::bytes {

/// Where work that does not fit into memory is put meanwhile: an unnamed temporary file, made when the first bytes come
/// and gone with its owner, however the program ends.
class SpillFile {
public:
    /// @error file.io
    Status append(std::span<std::byte const> bytes);
    /// Fills `into` with what was appended from `offset` on; all of it must have been. @error file.io
    Status read_at(std::uint64_t offset, std::span<std::byte> into);

    [[nodiscard]] std::uint64_t byte_count() const { return byte_count_; }

private:
    struct Close {
        // An unnamed file is gone with its closing, whatever that reports.
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };
    std::unique_ptr<std::FILE, Close> file_;
    std::uint64_t byte_count_ = 0;
    bool flushed_ = true;
};

}  // namespace almoner::bytes
