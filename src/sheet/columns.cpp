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

Columns::Mapped Columns::of(Row const& heading, std::vector<Column> const& known, std::string_view file) {
    Mapped mapped;
    mapped.columns.width_ = heading.cells.size();
    auto const at = [&](std::size_t column) {
        return Position{std::string(file), {}, heading.number, static_cast<std::uint32_t>(column)};
    };
    for (std::size_t index = 0; index < heading.cells.size(); ++index) {
        auto const name = trimmed(heading.cells[index]);
        auto const column =
            std::find_if(known.begin(), known.end(), [&](auto const& candidate) { return candidate.name == name; });
        if (column == known.end()) {
            mapped.findings.push_back(heading_fault(ErrorCode::sheet_column_unknown, at(index + 1), name));
        } else if (mapped.columns.place_of(name)) {
            mapped.findings.push_back(heading_fault(ErrorCode::sheet_column_duplicate, at(index + 1), name));
        } else {
            mapped.columns.places_.push_back({column->name, index});
        }
    }
    for (auto const& column : known) {
        if (column.needed == Needed::required && !mapped.columns.place_of(column.name)) {
            mapped.findings.push_back(heading_fault(ErrorCode::sheet_column_missing, at(0), column.name));
        }
    }
    return mapped;
}

std::string_view Columns::cell(Row const& row, std::string_view name) const {
    auto const place = place_of(name);
    return place && *place < row.cells.size() ? row.cells[*place] : std::string_view{};
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
