#include "bytes/unpacked_part.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace almoner::bytes {

namespace {

constexpr std::uint64_t most_bytes = std::uint64_t{2} << 30;

Error io_error(std::filesystem::path const& path) {
    return {ErrorCode::file_io, {path.string(), {}, 0, 0}, std::strerror(errno), {}};
}

struct Close {
    // What a failing close would lose, the flush before has told.
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

}  // namespace

bool is_workbook(Container const& container) {
    auto const& parts = container.parts();
    return container.packing() == Packing::zip &&
           std::find(parts.begin(), parts.end(), "[Content_Types].xml") != parts.end();
}

/// A file that is gone with its owner.
struct UnpackedPart::Own {
    explicit Own(std::filesystem::path made) : path(std::move(made)) {}
    Own(Own const&) = delete;
    Own& operator=(Own const&) = delete;
    ~Own() {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);
    }
    std::filesystem::path path;
};

UnpackedPart::UnpackedPart(std::filesystem::path path, std::unique_ptr<Own> own)
    : path_(std::move(path)), own_(std::move(own)) {}
UnpackedPart::UnpackedPart(UnpackedPart&&) noexcept = default;
UnpackedPart& UnpackedPart::operator=(UnpackedPart&&) noexcept = default;
UnpackedPart::~UnpackedPart() = default;

Result<UnpackedPart> UnpackedPart::of(Container const& container, std::size_t part) {
    if (container.packing() == Packing::plain || is_workbook(container)) {
        return UnpackedPart(container.path(), nullptr);
    }
    auto name = (std::filesystem::temp_directory_path() / "almoner-part-XXXXXX").string();
    auto const descriptor = ::mkstemp(name.data());
    if (descriptor < 0) {
        return io_error(name);
    }
    UnpackedPart unpacked(name, std::make_unique<Own>(name));
    auto const file = std::unique_ptr<std::FILE, Close>(::fdopen(descriptor, "wb"));
    if (!file) {
        auto const error = io_error(name);
        ::close(descriptor);
        return error;
    }
    std::uint64_t written = 0;
    auto const copied = container.for_each_chunk(part, [&](std::string_view chunk) -> Status {
        written += chunk.size();
        if (written > most_bytes) {
            return Error{ErrorCode::bank_file_container, {container.path().filename().string(), {}, 0, 0}, {}, {}};
        }
        return std::fwrite(chunk.data(), 1, chunk.size(), file.get()) == chunk.size() ? Status{} : io_error(name);
    });
    if (!copied) {
        return copied.error();
    }
    return std::fflush(file.get()) == 0 ? Result<UnpackedPart>(std::move(unpacked)) : io_error(name);
}

}  // namespace almoner::bytes
