#pragma once

#include <filesystem>
#include <string>

#include "cli/office.hpp"
#include "cli/options.hpp"
#include "settings/cover.hpp"

namespace almoner::cli {

/// A person's key with the certificate the register pins.
struct Pen {
    crypto::PrivateKey key;
    crypto::Certificate certificate;
};

/// The pen of --as and --key. @error approval.unknown_person @error key.mismatch not the one of that person, and those
/// of secret_of and PrivateKey::load
Result<Pen> pen_of(Office const& office, Options const& options);

/// @error file.missing @error file.not_regular and those of settings::parse_cover
Result<settings::Cover> read_cover(std::filesystem::path const& path);

/// Prints what is signed before it is signed. @error those of read_cover
Status show_cover(Office const& office, std::filesystem::path const& path);

/// Puts the signature of --as beside the cover; one of before is replaced. @error crypto.failure @error file.io
Status sign_cover(Options const& options, Pen const& pen, std::filesystem::path const& path);

/// Puts the signed refusal of --as beside the cover, with --reason. @error those of read_cover and sign_cover
Status refuse_cover(Options const& options, Pen const& pen, std::filesystem::path const& path);

}  // namespace almoner::cli
