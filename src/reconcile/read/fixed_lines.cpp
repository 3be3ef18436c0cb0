#include "reconcile/read/fixed_lines.hpp"

#include <algorithm>

#include "bytes/charset.hpp"
#include "core/utf8.hpp"
#include "sheet/text_rows.hpp"

namespace almoner::reconcile {

namespace {

using settings::AnswerTable;

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

std::size_t size_of(AnswerTable::Positions positions, std::string_view character) {
    switch (positions) {
        case AnswerTable::Positions::gb18030_bytes: return bytes::encoded_size(FileEncoding::gb18030, character);
        case AnswerTable::Positions::utf8_bytes: return character.size();
        default: return 1;
    }
}

/// Cuts the front of `width` positions off `text`; nothing when a character reaches beyond it.
std::optional<std::string_view> take(AnswerTable::Positions positions, std::string_view& text, std::size_t width) {
    auto const whole = text;
    while (!text.empty() && width > 0) {
        auto const before = text;
        static_cast<void>(take_character(text));
        auto const size = size_of(positions, before.substr(0, before.size() - text.size()));
        if (size > width) {
            return std::nullopt;
        }
        width -= size;
    }
    return whole.substr(0, whole.size() - text.size());
}

}  // namespace

std::optional<std::string_view> text_at(AnswerTable::Fixed const& fixed, std::string_view line,
                                        AnswerTable::Place const& place) {
    if (!take(fixed.positions, line, place.first - 1)) {
        return std::nullopt;
    }
    auto const text = take(fixed.positions, line, place.width);
    return text ? std::optional(trimmed(*text)) : std::nullopt;
}

std::optional<std::vector<Labelled>> labels_in_line(AnswerTable const& table, std::string_view line) {
    std::optional<std::vector<Labelled>> found;
    for (auto const& label : table.labels) {
        if (!line.starts_with(label.line)) {
            continue;
        }
        found = found ? std::move(found) : std::optional(std::vector<Labelled>());
        if (auto const value = text_at(*table.fixed, line, label); value && !value->empty()) {
            found->push_back({label.fact, std::string(*value)});
        }
    }
    return found;
}

Result<std::vector<std::string_view>> cells_in_line(AnswerTable const& table, std::string_view line) {
    std::vector<std::string_view> cells;
    for (auto const& column : table.columns) {
        auto const text = text_at(*table.fixed, line, column);
        if (!text) {
            return Error{ErrorCode::bank_file_malformed, {{}, {}, 0, column.first}, column.fact, {}};
        }
        cells.push_back(*text);
    }
    return cells;
}

Result<std::string> first_line(std::filesystem::path const& file) {
    auto lines = sheet::FixedReader::open(file, {}, FileEncoding::utf8);
    if (!lines) {
        return lines.error();
    }
    auto const first = lines->next();
    return first && *first != nullptr ? std::string(lines->line()) : std::string();
}

}  // namespace almoner::reconcile
