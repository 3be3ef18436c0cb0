#include "sheet/table_file.hpp"

#include <algorithm>

namespace almoner::sheet {

namespace {

/// A decimal number without the zeros that end its decimals; anything else as it is.
std::string_view without_end_zeros(std::string_view text) {
    auto const point = text.find('.');
    auto const is_number =
        point != std::string_view::npos && text.find_first_not_of("0123456789.-") == std::string_view::npos;
    if (!is_number) {
        return text;
    }
    auto const last = text.find_last_not_of('0');
    return text.substr(0, text[last] == '.' ? last : last + 1);
}

std::string_view cell(Row const& row, std::size_t index) {
    return index < row.cells.size() ? row.cells[index] : std::string_view{};
}

bool is_same(Row const& one, Row const& other, std::size_t index) {
    auto const is_number = one.kind(index) == CellKind::number || other.kind(index) == CellKind::number;
    auto const left = cell(one, index);
    auto const right = cell(other, index);
    return left == right || (is_number && without_end_zeros(left) == without_end_zeros(right));
}

}  // namespace

std::uint32_t first_difference(Row const& one, Row const& other) {
    auto const count = std::max(one.cells.size(), other.cells.size());
    for (std::size_t index = 0; index < count; ++index) {
        if (!is_same(one, other, index)) {
            return static_cast<std::uint32_t>(index + 1);
        }
    }
    return 0;
}

}  // namespace almoner::sheet
