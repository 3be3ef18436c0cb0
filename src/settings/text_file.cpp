#include "settings/text_file.hpp"

#include <array>

#include "bytes/file.hpp"

namespace almoner::settings {

namespace {

/// What is not there, or is no file, is missing from the settings; what the disk cannot read is told as that.
Error as_missing(std::filesystem::path const& path, Error error) {
    if (error.code == ErrorCode::file_missing || error.code == ErrorCode::file_not_regular) {
        return {ErrorCode::formats_missing, {path.string(), {}, 0, 0}, path.filename().string(), {}};
    }
    return error;
}

}  // namespace

Result<std::string> load_text(std::filesystem::path const& path) {
    auto file = bytes::File::open(path, bytes::Links::followed);
    if (!file) {
        return as_missing(path, file.error());
    }
    std::string text;
    std::array<char, std::size_t{1} << 14U> chunk{};
    for (auto count = chunk.size(); count == chunk.size();) {
        auto const read = file->read(chunk);
        if (!read) {
            return read.error();
        }
        count = *read;
        text.append(chunk.data(), count);
    }
    return text;
}

}  // namespace almoner::settings
