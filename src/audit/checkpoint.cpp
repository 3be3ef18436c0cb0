#include "audit/checkpoint.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "crypto/ed25519.hpp"

namespace almoner::audit {

namespace {

constexpr std::size_t key_id_bytes = 4;
constexpr char ed25519_key = '\x01';
/// An em dash and a blank begin a line of signature.
constexpr std::string_view signature_mark = "\xE2\x80\x94 ";

std::string_view bytes_of(Hash const& hash) { return {reinterpret_cast<char const*>(hash.data()), hash.size()}; }

std::string body_of(Checkpoint const& checkpoint) {
    return checkpoint.origin + "\n" + std::to_string(checkpoint.size) + "\n" +
           crypto::base64(bytes_of(checkpoint.root)) + "\n";
}

/// Takes the text up to the line feed off `text`; without one everything that is left.
std::string_view take_line(std::string_view& text) {
    auto const end = std::min(text.find('\n'), text.size());
    auto const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

/// Nothing where the lines are not a size and a root.
std::optional<Checkpoint> read_body(std::string_view body) {
    Checkpoint checkpoint;
    checkpoint.origin = std::string(take_line(body));
    auto const size = take_line(body);
    auto const root = crypto::from_base64(take_line(body));
    auto const [end, fault] = std::from_chars(size.data(), size.data() + size.size(), checkpoint.size);
    if (fault != std::errc{} || end != size.data() + size.size() || !root || root->size() != checkpoint.root.size()) {
        return std::nullopt;
    }
    std::copy(root->begin(), root->end(), checkpoint.root.begin());
    return checkpoint;
}

bool is_signed(std::string_view body, std::string_view signatures, Witness const& witness) {
    auto const own = std::string(signature_mark) + witness.origin() + " ";
    while (!signatures.empty()) {
        auto const line = take_line(signatures);
        if (!line.starts_with(own)) {
            continue;
        }
        auto const value = crypto::from_base64(line.substr(own.size()));
        if (value && value->starts_with(witness.key_id()) &&
            crypto::ed25519_verify(witness.public_key(), body, std::string_view(*value).substr(key_id_bytes))) {
            return true;
        }
    }
    return false;
}

}  // namespace

Result<Witness> Witness::of(std::string origin, crypto::Certificate const& certificate) {
    auto key = crypto::ed25519_public_key(certificate);
    if (!key) {
        return key.error();
    }
    auto const digest = crypto::sha256(origin + "\n" + ed25519_key + *key);
    if (!digest) {
        return digest.error();
    }
    return Witness{std::move(origin), *std::move(key), std::string(bytes_of(*digest).substr(0, key_id_bytes))};
}

std::string Witness::text() const {
    auto const id = std::span(reinterpret_cast<std::uint8_t const*>(key_id_.data()), key_id_.size());
    return origin_ + "+" + crypto::hex(id) + "+" + crypto::base64(ed25519_key + public_key_);
}

Result<std::string> sign_checkpoint(Checkpoint const& checkpoint, Witness const& witness,
                                    crypto::PrivateKey const& key) {
    auto const body = body_of(checkpoint);
    auto const signature = crypto::ed25519_sign(key, body);
    if (!signature) {
        return signature.error();
    }
    return body + "\n" + std::string(signature_mark) + witness.origin() + " " +
           crypto::base64(witness.key_id() + *signature) + "\n";
}

Result<Checkpoint> verify_checkpoint(std::string_view note, Witness const& witness) {
    auto const wrong = Error{ErrorCode::audit_checkpoint, {}, witness.origin(), {}};
    auto const blank = note.rfind("\n\n");
    if (blank == std::string_view::npos) {
        return wrong;
    }
    auto const body = note.substr(0, blank + 1);
    auto const checkpoint = read_body(body);
    // Read again as it was written, so that one text only says this.
    if (!checkpoint || checkpoint->origin != witness.origin() || !body.starts_with(body_of(*checkpoint)) ||
        !is_signed(body, note.substr(blank + 2), witness)) {
        return wrong;
    }
    return *checkpoint;
}

}  // namespace almoner::audit
