#include "settings/answer_table.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "core/names.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

using Place = AnswerTable::Place;
enum class Of : bool { column, label };
using Facts = std::span<std::string_view const>;

constexpr Names<2> kinds = {"statement", "status"};
constexpr Names<3> keys = {"reference", "row", "payee"};
constexpr Names<3> date_orders = {"year_first", "day_first", "month_first"};
constexpr Names<3> position_kinds = {"UTF-8", "GB18030", "characters"};
constexpr int widest = 10'000;
constexpr Names<2> row_orders = {"oldest_first", "newest_first"};

constexpr std::string_view statement_columns[] = {"booking_date",
                                                  "value_date",
                                                  "amount",
                                                  "debit",
                                                  "credit",
                                                  "credit_debit",
                                                  "balance",
                                                  "currency",
                                                  "account_servicer_reference",
                                                  "end_to_end_id",
                                                  "counterparty_name",
                                                  "counterparty_account",
                                                  "remittance",
                                                  "bank_transaction_code"};
constexpr std::string_view status_columns[] = {"end_to_end_id",          "transfer_number", "creditor_account",
                                               "creditor_name",          "status",          "reason",
                                               "additional_information", "amount",          "currency"};
constexpr std::string_view statement_labels[] = {"account", "currency", "transaction_count"};
constexpr std::string_view status_labels[] = {"message_id", "transaction_count", "control_sum"};

/// Found by one of its texts.
void read_texts(TomlTable& entry, std::string_view texts, Place& place) {
    place.texts = entry.texts(texts);
    place.needed = entry.truth_or("needed", false);
    if (place.texts.empty()) {
        entry.fail(texts, place.fact);
    }
}

/// Found where it always stands.
void read_position(TomlTable& entry, Of of, Place& place) {
    place.first = static_cast<std::uint32_t>(entry.number_or("first", 0, 1, widest));
    place.width = static_cast<std::uint32_t>(entry.number_or("width", 0, 1, widest));
    place.line = of == Of::label ? entry.text("line") : "";
    for (auto const* key : {"first", "width"}) {
        if (!entry.has(key)) {
            entry.fail(key, place.fact);
        }
    }
}

std::vector<Place> read_places(TomlTable& table, Of of, Facts known, bool fixed) {
    std::vector<Place> places;
    std::set<std::string> seen;
    for (auto& entry : table.tables(of == Of::column ? "column" : "label")) {
        Place place{.fact = entry.text("fact")};
        if (std::find(known.begin(), known.end(), place.fact) == known.end() || !seen.insert(place.fact).second) {
            entry.fail("fact", place.fact);
        }
        if (fixed) {
            read_position(entry, of, place);
        } else {
            read_texts(entry, of == Of::column ? "headings" : "texts", place);
        }
        places.push_back(std::move(place));
    }
    return places;
}

AnswerTable::Fixed read_fixed(TomlTable table) {
    AnswerTable::Fixed fixed{table.text("begins"), table.text("rows"),
                             table.choice<AnswerTable::Positions>("positions", position_kinds)};
    for (auto const& [key, value] : {std::pair("begins", fixed.begins), std::pair("rows", fixed.rows)}) {
        if (value.empty()) {
            table.fail(key, value);
        }
    }
    return fixed;
}

bool has(std::vector<Place> const& places, std::string_view fact) {
    return std::any_of(places.begin(), places.end(), [fact](auto const& one) { return one.fact == fact; });
}

/// What rows of results are known by and compared with.
std::vector<std::string> columns_of(AnswerTable::Key key) {
    switch (key) {
        case AnswerTable::Key::row: return {"transfer_number", "amount"};
        case AnswerTable::Key::payee: return {"creditor_account", "amount", "creditor_name"};
        default: return {"end_to_end_id"};
    }
}

/// What a table of that kind cannot be read without.
std::string lacking(AnswerTable const& table) {
    if (table.answers == AnswerTable::Answers::status) {
        auto needed = columns_of(table.key);
        needed.emplace_back("status");
        auto const missing =
            std::find_if(needed.begin(), needed.end(), [&](auto const& fact) { return !has(table.columns, fact); });
        return missing == needed.end() ? "" : *missing;
    }
    if (!has(table.columns, "booking_date")) {
        return "booking_date";
    }
    auto const both = has(table.columns, "debit") && has(table.columns, "credit");
    return both != has(table.columns, "amount") ? "" : "amount, or debit and credit";
}

Result<AnswerTable> load_one(std::filesystem::path const& file) {
    auto toml = TomlTable::load(file);
    if (!toml) {
        return toml.error();
    }
    AnswerTable table;
    table.message = file.parent_path().filename().string();
    table.answers = toml->choice<AnswerTable::Answers>("answers", kinds);
    table.currency = std::string(toml->currency("currency").code());
    table.dates = toml->choice("dates", date_orders, std::optional(AnswerTable::Dates::year_first));
    table.order = toml->choice("order", row_orders, std::optional(AnswerTable::Order::oldest_first));
    table.decimal_comma = toml->truth_or("decimal_comma", false);
    table.minor_units = toml->truth_or("minor_units", false);
    auto const status = table.answers == AnswerTable::Answers::status;
    if (status) {
        table.key = toml->choice("key", keys, std::optional(AnswerTable::Key::reference));
    }
    if (toml->has("fixed")) {
        table.fixed = read_fixed(toml->table("fixed"));
    }
    auto const fixed = table.fixed.has_value();
    table.columns = read_places(*toml, Of::column, status ? Facts(status_columns) : Facts(statement_columns), fixed);
    table.labels = read_places(*toml, Of::label, status ? Facts(status_labels) : Facts(statement_labels), fixed);
    if (toml->has("words")) {
        table.words = toml->table("words").text_map();
    }
    if (auto const missing = lacking(table); !missing.empty()) {
        toml->fail("column", missing);
    }
    if (auto const finished = toml->finish(); !finished) {
        return finished.error();
    }
    return table;
}

}  // namespace

bool settles(AnswerTable const& table) {
    auto const always = [&](std::string_view fact) {
        return std::any_of(table.columns.begin(), table.columns.end(),
                           [&](auto const& column) { return column.fact == fact && (column.needed || table.fixed); });
    };
    return table.answers == AnswerTable::Answers::status || (always("balance") && always("account_servicer_reference"));
}

Result<std::vector<AnswerTable>> load_answer_tables(Formats const& formats) {
    auto const files = formats.message_files("table.toml");
    if (!files) {
        return files.error();
    }
    std::vector<AnswerTable> tables;
    for (auto const& file : *files) {
        auto table = load_one(file);
        if (!table) {
            return table.error();
        }
        tables.push_back(*std::move(table));
    }
    return tables;
}

}  // namespace almoner::settings
