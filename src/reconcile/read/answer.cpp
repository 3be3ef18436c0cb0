#include "reconcile/read/answer.hpp"

#include "reconcile/read/part_text.hpp"
#include "reconcile/read/swift_answer.hpp"
#include "reconcile/read/xml_answer.hpp"

namespace almoner::reconcile {

struct AnswerReader::State {
    State(AnswerFormats::Compiled const& formats, AnswerListener told)
        : dialects(formats.dialects), listener(std::move(told)), departures(listener),
          document(formats.maps, listener, departures, count) {}

    SwiftDialects const& dialects;
    AnswerListener listener;
    Departures departures;
    StatementCount count;
    XmlAnswer document;

    Status read_xml(bytes::Container const& container, std::size_t part, std::string const& name) {
        std::optional<xml::Reader> reader;
        auto const read = for_each_text(container, part, [&](std::string_view chunk, xml::Written written) {
            if (!reader) {
                reader.emplace(document, name, lenient_limits(written));
            }
            return reader->feed(chunk);
        });
        return read && reader ? reader->finish() : read;
    }

    Status read_swift(bytes::Container const& container, std::size_t part, std::string const& name) {
        SwiftAnswer answer(dialects, name, listener, departures, count);
        auto const read =
            for_each_text(container, part, [&](std::string_view chunk, xml::Written) { return answer.feed(chunk); });
        return read ? answer.finish() : read;
    }
};

AnswerReader::AnswerReader(AnswerFormats const& formats, AnswerListener listener)
    : state_(std::make_unique<State>(formats.compiled(), std::move(listener))) {}
AnswerReader::~AnswerReader() = default;

xml::Handler& AnswerReader::handler() { return state_->document; }

Status AnswerReader::read(bytes::Container const& container, Answers::Part const& part) {
    auto const name = part_name(container, part.part);
    state_->departures.begin(name);
    return part.kind.syntax == AnswerKind::Syntax::xml ? state_->read_xml(container, part.part, name)
                                                       : state_->read_swift(container, part.part, name);
}

}  // namespace almoner::reconcile
