#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "sheet/headings.hpp"
#include "sheet/rows.hpp"

namespace almoner::sheet {

enum class Needed : bool { optional, required };

/// A column that a table may have, by the canonical name its heading carries.
struct Column {
    std::string_view name;
    Needed needed = Needed::optional;
    std::vector<std::string_view> instead = {};  ///< columns that make a required one unnecessary
};

/// What a table is read with; all of it outlives the table.
struct Reading {
    Words const& words;
    std::map<std::string, std::string> const& said;  ///< headings the cover explains: text -> field or "ignore"
    std::vector<Column> const& known;                ///< columns that are asked for
    std::string file;                                ///< for positions
};

/// Which cell of a row holds which column.
class Columns {
public:
    struct Mapped;

    /// Reads a heading; blanks around a name are dropped. Every fault is a finding that names `file`.
    /// The names in `known` are kept by reference and outlive the columns.
    /// @error sheet.column_duplicate a name stands twice: the later one is not used
    /// @error sheet.column_unknown   a name that is none of `known`
    /// @error sheet.column_missing   a required column has no heading; row is the heading's, column 0
    static Mapped of(Row const& heading, std::vector<Column> const& known, std::string_view file);

    /// Reads a heading in the words of its office; `above` is what a row above it says of its amounts.
    /// @error sheet.column_ask       a heading with several meanings, an amount whose unit its heading and the row
    /// above
    ///                               tell differently, a beneficiary beside the payee: the cover says which
    /// @error sheet.column_unknown   a heading nobody knows; its column is not read (a warning)
    /// @error sheet.hidden_column    a heading that the sheet does not show (a warning)
    /// @error sheet.column_duplicate @error sheet.column_missing
    static Mapped mapped(Row const& heading, Reading const& reading, AmountUnit above = AmountUnit::unsaid);

    /// How many cells of a row are headings of known words: a row with several is a heading.
    static std::size_t headings_in(Row const& row, Reading const& reading);

    /// The cell of column `name` (one of the known); empty when the table or the row lacks it.
    [[nodiscard]] std::string_view cell(Row const& row, std::string_view name) const;
    /// The same for the column that stands at `known` among those asked for: nothing is looked up.
    [[nodiscard]] std::string_view cell(Row const& row, std::size_t known) const {
        auto const place = places_[known];
        return place < row.cells.size() ? row.cells[place] : std::string_view{};
    }

    /// How the row holds column `name`; text when the table lacks it.
    [[nodiscard]] CellKind kind(Row const& row, std::string_view name) const;

    /// 0-based place of column `name`, or nothing when the table lacks it.
    [[nodiscard]] std::optional<std::size_t> place_of(std::string_view name) const;

    /// 1-based column as a Position gives it; 0 when the table lacks it.
    [[nodiscard]] std::uint32_t number_of(std::string_view name) const;

    /// How many cells the heading has: a row with more or fewer has lost its places (`sheet.field_count`).
    [[nodiscard]] std::size_t width() const { return width_; }

private:
    struct Named {
        std::string_view name;
        std::size_t place = 0;
    };
    static constexpr auto not_there = std::numeric_limits<std::size_t>::max();

    static Mapped none_of(Row const& heading, std::vector<Column> const& known);
    [[nodiscard]] std::size_t index_of(std::string_view name) const;

    std::vector<std::size_t> places_;  ///< of the known, in their order
    std::vector<Named> there_;         ///< those the table has; few, so looking along them beats any map
    std::size_t width_ = 0;
};

/// A heading as it was understood, and what was wrong with it.
struct Columns::Mapped {
    Columns columns;
    std::vector<Finding> findings;

    /// `column` is one of the known.
    void place(std::size_t column, std::string_view name, std::size_t index, Position position);
    void look_for_missing(std::vector<Column> const& known, Position const& position);
};

}  // namespace almoner::sheet
