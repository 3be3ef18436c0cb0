#include "store/durable.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>

namespace almoner::store {

namespace {

constexpr std::size_t chunk_bytes = 256U << 10;

Error io_error(std::filesystem::path const& path) {
    auto const number = errno;
    auto const code = number == ENOENT                     ? ErrorCode::file_missing
                      : number == EEXIST                   ? ErrorCode::file_exists
                      : number == ELOOP || number == ENXIO ? ErrorCode::file_not_regular
                                                           : ErrorCode::file_io;
    return {code, {path.string(), {}, 0, 0}, std::strerror(number), {}};
}

class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&&) = delete;
    ~Descriptor() {
        if (number_ >= 0) {
            static_cast<void>(::close(number_));
        }
    }
    [[nodiscard]] int number() const { return number_; }
    /// Closing may be the first to tell of a write that failed.
    [[nodiscard]] bool close() { return ::close(std::exchange(number_, -1)) == 0; }

private:
    int number_;
};

Descriptor open_file(std::filesystem::path const& path, int flags, mode_t mode = 0) {
    for (;;) {
        auto const number = ::open(path.c_str(), flags | O_CLOEXEC, mode);
        if (number >= 0 || errno != EINTR) {
            return Descriptor(number);
        }
    }
}

Status sync_folder(std::filesystem::path const& folder) {
    auto const descriptor = open_file(folder, O_RDONLY | O_DIRECTORY);
    if (descriptor.number() < 0 || ::fsync(descriptor.number()) != 0) {
        return io_error(folder);
    }
    return {};
}

/// Opens for reading without following a link, and only what is a regular file.
Result<Descriptor> open_regular(std::filesystem::path const& path) {
    // NONBLOCK, so that a FIFO somebody put there cannot hold the night up.
    auto descriptor = open_file(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor.number() < 0) {
        return io_error(path);
    }
    struct stat facts {};
    if (::fstat(descriptor.number(), &facts) != 0) {
        return io_error(path);
    }
    if (!S_ISREG(facts.st_mode)) {
        return Error{ErrorCode::file_not_regular, {path.string(), {}, 0, 0}, {}, {}};
    }
    return descriptor;
}

/// Calls `take` with each chunk of the file.
Status read_chunks(std::filesystem::path const& path, std::function<Status(std::string_view)> const& take) {
    auto const file = open_regular(path);
    if (!file) {
        return file.error();
    }
    std::string buffer(chunk_bytes, '\0');
    for (;;) {
        auto const count = ::read(file->number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return io_error(path);
        }
        if (count == 0) {
            return {};
        }
        if (auto const taken = take({buffer.data(), static_cast<std::size_t>(count)}); !taken) {
            return taken;
        }
    }
}

}  // namespace

struct DurableFile::State {
    std::filesystem::path final_path;
    std::filesystem::path draft;
    Descriptor descriptor;
    bool committed = false;
};

DurableFile::DurableFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
DurableFile::DurableFile(DurableFile&&) noexcept = default;

DurableFile::~DurableFile() {
    if (state_ && !state_->committed) {
        // Whatever stays behind is a draft under a hidden name, and the next one replaces it.
        static_cast<void>(::unlink(state_->draft.c_str()));
    }
}

Result<DurableFile> DurableFile::create(std::filesystem::path const& final_path) {
    auto const draft = final_path.parent_path() / ("." + final_path.filename().string() + ".draft");
    if (::unlink(draft.c_str()) != 0 && errno != ENOENT) {
        return io_error(draft);
    }
    auto descriptor = open_file(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor.number() < 0) {
        return io_error(draft);
    }
    return DurableFile{std::make_unique<State>(State{final_path, draft, std::move(descriptor), false})};
}

Status DurableFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const count = ::write(state_->descriptor.number(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return io_error(state_->draft);
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

Status DurableFile::commit(IfThere if_there) {
    auto& state = *state_;
    // A failed fsync is never tried again: the kernel may have dropped the pages it could not write.
    if (::fsync(state.descriptor.number()) != 0 || !state.descriptor.close()) {
        return io_error(state.draft);
    }
    auto const flags = if_there == IfThere::refuse ? static_cast<unsigned>(RENAME_NOREPLACE) : 0U;
    if (::renameat2(AT_FDCWD, state.draft.c_str(), AT_FDCWD, state.final_path.c_str(), flags) != 0) {
        return io_error(state.final_path);
    }
    state.committed = true;
    return sync_folder(state.final_path.parent_path());
}

Status write_durably(std::filesystem::path const& path, std::string_view bytes, DurableFile::IfThere if_there) {
    auto file = DurableFile::create(path);
    if (!file) {
        return file.error();
    }
    if (auto const written = file->write(bytes); !written) {
        return written;
    }
    return file->commit(if_there);
}

Status copy_durably(std::filesystem::path const& from, std::filesystem::path const& to, DurableFile::IfThere if_there,
                    ByteSink* also) {
    auto file = DurableFile::create(to);
    if (!file) {
        return file.error();
    }
    auto const copied = [&] {
        if (also == nullptr) {
            return copy_into(from, *file);
        }
        TeeSink both(*also, *file);
        return copy_into(from, both);
    }();
    if (!copied) {
        return copied.error();
    }
    return file->commit(if_there);
}

Status move_durably(std::filesystem::path const& from, std::filesystem::path const& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) != 0) {
        return io_error(errno == ENOENT ? from : to);
    }
    if (auto const synced = sync_folder(to.parent_path()); !synced) {
        return synced;
    }
    return from.parent_path() == to.parent_path() ? Status{} : sync_folder(from.parent_path());
}

