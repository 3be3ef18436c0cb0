#include "xml/file_chunks.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace almoner::xml {

namespace {

constexpr std::size_t chunk_bytes = 256U << 10;

/// Closes on every way out; what was only read cannot be lost by a failing close.
class File {
public:
    explicit File(std::filesystem::path const& path)
        // Without NONBLOCK the opening of a pipe would wait for a writer for ever.
        : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)) {}
    ~File() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
        }
    }
    File(File const&) = delete;
    File& operator=(File const&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

ErrorCode code_of(int number) {
    switch (number) {
        case ENOENT:
        case ENOTDIR: return ErrorCode::file_missing;
        case ELOOP:
        case ENXIO: return ErrorCode::file_not_regular;
        default: return ErrorCode::file_io;
    }
}

}  // namespace

Status for_each_chunk(std::filesystem::path const& path, std::function<Status(std::string_view)> const& take) {
    Position const position{path.string(), {}, 0, 0};
    File const file(path);
    if (file.descriptor() < 0) {
        return Error{code_of(errno), position, std::strerror(errno), {}};
    }
    struct stat facts {};
    if (::fstat(file.descriptor(), &facts) != 0) {
        return Error{ErrorCode::file_io, position, std::strerror(errno), {}};
    }
    if (!S_ISREG(facts.st_mode)) {
        return Error{ErrorCode::file_not_regular, position, {}, {}};
    }
    std::string buffer(chunk_bytes, '\0');
    for (;;) {
        auto const count = ::read(file.descriptor(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return Error{ErrorCode::file_io, position, std::strerror(errno), {}};
        }
        if (count == 0) {
            return {};
        }
        if (auto const taken = take({buffer.data(), static_cast<std::size_t>(count)}); !taken) {
            return taken;
        }
    }
}

}  // namespace almoner::xml
