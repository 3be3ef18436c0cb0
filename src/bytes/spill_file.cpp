#include "bytes/spill_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace almoner::bytes {

namespace {

Error io_error() { return {ErrorCode::file_io, {"temporary file", {}, 0, 0}, std::strerror(errno), {}}; }

}  // namespace

Status SpillFile::append(std::span<std::byte const> bytes) {
    if (!file_) {
        file_.reset(std::tmpfile());
        if (!file_) {
            return io_error();
        }
    }
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) {
        return io_error();
    }
    byte_count_ += bytes.size();
    flushed_ = false;
    return {};
}

Status SpillFile::read_at(std::uint64_t offset, std::span<std::byte> into) {
    check(offset + into.size() <= byte_count_, "only what was spilled is read back");
    if (!flushed_ && std::fflush(file_.get()) != 0) {
        return io_error();
    }
    flushed_ = true;
    for (std::size_t done = 0; done < into.size();) {
        auto const rest = into.subspan(done);
        auto const count =
            ::pread(::fileno(file_.get()), rest.data(), rest.size(), static_cast<::off_t>(offset + done));
        if (count <= 0) {
            return io_error();
        }
        done += static_cast<std::size_t>(count);
    }
    return {};
}

}  // namespace almoner::bytes
