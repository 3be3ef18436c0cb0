#pragma once

#include <filesystem>
#include <string>

#include "cli/options.hpp"
#include "core/result.hpp"
#include "crypto/secret.hpp"

namespace almoner::cli {

/// Where passphrases and PINs come from: never the command line, and no variable of the environment but the one that
/// names the folder of systemd's credentials.
struct KeySecrets {
    std::filesystem::path credentials;  ///< $CREDENTIALS_DIRECTORY; empty when there is none
    int descriptor = -1;                ///< of --passphrase-fd; each key takes one line of it
};

KeySecrets key_secrets(Options const& options);

/// The credential named by the key's id, else the next line of the descriptor, else none.
/// @error file.io @error file.not_regular
Result<crypto::Secret> secret_of(KeySecrets const& secrets, std::string const& id);

}  // namespace almoner::cli
