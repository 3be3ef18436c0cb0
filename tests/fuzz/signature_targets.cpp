#include <filesystem>
#include <string>

#include "core/check.hpp"
#include "fuzz/file.hpp"
#include "fuzz/targets.hpp"
#include "seal/transfer_signature.hpp"
#include "xml/canonical.hpp"

namespace almoner::fuzz {

namespace {

/// Its key was thrown away when the corpus had been signed.
crypto::Certificate const& pinned() {
    static auto const certificate =
        crypto::Certificate::load(std::filesystem::path(ALMONER_SOURCE) / "tests" / "fuzz" / "pinned.crt");
    check(static_cast<bool>(certificate), "the corpus has its certificate");
    return *certificate;
}

/// Nothing for a document that the reader refuses.
std::optional<std::string> canonical_form(std::string_view bytes) {
    StringSink sink;
    xml::Canonicalizer canonicalizer(sink);
    xml::Limits limits;
    limits.accept = xml::Accept::any_well_formed;
    xml::Reader reader(canonicalizer, "fuzz.xml", limits);
    return reader.feed(bytes) && reader.finish() ? std::optional(sink.text) : std::nullopt;
}

}  // namespace

void verifier(std::string_view bytes) {
    File const file(bytes);
    auto const exact = seal::verify_enveloped(file.path(), {pinned()}, seal::Frame::exact, nullptr);
    auto const any = seal::verify_enveloped(file.path(), {pinned()}, seal::Frame::any, nullptr);
    check(any || !exact, "what is accepted exactly is accepted anyway");
    if (!any) {
        check(exact.error().code == any.error().code, "both readings refuse for the same reason");
    } else if (!exact) {
        check(exact.error().code == ErrorCode::signature_frame, "only the frame tells the readings apart");
    }
}

void canonical(std::string_view bytes) {
    auto const once = canonical_form(bytes);
    if (!once) {
        return;
    }
    // Escapes make text longer, so a start tag may pass its limit the second time.
    auto const twice = canonical_form(*once);
    check(!twice || *twice == *once, "a canonical form is its own");
}

}  // namespace almoner::fuzz
