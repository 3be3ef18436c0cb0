#include "reconcile/read/table_columns.hpp"

#include <algorithm>

#include "reconcile/read/fixed_lines.hpp"
#include "sheet/headings.hpp"
#include "sheet/row_reader.hpp"

namespace almoner::reconcile {

namespace {

/// Headings stand at the beginning; what is further down is no title any more.
constexpr std::uint64_t last_heading_row = 100;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view around = " \t\r\n'`";
    auto const first = text.find_first_not_of(around);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(around) - first + 1);
}

bool is_one_of(std::vector<std::string> const& texts, std::string const& wanted) {
    return std::any_of(texts.begin(), texts.end(), [&](auto const& one) { return sheet::comparable(one) == wanted; });
}

settings::AnswerTable::Place const* label_of(settings::AnswerTable const& table, std::string_view text) {
    auto const wanted = sheet::comparable(text);
    auto const is_it = [&](auto const& label) { return is_one_of(label.texts, wanted); };
    auto const found = std::find_if(table.labels.begin(), table.labels.end(), is_it);
    return found == table.labels.end() ? nullptr : &*found;
}

struct LabelCell {
    settings::AnswerTable::Place const* label = nullptr;
    std::string_view value;  ///< behind the colon, or empty
};

/// A colon, narrow or wide, ends a label.
LabelCell read_label(settings::AnswerTable const& table, std::string_view cell) {
    constexpr std::string_view wide = "：";
    auto const narrow_at = cell.find(':');
    auto const wide_at = cell.find(wide);
    auto const at = std::min(narrow_at, wide_at);
    if (at == std::string_view::npos) {
        return {label_of(table, cell), {}};
    }
    return {label_of(table, cell.substr(0, at)), trimmed(cell.substr(at + (at == narrow_at ? 1 : wide.size())))};
}

}  // namespace

std::optional<TableColumns> TableColumns::told_by(settings::AnswerTable const& table, sheet::Row const& row) {
    TableColumns columns;
    columns.facts_.resize(row.cells.size());
    std::vector<std::string> headings;
    headings.reserve(row.cells.size());
    for (auto const cell : row.cells) {
        headings.push_back(sheet::comparable(trimmed(cell)));
    }
    for (auto const& column : table.columns) {
        auto const is_it = [&](auto const& heading) { return is_one_of(column.texts, heading); };
        auto const found = std::find_if(headings.begin(), headings.end(), is_it);
        if (found != headings.end()) {
            columns.facts_[static_cast<std::size_t>(found - headings.begin())] = column.fact;
            ++columns.known_;
        } else if (column.needed) {
            return std::nullopt;
        }
    }
    return columns.known_ == 0 ? std::nullopt : std::optional(std::move(columns));
}

TableColumns TableColumns::in_order(settings::AnswerTable const& table) {
    TableColumns columns;
    for (auto const& column : table.columns) {
        columns.facts_.push_back(column.fact);
    }
    columns.known_ = columns.facts_.size();
    return columns;
}

std::uint32_t TableColumns::place_of(std::string_view fact) const {
    auto const found = std::find(facts_.begin(), facts_.end(), fact);
    return found == facts_.end() ? 0 : static_cast<std::uint32_t>(found - facts_.begin() + 1);
}

std::string_view TableColumns::cell(sheet::Row const& row, std::string_view fact) const {
    auto const place = place_of(fact);
    return place == 0 || place > row.cells.size() ? std::string_view{} : trimmed(row.cells[place - 1]);
}

std::vector<Labelled> labels_in(settings::AnswerTable const& table, sheet::Row const& row) {
    std::vector<Labelled> found;
    settings::AnswerTable::Place const* waiting = nullptr;
    for (auto const whole : row.cells) {
        auto const cell = trimmed(whole);
        auto const [label, value] = read_label(table, cell);
        if (label != nullptr && !value.empty()) {
            found.push_back({label->fact, std::string(value)});
        } else if (label != nullptr) {
            waiting = label;
        } else if (waiting != nullptr && !cell.empty()) {
            found.push_back({waiting->fact, std::string(cell)});
            waiting = nullptr;
        }
    }
    return found;
}

bool begins_with_label(settings::AnswerTable const& table, sheet::Row const& row) {
    for (auto const cell : row.cells) {
        if (auto const text = trimmed(cell); !text.empty()) {
            return read_label(table, text).label != nullptr;
        }
    }
    return false;
}

namespace {

Error several(Position position, std::string const& one, std::string const& other) {
    return {ErrorCode::bank_file_several_formats, std::move(position), {}, {one, other}};
}

/// The table of fixed text that the file begins as.
Result<settings::AnswerTable const*> fixed_table_in(std::vector<settings::AnswerTable> const& tables,
                                                    std::filesystem::path const& file) {
    auto const line = first_line(file);
    if (!line) {
        return line.error();
    }
    settings::AnswerTable const* found = nullptr;
    for (auto const& table : tables) {
        if (!table.fixed || !line->starts_with(table.fixed->begins)) {
            continue;
        }
        if (found != nullptr) {
            return several({file.filename().string(), {}, 1, 0}, found->message, table.message);
        }
        found = &table;
    }
    return found;
}

}  // namespace

Result<settings::AnswerTable const*> table_in(std::vector<settings::AnswerTable> const& tables,
                                              std::filesystem::path const& file) {
    if (auto const fixed = fixed_table_in(tables, file); !fixed || *fixed != nullptr) {
        return fixed;
    }
    settings::AnswerTable const* best = nullptr;
    auto rows = sheet::RowReader::open(file);
    if (!rows) {
        return rows.error();
    }
    for (std::uint64_t seen = 0; seen < last_heading_row && best == nullptr; ++seen) {
        auto const row = rows->next();
        if (!row || *row == nullptr) {
            return best;  // what cannot be read as a table is none
        }
        std::size_t most = 0;
        std::string other;
        for (auto const& table : tables) {
            auto const columns = table.fixed ? std::nullopt : TableColumns::told_by(table, **row);
            if (!columns || columns->known() < most) {
                continue;
            }
            other = columns->known() == most ? best->message : "";
            most = columns->known();
            best = &table;
        }
        if (!other.empty()) {
            return several({file.filename().string(), std::string((*row)->sheet_name), (*row)->number, 0}, other,
                           best->message);
        }
    }
    return best;
}

}  // namespace almoner::reconcile
