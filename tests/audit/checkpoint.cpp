#include "audit/checkpoint.hpp"

#include "crypto/ed25519.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using audit::Checkpoint;
using audit::Witness;

namespace {

workshop::Pair const& key() {
    static auto const pair = workshop::make_pair("audit", "-algorithm ED25519", workshop::may_sign);
    return pair;
}

Witness witness(std::string const& origin = "almoner/AA") {
    auto made = Witness::of(origin, key().certificate);
    REQUIRE(made);
    return *std::move(made);
}

Checkpoint checkpoint() {
    auto const root = crypto::sha256("leaves");
    REQUIRE(root);
    return {"almoner/AA", 12, *root};
}

std::string note() {
    auto signed_note = audit::sign_checkpoint(checkpoint(), witness(), key().key);
    REQUIRE(signed_note);
    return *std::move(signed_note);
}

ErrorCode fault_of(std::string const& text, Witness const& by) {
    auto const read = audit::verify_checkpoint(text, by);
    REQUIRE_FALSE(read);
    return read.error().code;
}

}  // namespace

TEST_CASE("a checkpoint is the text that logs publish: origin, size, root, a blank line, signatures") {
    auto const text = note();
    CHECK(text.starts_with("almoner/AA\n12\n" +
                           crypto::base64({reinterpret_cast<char const*>(checkpoint().root.data()), 32}) +
                           "\n\n\u2014 almoner/AA "));
    auto const read = audit::verify_checkpoint(text, witness());
    REQUIRE(read);
    CHECK(read->size == 12);
    CHECK(read->root == checkpoint().root);
}

TEST_CASE("openssl verifies the signature over the lines before the blank one") {
    auto const text = note();
    auto const end = text.find("\n\n") + 1;
    auto const value = crypto::from_base64(text.substr(text.rfind(' ') + 1));
    REQUIRE(value);
    workshop::write("body", text.substr(0, end));
    workshop::write("value", value->substr(4));
    CHECK(
        workshop::run(
            "openssl x509 -in audit.crt -pubkey -noout > audit.pub && openssl pkeyutl -verify -pubin -inkey audit.pub "
            "-rawin -in body -sigfile value")
            .output.find("Verified Successfully") != std::string::npos);
}

TEST_CASE("other signatures may stand beside the log's own") {
    auto const text = note();
    CHECK(audit::verify_checkpoint(text + "\u2014 somebody AAAAAAAA\n", witness()));
}

TEST_CASE("a changed, moved or foreign checkpoint is refused") {
    auto const text = note();
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto changed = text;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        // The bits that base64 pads with are refused as well, so that a note is one text only.
        CHECK(fault_of(changed, witness()) == ErrorCode::audit_checkpoint);
    }
    CHECK(fault_of("", witness()) == ErrorCode::audit_checkpoint);
    CHECK(fault_of(text.substr(0, text.find("\n\n") + 2), witness()) == ErrorCode::audit_checkpoint);
    CHECK(fault_of(text, witness("almoner/BB")) == ErrorCode::audit_checkpoint);
    auto const other = workshop::make_pair("audit-other", "-algorithm ED25519", workshop::may_sign);
    CHECK(fault_of(text, *Witness::of("almoner/AA", other.certificate)) == ErrorCode::audit_checkpoint);
}

TEST_CASE("only an Ed25519 key keeps a log") {
    CHECK(Witness::of("almoner/AA", workshop::p256().certificate).error().code == ErrorCode::signature_key);
    CHECK(audit::sign_checkpoint(checkpoint(), witness(), workshop::p256().key).error().code ==
          ErrorCode::crypto_algorithm);
}

TEST_CASE("the public key is written as tools for signed notes take it") {
    auto const text = witness().text();
    auto const key_bytes = *crypto::ed25519_public_key(key().certificate);
    CHECK(text.starts_with("almoner/AA+"));
    CHECK(text.ends_with("+" + crypto::base64("\x01" + key_bytes)));
    // The id by another program: the first four bytes over name, line feed, kind and key.
    workshop::write("named", "almoner/AA\n\x01" + key_bytes);
    CHECK(text.substr(11, 8) == workshop::run("sha256sum named").output.substr(0, 8));
}
