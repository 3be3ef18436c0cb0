#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "audit/merkle.hpp"
#include "crypto/keys.hpp"

/// Checkpoints as transparency logs publish them: C2SP tlog-checkpoint within C2SP signed-note.
namespace almoner::audit {

/// What a log was when it had `size` leaves.
struct Checkpoint {
    std::string origin;  ///< name of the log, and of its key
    std::uint64_t size = 0;
    Hash root{};
};

/// The public half of the key that signs a log's checkpoints, by the name of the log.
class Witness {
public:
    /// @error signature.key another key than Ed25519
    static Result<Witness> of(std::string origin, crypto::Certificate const& certificate);

    [[nodiscard]] std::string const& origin() const { return origin_; }
    [[nodiscard]] std::string const& public_key() const { return public_key_; }
    /// First four bytes of SHA-256(origin || LF || 0x01 || key) (signed-note, "Ed25519").
    [[nodiscard]] std::string const& key_id() const { return key_id_; }
    /// "origin+hexadecimal key id+base64(0x01 || key)", as tools that verify notes take it.
    [[nodiscard]] std::string text() const;

private:
    Witness(std::string origin, std::string public_key, std::string key_id)
        : origin_(std::move(origin)), public_key_(std::move(public_key)), key_id_(std::move(key_id)) {}
    std::string origin_;
    std::string public_key_;
    std::string key_id_;
};

/// The signed note. @error crypto.algorithm @error crypto.failure
Result<std::string> sign_checkpoint(Checkpoint const& checkpoint, Witness const& witness,
                                    crypto::PrivateKey const& key);

/// What a signed note says. @error audit.checkpoint no such note, of another log, or its signature does not hold
Result<Checkpoint> verify_checkpoint(std::string_view note, Witness const& witness);

}  // namespace almoner::audit
