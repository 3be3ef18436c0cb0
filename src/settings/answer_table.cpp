#include "settings/answer_table.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "core/names.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

using Place = AnswerTable::Place;
using Facts = std::span<std::string_view const>;

constexpr Names<2> kinds = {"statement", "status"};
constexpr Names<3> keys = {"reference", "row", "payee"};
constexpr Names<3> date_orders = {"year_first", "day_first", "month_first"};
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

std::vector<Place> read_places(TomlTable& table, std::string_view key, std::string_view texts, Facts known) {
    std::vector<Place> places;
    std::set<std::string> seen;
    for (auto& entry : table.tables(key)) {
        Place place{entry.text("fact"), entry.texts(texts), entry.truth_or("needed", false)};
        if (std::find(known.begin(), known.end(), place.fact) == known.end() || !seen.insert(place.fact).second) {
            entry.fail("fact", place.fact);
        }
        if (place.texts.empty()) {
            entry.fail(texts, place.fact);
        }
        places.push_back(std::move(place));
    }
    return places;
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
    table.columns = read_places(*toml, "column", "headings", status ? Facts(status_columns) : Facts(statement_columns));
    table.labels = read_places(*toml, "label", "texts", status ? Facts(status_labels) : Facts(statement_labels));
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

Result<std::vector<AnswerTable>> load_answer_tables(Formats const& formats) {
    std::vector<std::filesystem::path> files;
    std::error_code fault;
    for (auto const& folder : std::filesystem::directory_iterator(formats.folder() / "messages", fault)) {
        auto const file = folder.path() / "table.toml";
        if (std::filesystem::is_regular_file(file, fault)) {
            files.push_back(file);
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<AnswerTable> tables;
    for (auto const& file : files) {
        auto table = load_one(file);
        if (!table) {
            return table.error();
        }
        tables.push_back(*std::move(table));
    }
    return tables;
}

}  // namespace almoner::settings
