#include "core/tab_table.hpp"

#include <algorithm>
#include <string>

namespace almoner {

namespace {

/// Takes what stands before the next `separator` off the front of `text`, and the separator with it.
std::string_view take_until(std::string_view& text, char separator) {
    auto const end = std::min(text.find(separator), text.size());
    auto const taken = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return taken;
}

std::vector<std::string_view> cells_of(std::string_view line) {
    auto const separators = std::count(line.begin(), line.end(), '\t');
    std::vector<std::string_view> cells;
    for (auto cell = 0; cell <= separators; ++cell) {
        cells.push_back(take_until(line, '\t'));
    }
    return cells;
}

Error row_fault(std::uint64_t number, std::string_view line) {
    Error error;
    error.code = ErrorCode::settings_syntax;
    error.position.row = number;
    error.value = line;
    return error;
}

}  // namespace

Result<std::vector<TabRow>> read_tab_table(std::string_view text, std::vector<std::string_view> const& columns) {
    std::vector<TabRow> rows;
    auto heading_seen = false;
    for (std::uint64_t number = 1; !text.empty(); ++number) {
        auto line = take_until(text, '\n');
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
        if (line.empty() || line.front() == '#') {
            continue;
        }
        auto cells = cells_of(line);
        if (heading_seen ? cells.size() != columns.size() : cells != columns) {
            return row_fault(number, line);
        }
        if (heading_seen) {
            rows.push_back({number, std::move(cells)});
        }
        heading_seen = true;
    }
    if (!heading_seen) {
        return Error{ErrorCode::settings_syntax, {}, {}, {}};
    }
    return rows;
}

}  // namespace almoner
