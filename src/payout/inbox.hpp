#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner::payout {

/// The name under which a file from outside lies in an inbox. A safe name stays: UTF-8 of at most 200 bytes without
/// control, invisible or direction characters and without / \ : * ? " < > |, not beginning with . - ~ or a blank and
/// not ending with . or a blank. Any other becomes what is left of it and a part of its digest, so that the same name
/// always becomes the same, and what belongs to NAME.cover.toml still begins with its NAME. @error crypto.failure
Result<std::string> inbox_name(std::string_view original);

/// The rows file of a cover: beside it, under its own name or under that of the inbox.
/// @error cover.rows_changed `rows_file` is no name of a file @error file.io
Result<std::filesystem::path> rows_beside(std::filesystem::path const& cover_path, std::string const& rows_file);

/// A file that somebody brings.
struct Brought {
    std::filesystem::path file;
    std::string from;  ///< who brings it
    Instant moment;
};

/// What became of it.
struct TakenIn {
    std::string name;  ///< in the inbox
    std::string sha256;
    bool was_there = false;  ///< the same bytes under the same name
};

/// Copies a plain file into `inbox` under its inbox name, and writes beforehand into `records` who brought it, when,
/// what it was called, its size and digest: NAME.DIGEST.toml, for people and auditors to read. Both folders are there.
/// @error file.exists other content has the name @error file.not_regular a link, pipe, device or folder
/// @error file.missing @error file.io @error crypto.failure
Result<TakenIn> take_in(Brought const& brought, std::filesystem::path const& inbox,
                        std::filesystem::path const& records);

}  // namespace almoner::payout
