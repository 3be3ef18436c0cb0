#include <algorithm>

#include "bytes/unpacked_part.hpp"
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
        return AnswerKind{AnswerKind::Syntax::xml, sniffer.found()->message, true};
    }
    if (!read) {
        return read.error();
    }
    auto const finished = reader ? reader->finish() : Status{};
    return finished ? unknown : finished.error();
}

/// The part as one of the tables that are known.
Result<AnswerKind> table_kind(std::vector<settings::AnswerTable> const& tables, bytes::Container const& container,
                              std::size_t part) {
    auto const file = bytes::UnpackedPart::of(container, part);
    auto const table = file ? table_in(tables, file->path()) : Result<settings::AnswerTable const*>(file.error());
    Error const unknown{ErrorCode::bank_file_unknown_format, {part_name(container, part), {}, 0, 0}, {}, {}};
    if (!table || *table == nullptr) {
        auto error = table ? unknown : table.error();
        error.position.file = unknown.position.file;
        return error;
    }
    return AnswerKind{AnswerKind::Syntax::table, (*table)->message, settings::settles(**table)};
}

Result<AnswerKind> any_kind(AnswerFormats::Compiled const& formats, bytes::Container const& container,
                            std::size_t part) {
    if (bytes::is_workbook(container)) {
        return table_kind(formats.tables, container, part);
    }
    auto kind = kind_of(formats.maps, container, part);
    auto const may_be_table = !kind && kind.error().code == ErrorCode::bank_file_unknown_format;
    return may_be_table ? table_kind(formats.tables, container, part) : std::move(kind);
}

/// What is neither an answer nor a table that can be read is no answer with a fault.
bool is_no_answer(ErrorCode code) {
    return code == ErrorCode::bank_file_unknown_format || text_of(code).starts_with("sheet.");
}

}  // namespace

Result<Answers> answers_in(AnswerFormats const& formats, bytes::Container const& container) {
    auto const several = container.packing() == bytes::Packing::zip && !bytes::is_workbook(container);
    auto const count = several ? container.parts().size() : 1;
    Answers answers;
    for (std::size_t part = 0; part < count; ++part) {
        auto const kind = any_kind(formats.compiled(), container, part);
        if (kind) {
            answers.parts.push_back({part, *kind});
        } else if (!several || !is_no_answer(kind.error().code)) {
            return kind.error();
        } else {
            answers.passed_over.push_back(finding_of(kind.error(), kind.error().position));
        }
    }
    if (answers.parts.empty()) {
        return Error{ErrorCode::bank_file_unknown_format, {container.path().filename().string(), {}, 0, 0}, {}, {}};
    }
    return answers;
}

}  // namespace almoner::reconcile
