#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>

#include "core/result.hpp"

namespace almoner::bytes {

/// Whether a file may be reached by a link: settings may, what came from outside may not.
enum class Links { refused, followed };

/// A plain file being read. A pipe or a folder is none.
class File {
public:
    /// Only what is not there is missing. @error file.missing @error file.not_regular @error file.io
    static Result<File> open(std::filesystem::path const& path, Links links = Links::refused);

    /// Fills `into` as far as the file goes; fewer bytes only at its end. @error file.io
    Result<std::size_t> read(std::span<char> into);
    /// Back to the first byte. @error file.io
    Status rewind();

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] std::uint64_t byte_count() const { return byte_count_; }

private:
    struct Close {
        // What was only read cannot be lost by a failing close.
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };
    File(std::filesystem::path path, std::unique_ptr<std::FILE, Close> file, std::uint64_t byte_count)
        : path_(std::move(path)), file_(std::move(file)), byte_count_(byte_count) {}
    std::filesystem::path path_;
    std::unique_ptr<std::FILE, Close> file_;
    std::uint64_t byte_count_;
};

}  // namespace almoner::bytes
