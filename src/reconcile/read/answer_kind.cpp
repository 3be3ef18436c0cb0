#include <algorithm>

#include "reconcile/read/answer_formats.hpp"
#include "reconcile/read/part_text.hpp"
#include "reconcile/read/swift_fields.hpp"
#include "reconcile/read/table_columns.hpp"

namespace almoner::reconcile {

namespace {

/// What ends a reading that has learned enough; nobody is told of it.
Error enough() { return {ErrorCode::bank_file_seen, {}, {}, {}}; }

/// Stops the reading as soon as an element has told what the message is.
class Sniffer final : public xml::Handler {
public:
    explicit Sniffer(std::vector<AnswerMap> const& maps) : maps_(maps) {}
    Status start(xml::Element const& element) override {
        found_ = map_beginning_at(maps_, element.name);
        return found_ == nullptr ? Status{} : enough();
    }
    Status end(xml::Element const&) override { return {}; }
    Status text(std::string_view) override { return {}; }

    [[nodiscard]] AnswerMap const* found() const { return found_; }

private:
    std::vector<AnswerMap> const& maps_;
    AnswerMap const* found_ = nullptr;
};

/// What is no XML does not begin with an element, whatever else it is.
bool is_xml(std::string_view start) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    start.remove_prefix(start.starts_with(mark) ? mark.size() : 0);
    auto const is_text = [](char letter) { return static_cast<unsigned char>(letter) > ' '; };
    auto const first = std::find_if(start.begin(), start.end(), is_text);
    return first != start.end() && *first == '<';
}

Result<AnswerKind> kind_of(std::vector<AnswerMap> const& maps, bytes::Container const& container, std::size_t part) {
    auto const name = part_name(container, part);
    Error const unknown{ErrorCode::bank_file_unknown_format, {name, {}, 0, 0}, {}, {}};
    Sniffer sniffer(maps);
    std::optional<xml::Reader> reader;
    auto swift = false;
    auto const read = for_each_text(container, part, [&](std::string_view chunk, xml::Written written) -> Status {
        if (!reader && !is_xml(chunk)) {
            swift = begins_like_swift(chunk);
            return swift ? enough() : unknown;
        }
        if (!reader) {
            reader.emplace(sniffer, name, lenient_limits(written));
        }
        return reader->feed(chunk);
    });
    if (swift) {
        return AnswerKind{AnswerKind::Syntax::swift, "mt940", true};
    }
    if (sniffer.found() != nullptr) {
        return AnswerKind{AnswerKind::Syntax::xml, sniffer.found()->message, sniffer.found()->answers != "resolution"};
    }
    if (!read) {
        return read.error();
    }
    auto const finished = reader ? reader->finish() : Status{};
    return finished ? unknown : finished.error();
}

/// A workbook is an archive whose parts are no answers of their own (ECMA-376 part 2).
bool is_workbook(bytes::Container const& container) {
    auto const& parts = container.parts();
    return container.packing() == bytes::Packing::zip &&
           std::find(parts.begin(), parts.end(), "[Content_Types].xml") != parts.end();
}

/// The file as one of the tables that are known. One inside an archive is not looked for.
Result<Answers> table_of(std::vector<settings::AnswerTable> const& tables, bytes::Container const& container) {
    Error const unknown{ErrorCode::bank_file_unknown_format, {container.path().filename().string(), {}, 0, 0}, {}, {}};
    if (container.packing() != bytes::Packing::plain && !is_workbook(container)) {
        return unknown;
    }
    auto const table = table_in(tables, container.path());
    if (!table || *table == nullptr) {
        return table ? unknown : table.error();
    }
    auto const settles = (*table)->answers == settings::AnswerTable::Answers::status;
    return Answers{{{0, {AnswerKind::Syntax::table, (*table)->message, settles}}}, {}};
}

}  // namespace

Result<Answers> answers_in(AnswerFormats const& formats, bytes::Container const& container) {
    if (is_workbook(container)) {
        return table_of(formats.compiled().tables, container);
    }
    Answers answers;
    for (std::size_t part = 0; part < container.parts().size(); ++part) {
        auto const kind = kind_of(formats.compiled().maps, container, part);
        if (kind) {
            answers.parts.push_back({part, *kind});
        } else if (kind.error().code != ErrorCode::bank_file_unknown_format) {
            return kind.error();
        } else {
            answers.passed_over.push_back(finding_of(kind.error(), kind.error().position));
        }
    }
    return answers.parts.empty() ? table_of(formats.compiled().tables, container) : answers;
}

}  // namespace almoner::reconcile