Status remove_durably(std::filesystem::path const& path) {
    if (::unlink(path.c_str()) != 0) {
        return errno == ENOENT ? Status{} : Status{io_error(path)};
    }
    return sync_folder(path.parent_path());
}

Status make_folder(std::filesystem::path const& path) {
    if (::mkdir(path.c_str(), S_IRWXU) == 0) {
        return sync_folder(path.parent_path().empty() ? "." : path.parent_path());
    }
    if (errno == EEXIST) {
        struct stat facts {};
        auto const folder = ::stat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode);
        return folder ? Status{} : Error{ErrorCode::file_exists, {path.string(), {}, 0, 0}, {}, {}};
    }
    if (errno != ENOENT || !path.has_parent_path()) {
        return io_error(path);
    }
    if (auto const parent = make_folder(path.parent_path()); !parent) {
        return parent;
    }
    if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        return io_error(path);
    }
    return sync_folder(path.parent_path());
}

Result<Presence> presence_of(std::filesystem::path const& path) {
    struct stat facts {};
    if (::lstat(path.c_str(), &facts) == 0) {
        return S_ISREG(facts.st_mode) ? Presence::regular_file : Presence::other;
    }
    if (errno == ENOENT) {
        return Presence::absent;
    }
    return io_error(path);
}

Result<Instant> changed_at(std::filesystem::path const& path) {
    struct stat facts {};
    if (::lstat(path.c_str(), &facts) != 0) {
        return io_error(path);
    }
    return Instant{std::chrono::seconds{facts.st_mtim.tv_sec}};
}

Result<std::string> read_whole(std::filesystem::path const& path, std::uint64_t limit) {
    std::string text;
    auto const read = read_chunks(path, [&](std::string_view chunk) -> Status {
        if (text.size() + chunk.size() > limit) {
            return Error{ErrorCode::file_io, {path.string(), {}, 0, 0}, std::to_string(limit), {}};
        }
        text += chunk;
        return {};
    });
    if (!read) {
        return read.error();
    }
    return text;
}

Result<std::uint64_t> copy_into(std::filesystem::path const& path, ByteSink& sink) {
    std::uint64_t count = 0;
    auto const read = read_chunks(path, [&](std::string_view chunk) {
        count += chunk.size();
        return sink.write(chunk);
    });
    if (!read) {
        return read.error();
    }
    return count;
}

Result<std::vector<std::filesystem::path>> files_in(std::filesystem::path const& folder, std::string_view suffix) {
    std::vector<std::filesystem::path> files;
    std::unique_ptr<DIR, decltype([](DIR* open) { ::closedir(open); })> const open(::opendir(folder.c_str()));
    if (!open) {
        return errno == ENOENT ? Result<std::vector<std::filesystem::path>>(files) : io_error(folder);
    }
    for (errno = 0; auto const* entry = ::readdir(open.get()); errno = 0) {
        auto const name = std::string_view(entry->d_name);
        if (name.front() == '.' || !name.ends_with(suffix)) {
            continue;
        }
        auto const path = folder / name;
        auto const presence = presence_of(path);
        if (!presence) {
            return presence.error();
        }
        if (*presence == Presence::regular_file) {
            files.push_back(path);
        }
    }
    if (errno != 0) {
        return io_error(folder);
    }
    std::sort(files.begin(), files.end());
    return files;
}

Result<RunLock> RunLock::take(std::filesystem::path const& lock_file) {
    auto const number = ::open(lock_file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (number < 0) {
        return io_error(lock_file);
    }
    RunLock lock(number);
    if (::flock(number, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? Error{ErrorCode::run_locked, {lock_file.string(), {}, 0, 0}, {}, {}}
                                    : io_error(lock_file);
    }
    return lock;
}

RunLock::~RunLock() {
    if (descriptor_ >= 0) {
        static_cast<void>(::close(descriptor_));
    }
}

}  // namespace almoner::store
