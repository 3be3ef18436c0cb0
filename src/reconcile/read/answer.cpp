#include "reconcile/read/answer.hpp"

#include <algorithm>

#include "bytes/unpacked_part.hpp"
#include "reconcile/read/part_text.hpp"
#include "reconcile/read/swift_answer.hpp"
#include "reconcile/read/table_answer.hpp"
#include "reconcile/read/xml_answer.hpp"

namespace almoner::reconcile {

struct AnswerReader::State {
    State(AnswerFormats::Compiled const& formats, AnswerListener told)
        : dialects(formats.dialects), tables(formats.tables), listener(std::move(told)), departures(listener),
          document(formats.maps, listener, departures, count) {}

    SwiftDialects const& dialects;
    std::vector<settings::AnswerTable> const& tables;
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

    Status read_table(bytes::Container const& container, Answers::Part const& part, std::string const& name) {
        auto const is_it = [&](auto const& table) { return table.message == part.kind.message; };
        auto const table = std::find_if(tables.begin(), tables.end(), is_it);
        almoner::check(table != tables.end(), "a table is told by one that is known");
        auto const file = bytes::UnpackedPart::of(container, part.part);
        return file ? TableAnswer(*table, name, listener, departures, count).read(file->path()) : Status{file.error()};
    }
};

AnswerReader::AnswerReader(AnswerFormats const& formats, AnswerListener listener)
    : state_(std::make_unique<State>(formats.compiled(), std::move(listener))) {}
AnswerReader::~AnswerReader() = default;

xml::Handler& AnswerReader::handler() { return state_->document; }

Status AnswerReader::read(bytes::Container const& container, Answers::Part const& part) {
    auto const name = part_name(container, part.part);
    state_->departures.begin(name);
    switch (part.kind.syntax) {
        case AnswerKind::Syntax::xml: return state_->read_xml(container, part.part, name);
        case AnswerKind::Syntax::swift: return state_->read_swift(container, part.part, name);
        case AnswerKind::Syntax::table: return state_->read_table(container, part, name);
    }
    almoner::check(false, "an answer has one of the syntaxes");
    return {};
}

}  // namespace almoner::reconcile
