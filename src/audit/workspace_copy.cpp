#include "audit/workspace_copy.hpp"

#include <algorithm>
#include <vector>

#include "crypto/digest.hpp"
#include "store/durable.hpp"

namespace almoner::audit {

namespace {

namespace fs = std::filesystem;

/// The folders in one, by name. @error file.io
Result<std::vector<fs::path>> folders_in(fs::path const& folder) {
    std::error_code fault;
    std::vector<fs::path> folders;
    for (fs::directory_iterator entry(folder, fault), end; !fault && entry != end; entry.increment(fault)) {
        auto const name = entry->path().filename().string();
        if (entry->symlink_status(fault).type() == fs::file_type::directory && name.front() != '.') {
            folders.push_back(entry->path());
        }
    }
    if (fault && fault != std::errc::no_such_file_or_directory) {
        return Error{ErrorCode::file_io, {folder.string(), {}, 0, 0}, fault.message(), {}};
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

class Copying {
public:
    Copying(fs::path const& from, fs::path const& to, std::function<bool(std::string const&)> const& is_wanted,
            Manifest& manifest)
        : from_(from), to_(to), is_wanted_(is_wanted), manifest_(manifest) {}

    /// A folder below the first, by its path from there; empty for the first.
    Status copy(fs::path const& below) {
        auto const files = store::files_in(from_ / below, "");
        auto const folders = folders_in(from_ / below);
        if (!files || !folders) {
            return files ? folders.error() : files.error();
        }
        for (auto const& file : *files) {
            if (auto const copied = copy_file(below / file.filename()); !copied) {
                return copied;
            }
        }
        for (auto const& folder : *folders) {
            if (auto const copied = copy(below / folder.filename()); !copied) {
                return copied;
            }
        }
        return {};
    }

private:
    Status copy_file(fs::path const& below) {
        if (!is_wanted_(below.string())) {
            return {};
        }
        if (auto const made = store::make_folder((to_ / below).parent_path()); !made) {
            return made;
        }
        crypto::Sha256Sink sink;
        auto const copied = store::copy_durably(from_ / below, to_ / below, store::DurableFile::IfThere::refuse, &sink);
        if (!copied) {
            return copied.error().code == ErrorCode::file_missing ? Status{} : copied;
        }
        auto const digest = sink.finish_hex();
        if (digest) {
            manifest_[below.string()] = *digest;
        }
        return digest ? Status{} : Status{digest.error()};
    }

    fs::path const& from_;
    fs::path const& to_;
    std::function<bool(std::string const&)> const& is_wanted_;
    Manifest& manifest_;
};

}  // namespace

Status copy_files(fs::path const& from, fs::path const& to,
                  std::function<bool(std::string const& path)> const& is_wanted, Manifest& manifest) {
    return Copying(from, to, is_wanted, manifest).copy({});
}

Result<std::vector<Error>> held_against(Manifest const& manifest, fs::path const& folder) {
    std::vector<Error> faults;
    for (auto const& [path, sha256] : manifest) {
        crypto::Sha256Sink sink;
        auto const read = store::copy_into(folder / path, sink);
        if (!read && read.error().code == ErrorCode::file_io) {
            return read.error();
        }
        auto const digest = read ? sink.finish_hex() : read.error();
        if (!digest || *digest != sha256) {
            auto const code = digest ? ErrorCode::audit_archive_changed : ErrorCode::audit_archive_missing;
            faults.push_back({code, {(folder / path).string(), {}, 0, 0}, "backup.toml", {}});
        }
    }
    return faults;
}

}  // namespace almoner::audit
