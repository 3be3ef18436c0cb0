#include "bytes/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace almoner::bytes {

namespace {

Error fault(ErrorCode code, std::filesystem::path const& path, int number) {
    return {code, {path.string(), {}, 0, 0}, number == 0 ? "" : std::strerror(number), {}};
}

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

Result<File> File::open(std::filesystem::path const& path, Links links) {
    // Without NONBLOCK the opening of a pipe would wait for a writer for ever.
    constexpr auto plain = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
    auto const descriptor = ::open(path.c_str(), links == Links::refused ? plain | O_NOFOLLOW : plain);
    if (descriptor < 0) {
        return fault(code_of(errno), path, errno);
    }
    auto file = std::unique_ptr<std::FILE, Close>(::fdopen(descriptor, "rb"));
    if (!file) {
        auto const number = errno;
        ::close(descriptor);
        return fault(ErrorCode::file_io, path, number);
    }
    struct stat facts {};
    if (::fstat(descriptor, &facts) != 0) {
        return fault(ErrorCode::file_io, path, errno);
    }
    if (!S_ISREG(facts.st_mode)) {
        return fault(ErrorCode::file_not_regular, path, 0);
    }
    return File(path, std::move(file), static_cast<std::uint64_t>(facts.st_size));
}

Result<std::size_t> File::read(std::span<char> into) {
    auto const count = std::fread(into.data(), 1, into.size(), file_.get());
    if (count < into.size() && std::ferror(file_.get()) != 0) {
        return fault(ErrorCode::file_io, path_, errno);
    }
    return count;
}

Status File::rewind() {
    return std::fseek(file_.get(), 0, SEEK_SET) == 0 ? Status{} : fault(ErrorCode::file_io, path_, errno);
}

}  // namespace almoner::bytes
