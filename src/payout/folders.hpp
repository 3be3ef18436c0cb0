#pragma once

#include <filesystem>
#include <string>

namespace almoner::payout {

/// Where things are in a workspace (design: workspace of a user).
struct Folders {
    explicit Folders(std::filesystem::path const& home)
        : inbox_lists(home / "inbox" / "lists"), archive_lists(home / "archive" / "lists"),
          archive_files(home / "archive" / "files"), staging(home / "staging"), outbox(home / "outbox"),
          store(home / "state" / "almoner.db") {}

    std::filesystem::path inbox_lists;
    std::filesystem::path archive_lists;
    std::filesystem::path archive_files;
    std::filesystem::path staging;
    std::filesystem::path outbox;
    std::filesystem::path store;
};

/// The name of a file's detached signature, in the same folder.
inline std::filesystem::path signature_of(std::filesystem::path file) { return file += ".p7s"; }

}  // namespace almoner::payout
