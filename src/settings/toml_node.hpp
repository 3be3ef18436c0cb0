#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner::settings {

/// A value of a TOML file with its place. Taken over from the library, so that its header stays in one file.
struct TomlNode {
    /// `other` is what no file of ours uses: times, fractions, and anything nested deeper than 16 levels.
    enum class Kind { text, integer, truth, day, array, table, other };

    Kind kind = Kind::table;
    std::string key;           ///< empty in arrays and for the file itself
    Position position;         ///< of the value
    Position key_position;     ///< of its key
    std::string text;          ///< of `other` as it may be shown
    std::int64_t integer = 0;  ///< also a truth, as 0 or 1
    Day day;
    std::vector<TomlNode> items;
    std::vector<TomlNode> members;  ///< in the order of the file
    mutable bool taken = false;     ///< somebody asked for it

    /// Null when the table has no such key.
    [[nodiscard]] TomlNode const* member(std::string_view wanted) const;
};

/// The root table of a TOML 1.0 document. `file` goes into the positions.
/// @error `syntax` with row and column; the value is what the parser says about it
Result<TomlNode> parse_toml(std::string_view text, std::string const& file, ErrorCode syntax);

/// A key nobody asked for.
struct UntakenKey {
    std::string name;
    Position position;
};

/// All keys below `table` that nobody asked for, in the order of the file.
std::vector<UntakenKey> untaken_keys(TomlNode const& table);

}  // namespace almoner::settings
