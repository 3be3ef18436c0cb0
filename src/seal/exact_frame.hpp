#pragma once

#include <string>
#include <string_view>

#include "core/interfaces.hpp"
#include "crypto/digest.hpp"

namespace almoner::seal {

/// The first line of every file of ours; the canonical bytes and one line feed follow.
inline constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The digest a file of ours must have: told the canonical bytes without the signature, it hashes
/// the file as it would be written again from what was read. A file with this digest has not one
/// byte that was not looked at.
class ExactFrame final : public ByteSink {
public:
    /// Canonical bytes of the document without its signature, in any pieces. @error crypto.failure
    Status write(std::string_view bytes) override;

    /// The digest with `signature` put in front of `tail`, the last bytes of the document.
    /// @error signature.frame the document does not end with `tail` @error crypto.failure
    Result<crypto::Sha256Digest> finish(std::string_view signature, std::string_view tail);

private:
    crypto::Sha256Sink digest_;
    std::string held_ = std::string(declaration);  ///< the last bytes, among which the signature has its place
};

}  // namespace almoner::seal
