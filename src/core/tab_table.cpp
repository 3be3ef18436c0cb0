#include "core/tab_table.hpp"

#include <algorithm>
#include <charconv>
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
        auto cells = parts_of(line, '\t');
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

std::optional<int> whole_number(std::string_view text) {
    auto number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const whole = fault == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    auto const separators = text.empty() ? -1 : std::count(text.begin(), text.end(), separator);
    for (auto part = 0; part <= separators; ++part) {
        parts.push_back(take_until(text, separator));
    }
    return parts;
}

Error cell_fault(TabRow const& row, std::string_view cell) {
    return {ErrorCode::settings_value, {{}, {}, row.number, 0}, std::string(cell), {}};
}

}  // namespace almoner
