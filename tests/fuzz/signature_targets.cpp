#include <filesystem>
#include <memory>
#include <string>

#include <libxml/c14n.h>
#include <libxml/parser.h>

#include "core/check.hpp"
#include "core/free.hpp"
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

/// Nothing for a document that the reader refuses: in the signed profile there are no processing instructions, which
/// a canonical form would keep and ours does not know.
std::optional<std::string> canonical_form(std::string_view bytes) {
    StringSink sink;
    xml::Canonicalizer canonicalizer(sink);
    xml::Reader reader(canonicalizer, "fuzz.xml");
    return reader.feed(bytes) && reader.finish() ? std::optional(sink.text) : std::nullopt;
}

/// What libxml2 makes of the document's tree; nothing where it has no form for it, as with relative namespaces.
std::optional<std::string> canonical_by_tree(std::string_view bytes) {
    constexpr auto options = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    std::unique_ptr<xmlDoc, Free<xmlFreeDoc>> const document(
        xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, nullptr, options));
    xmlSetStructuredErrorFunc(nullptr, [](void*, xmlErrorPtr) {});
    xmlChar* form = nullptr;
    auto const length =
        document ? xmlC14NDocDumpMemory(document.get(), nullptr, XML_C14N_EXCLUSIVE_1_0, nullptr, 0, &form) : -1;
    auto text = length < 0
                    ? std::nullopt
                    : std::optional(std::string(reinterpret_cast<char const*>(form), static_cast<std::size_t>(length)));
    xmlFree(form);
    return text;
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
    auto const other = canonical_by_tree(bytes);
    check(!other || *other == *once, "libxml2 has the same canonical form");
}

}  // namespace almoner::fuzz
