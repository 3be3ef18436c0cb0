#include "cli/key_secrets.hpp"

#include <cerrno>
#include <cstdlib>

#include <unistd.h>

#include "store/durable.hpp"

namespace almoner::cli {

namespace {

constexpr std::size_t longest_secret = 1024;

/// Letter by letter, so that the line of the next key stays in the pipe.
Result<crypto::Secret> next_line(int descriptor) {
    std::string line;
    line.reserve(longest_secret);
    for (char letter = 0; line.size() < longest_secret;) {
        auto const count = ::read(descriptor, &letter, 1);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return Error{ErrorCode::file_io, {}, "--passphrase-fd", {}};
        }
        if (count == 0 || letter == '\n') {
            break;
        }
        line += letter;
    }
    return crypto::Secret(line);
}

Result<crypto::Secret> credential(std::filesystem::path const& file) {
    auto text = store::read_whole(file, longest_secret);
    if (!text) {
        return text.error();
    }
    if (text->ends_with('\n')) {
        text->pop_back();
    }
    return crypto::Secret(*text);
}

}  // namespace

KeySecrets key_secrets(Options const& options) {
    auto const* folder = std::getenv("CREDENTIALS_DIRECTORY");
    return {folder == nullptr ? "" : folder, options.passphrase_descriptor};
}

Result<crypto::Secret> secret_of(KeySecrets const& secrets, std::string const& id) {
    if (!secrets.credentials.empty()) {
        auto found = credential(secrets.credentials / id);
        if (found || found.error().code != ErrorCode::file_missing) {
            return found;
        }
    }
    return secrets.descriptor < 0 ? Result<crypto::Secret>(crypto::Secret()) : next_line(secrets.descriptor);
}

}  // namespace almoner::cli
