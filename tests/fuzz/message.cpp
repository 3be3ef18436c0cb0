#include "core/check.hpp"
#include "fuzz/targets.hpp"
#include "xml/canonical.hpp"
#include "xml/template.hpp"

namespace almoner::fuzz {

namespace {

/// Scopes as those of the messages, with few names, so that bytes made at random meet them.
xml::Vocabulary const& vocabulary() {
    static xml::Vocabulary const scopes = {{"file", {"message_id", "control_sum"}},
                                           {"batch", {"debtor_name", "a"}},
                                           {"transfer", {"amount", "a", "uetr"}}};
    return scopes;
}

Status write(xml::Template const& message, ByteSink& sink) {
    xml::TemplateWriter writer(message, sink);
    auto done = writer.open({"M<1>", ""});
    for (auto batch = 0; done && batch < 2; ++batch) {
        done = writer.open({"A & \"B\"", batch == 0 ? "x" : ""});
        for (auto transfer = 0; done && transfer < 2; ++transfer) {
            done = writer.open({"1.00", transfer == 0 ? "" : "\t\r\n'y'", ""});
            done = done ? writer.close() : done;
        }
        done = done ? writer.close() : done;
    }
    return done ? writer.close() : done;
}

}  // namespace

void message(std::string_view bytes) {
    for (auto const signature : {xml::Template::Signature::at_end, xml::Template::Signature::beside}) {
        auto const compiled = xml::Template::compile(bytes, vocabulary(), "message.xml", signature);
        if (!compiled) {
            check(!text_of(compiled.error().code).empty(), "a fault has a code");
            continue;
        }
        StringSink sink;
        check(static_cast<bool>(write(*compiled, sink)), "what compiles is written");
        auto const document = sink.text + (compiled->has_signature() ? compiled->tail() : "");
        StringSink canonical;
        xml::Canonicalizer canonicalizer(canonical);
        xml::Limits limits;
        limits.depth = 100'000;
        limits.start_tag_bytes = 1U << 20;
        xml::Reader reader(canonicalizer, "document.xml", limits);
        auto const read = reader.feed(document);
        auto const whole = read ? reader.finish() : read;
        check(static_cast<bool>(whole), "what is written is well formed");
        check(canonical.text == document, "what is written is canonical");
    }
}

}  // namespace almoner::fuzz
