#include "reconcile/read/answer.hpp"

#include "reconcile/read/part_text.hpp"
#include "reconcile/read/swift_answer.hpp"
#include "reconcile/read/xml_answer.hpp"

namespace almoner::reconcile {

struct AnswerReader::State {
    State(std::vector<AnswerMap> compiled, SwiftDialects read, AnswerListener told)
        : maps(std::move(compiled)), dialects(std::move(read)), listener(std::move(told)), departures(listener),
          document(maps, listener, departures, count) {}

    std::vector<AnswerMap> maps;
    SwiftDialects dialects;
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

AnswerReader::AnswerReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
AnswerReader::AnswerReader(AnswerReader&&) noexcept = default;
AnswerReader& AnswerReader::operator=(AnswerReader&&) noexcept = default;
AnswerReader::~AnswerReader() = default;

Result<AnswerReader> AnswerReader::create(settings::Formats const& formats, AnswerListener listener) {
    auto maps = answer_maps(formats);
    auto dialects = maps ? SwiftDialects::load(formats) : Result<SwiftDialects>(maps.error());
    if (!dialects) {
        return dialects.error();
    }
    return AnswerReader{std::make_unique<State>(*std::move(maps), *std::move(dialects), std::move(listener))};
}

xml::Handler& AnswerReader::handler() { return state_->document; }

Status AnswerReader::read(bytes::Container const& container, Answers::Part const& part) {
    auto const name = part_name(container, part.part);
    state_->departures.begin(name);
    return part.kind.syntax == AnswerKind::Syntax::xml ? state_->read_xml(container, part.part, name)
                                                       : state_->read_swift(container, part.part, name);
}

}  // namespace almoner::reconcile
