#include "sheet/columns.hpp"

#include <algorithm>
#include <string>

namespace almoner::sheet {

namespace {

std::string_view trimmed(std::string_view text) {
    auto const first = std::min(text.find_first_not_of(" \t"), text.size());
    auto const last = text.find_last_not_of(" \t");
    return first == text.size() ? std::string_view{} : text.substr(first, last - first + 1);
}

Finding heading_fault(ErrorCode code, Position position, std::string_view name) {
    return finding_of({code, {}, std::string(name), {}}, std::move(position));
}

}  // namespace

namespace {

constexpr std::string_view ignored = "ignore";

/// What the cover says of a heading, compared as headings are.
std::optional<Words::Meaning> said_of(std::map<std::string, std::string> const& said, std::string_view heading) {
    for (auto const& [text, field] : said) {
        if (comparable(text) == comparable(heading)) {
            return Words::Meaning{field, WordUse::is};
        }
    }
    return std::nullopt;
}

Position at(Row const& heading, std::string_view file, std::size_t column) {
    return {std::string(file), std::string(heading.sheet_name), heading.number, static_cast<std::uint32_t>(column)};
}

}  // namespace

Columns::Mapped Columns::of(Row const& heading, std::vector<Column> const& known, std::string_view file) {
    Mapped mapped;
    mapped.columns.width_ = heading.cells.size();
    for (std::size_t index = 0; index < heading.cells.size(); ++index) {
        auto const name = trimmed(heading.cells[index]);
        auto const column =
            std::find_if(known.begin(), known.end(), [&](auto const& candidate) { return candidate.name == name; });
        if (column == known.end()) {
            auto fault = heading_fault(ErrorCode::sheet_column_unknown, at(heading, file, index + 1), name);
            fault.severity = Severity::refused;
            mapped.findings.push_back(std::move(fault));
        } else {
            mapped.columns.place(column->name, index, mapped, at(heading, file, index + 1));
        }
    }
    mapped.look_for_missing(known, at(heading, file, 0));
    return mapped;
}

Columns::Mapped Columns::mapped(Row const& heading, Words const& words, std::map<std::string, std::string> const& said,
                                std::vector<Column> const& known, std::string_view file) {
    Mapped mapped;
    mapped.columns.width_ = heading.cells.size();
    for (std::size_t index = 0; index < heading.cells.size(); ++index) {
        auto const text = trimmed(heading.cells[index]);
        if (text.empty()) {
            continue;
        }
        auto const position = at(heading, file, index + 1);
        auto meaning = said_of(said, text);
        meaning = meaning ? meaning : words.heading(text);
        if (!meaning) {
            mapped.findings.push_back(heading_fault(ErrorCode::sheet_column_unknown, position, text));
            continue;
        }
        auto const column = std::find_if(known.begin(), known.end(),
                                         [&](auto const& candidate) { return candidate.name == meaning->field; });
        if (meaning->field == ignored || column == known.end()) {
            continue;
        }
        if (meaning->use == WordUse::ask) {
            auto fault = heading_fault(ErrorCode::sheet_column_ask, position, text);
            fault.arguments = {meaning->field};
            mapped.findings.push_back(std::move(fault));
            continue;
        }
        mapped.columns.place(column->name, index, mapped, position);
    }
    mapped.look_for_missing(known, at(heading, file, 0));
    return mapped;
}

std::size_t Columns::headings_in(Row const& row, Words const& words, std::map<std::string, std::string> const& said) {
    return static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(), [&](auto cell) {
        auto const text = trimmed(cell);
        return !text.empty() && (said_of(said, text) || words.heading(text));
    }));
}

void Columns::place(std::string_view name, std::size_t index, Mapped& mapped, Position position) {
    if (place_of(name)) {
        mapped.findings.push_back(heading_fault(ErrorCode::sheet_column_duplicate, std::move(position), name));
    } else {
        places_.push_back({name, index});
    }
}

void Columns::Mapped::look_for_missing(std::vector<Column> const& known, Position const& position) {
    for (auto const& column : known) {
        auto const there = [&](std::string_view name) { return columns.place_of(name).has_value(); };
        auto const replaced = std::any_of(column.instead.begin(), column.instead.end(), there);
        if (column.needed == Needed::required && !there(column.name) && !replaced) {
            findings.push_back(heading_fault(ErrorCode::sheet_column_missing, position, column.name));
        }
    }
}

std::string_view Columns::cell(Row const& row, std::string_view name) const {
    auto const place = place_of(name);
    return place && *place < row.cells.size() ? row.cells[*place] : std::string_view{};
}

CellKind Columns::kind(Row const& row, std::string_view name) const {
    auto const place = place_of(name);
    return place ? row.kind(*place) : CellKind::text;
}

std::optional<std::size_t> Columns::place_of(std::string_view name) const {
    auto const found =
        std::find_if(places_.begin(), places_.end(), [name](Place const& place) { return place.name == name; });
    return found == places_.end() ? std::nullopt : std::optional(found->index);
}

std::uint32_t Columns::number_of(std::string_view name) const {
    auto const place = place_of(name);
    return place ? static_cast<std::uint32_t>(*place + 1) : 0;
}

}  // namespace almoner::sheet
