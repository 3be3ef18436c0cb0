#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace almoner::sheet {

constexpr std::size_t most_columns = 1'024;  ///< a spreadsheet has 16,384, a list never

/// "BC17" as column 55 and row 17, both 1-based; 0 where a part is missing, a column over most_columns for any beyond.
struct CellReference {
    std::uint64_t column = 0;
    std::uint64_t row = 0;
};
CellReference reference_of(std::string_view text);

/// The digits at the front of an attribute; 0 without any.
std::uint64_t number_in(std::string_view attribute);

/// Cells of a sheet that are one with the cell above them (ECMA-376 part 1, 18.3.1.55).
class Merges {
public:
    /// "A1:A3"; what is merged sideways only has no cell below another. False when there are more than any list has.
    bool add(std::string_view range);

    /// Every range is known and rows will be asked for from the first on.
    void start_rows();

    /// Columns (1-based) of a row that are one with the cell above. Rows are asked for in ascending order.
    std::vector<std::uint64_t> const& columns_in(std::uint64_t row);

    void clear();

private:
    struct Merge {
        std::uint64_t column = 0;
        std::uint64_t first_row = 0;
        std::uint64_t last_row = 0;
    };
    std::vector<Merge> all_;  ///< by first row
    std::size_t next_ = 0;
    std::vector<Merge> reaching_;  ///< those that the last row asked for lies in
    std::vector<std::uint64_t> columns_;
};

}  // namespace almoner::sheet
