#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/interfaces.hpp"

namespace almoner::store {

/// A file being written under a temporary name in its final folder; it gets its name, fsynced, in
/// `commit`. Destroyed without commit it leaves nothing. Mode 0600.
class DurableFile final : public ByteSink {
public:
    /// @error file.missing the folder @error file.io
    static Result<DurableFile> create(std::filesystem::path const& final_path);
    DurableFile(DurableFile&&) noexcept;
    DurableFile& operator=(DurableFile&&) = delete;
    ~DurableFile() override;

    Status write(std::string_view bytes) override;
    enum class IfThere { replace, refuse };
    /// fsync file, rename, fsync folder. @error file.exists @error file.io (never tried again)
    Status commit(IfThere if_there);

private:
    struct State;
    explicit DurableFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Writes a whole file durably. @error file.exists @error file.io
Status write_durably(std::filesystem::path const& path, std::string_view bytes, DurableFile::IfThere if_there);

/// Copies a regular file (no link followed) durably under a new name; `also` is told every byte, for a digest.
/// @error file.missing @error file.not_regular @error file.exists @error file.io
Status copy_durably(std::filesystem::path const& from, std::filesystem::path const& to, DurableFile::IfThere if_there,
                    ByteSink* also = nullptr);

/// Renames within one filesystem, refusing to replace (renameat2 RENAME_NOREPLACE), then fsyncs both
/// folders. @error file.exists @error file.missing @error file.io
Status move_durably(std::filesystem::path const& from, std::filesystem::path const& to);

/// Removes a file and fsyncs its folder; a file that is not there is no error. @error file.io
Status remove_durably(std::filesystem::path const& path);

/// Makes the folder 0700 and its parents, fsynced. @error file.exists something else has that name @error file.io
Status make_folder(std::filesystem::path const& path);

enum class Presence { absent, regular_file, other };
/// Only ENOENT means absent; a link, folder or FIFO is `other`. @error file.io
Result<Presence> presence_of(std::filesystem::path const& path);

/// When a file was changed last, by the clock of its disk. @error file.missing @error file.io
Result<Instant> changed_at(std::filesystem::path const& path);

/// Whole content of a regular file (no link followed) of at most `limit` bytes.
/// @error file.missing @error file.not_regular @error file.io
Result<std::string> read_whole(std::filesystem::path const& path, std::uint64_t limit);

/// Copies a regular file (no link followed) to `sink` in chunks and says how many bytes.
/// @error file.missing @error file.not_regular @error file.io
Result<std::uint64_t> copy_into(std::filesystem::path const& path, ByteSink& sink);

/// Regular files of a folder whose names end in `suffix`, sorted by name. A folder that is not there
/// holds none. @error file.io
Result<std::vector<std::filesystem::path>> files_in(std::filesystem::path const& folder, std::string_view suffix);

/// flock on state/lock, held until destroyed; the file is never unlinked.
class RunLock {
public:
    /// @error run.locked another run holds it @error file.io
    static Result<RunLock> take(std::filesystem::path const& lock_file);
    RunLock(RunLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
    RunLock& operator=(RunLock&&) = delete;
    ~RunLock();

private:
    explicit RunLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace almoner::store
