#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "settings/formats.hpp"

namespace almoner::settings {

/// A table that a bank's portal gives back, as workbook, delimited text or text of fixed columns, and what its columns
/// tell: `formats/messages/NAME/table.toml`.
struct AnswerTable {
    enum class Answers : std::uint8_t { statement, status };
    /// What a row of results knows its transfer by.
    enum class Key : std::uint8_t {
        reference,  ///< our EndToEndId
        row,        ///< its number in the file that the bank got
        payee,      ///< account, amount and name in that file
    };
    enum class Dates : std::uint8_t { year_first, day_first, month_first };
    enum class Order : std::uint8_t { oldest_first, newest_first };
    /// A column by its headings, or a value outside of the rows by the label before it.
    struct Place {
        std::string fact;
        std::vector<std::string> texts;
        bool needed = false;      ///< of a column: without it this is another table
        std::uint32_t first = 0;  ///< in fixed text: its first position in the line, from 1
        std::uint32_t width = 0;  ///< likewise: how many positions it has
        std::string line;         ///< of a label in fixed text: what its line begins with
    };
    /// How places of a line are counted.
    enum class Positions : std::uint8_t { utf8_bytes, gb18030_bytes, characters };
    /// Text whose lines have the same places for the same things.
    struct Fixed {
        std::string begins;  ///< what the first line of the file begins with
        std::string rows;    ///< what each line begins with that is a row
        Positions positions = Positions::utf8_bytes;
    };

    std::string message;  ///< the folder it stands in: "cn-portal-result"
    Answers answers{};    ///< a statement of an account, or what became of the transfers of a file
    Key key = Key::reference;
    std::string currency;  ///< of amounts beside which none stands
    Dates dates = Dates::year_first;
    Order order = Order::oldest_first;  ///< of the rows of a statement
    bool decimal_comma = false;         ///< "1.234,50"
    bool minor_units = false;           ///< amounts are whole fen or cents
    std::optional<Fixed> fixed;         ///< nothing for workbooks and delimited text
    std::vector<Place> columns;
    std::vector<Place> labels;
    std::map<std::string, std::string> words;  ///< cells of status and credit_debit in the standard's words
};

/// Whether its rows are settled: results are; movements are where each has a balance and the bank's serial, by which
/// those that several tables tell are known to be one.
bool settles(AnswerTable const& table);

/// Every messages/*/table.toml, in the order of their folders.
/// @error settings.syntax @error settings.key_unknown @error settings.missing_key
/// @error settings.value a fact nobody asks for, one that stands twice, or none of those that such a table lives by
/// @error currency.unknown
Result<std::vector<AnswerTable>> load_answer_tables(Formats const& formats);

}  // namespace almoner::settings
