#include "store/explanations.hpp"

#include <charconv>

#include "store/query.hpp"

namespace almoner::store {

namespace {

constexpr std::string_view select_open =
    "SELECT entry.bank_file, entry.statement, entry.entry, entry.detail, entry.amount, entry.currency, "
    "entry.booking_day, entry.class, entry.reason, entry.text, statement.account, coalesce(shown_account.account, ''), "
    "bank_file.name FROM entry_in_force AS entry JOIN statement USING (bank_file, statement) JOIN bank_file USING "
    "(bank_file) LEFT JOIN shown_account ON shown_account.bank_file = entry.bank_file AND shown_account.statement = "
    "entry.statement AND shown_account.entry = entry.entry AND shown_account.detail = entry.detail "
    "WHERE lump_file IS NULL AND ";

OpenEntry read_open(Statement const& row) {
    return {{row.number(0), static_cast<std::uint32_t>(row.number(1)), static_cast<std::uint32_t>(row.number(2)),
             static_cast<std::uint32_t>(row.number(3))},
            Money{row.number(4), stored(Currency::parse(row.text(5)))},
            stored(parse_day(row.text(6))),
            std::string(row.text(7)),
            std::string(row.text(8)),
            std::string(row.text(9)),
            std::string(row.text(10)),
            std::string(row.text(11))};
}

std::optional<std::uint32_t> position(std::string_view text) {
    std::uint32_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string to_text(EntryName const& name) {
    return name.file + "#" + std::to_string(name.statement) + "/" + std::to_string(name.entry) +
           (name.detail == 0 ? "" : "/" + std::to_string(name.detail));
}

std::optional<EntryName> parse_entry_name(std::string_view text) {
    auto const mark = text.rfind('#');
    auto const slash = mark == std::string_view::npos ? mark : text.find('/', mark);
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    auto const second = text.find('/', slash + 1);
    auto const of_detail = second != std::string_view::npos;
    auto const statement = position(text.substr(mark + 1, slash - mark - 1));
    auto const entry = position(text.substr(slash + 1, of_detail ? second - slash - 1 : second));
    auto const detail = of_detail ? position(text.substr(second + 1)) : std::optional<std::uint32_t>(0);
    return statement && entry && detail
               ? std::optional(EntryName{std::string(text.substr(0, mark)), *statement, *entry, *detail})
               : std::nullopt;
}

Result<std::vector<OpenEntry>> open_entries(Connection& connection, EntryName const& name) {
    std::vector<OpenEntry> all;
    auto const read = for_each_row(
        query(connection,
              std::string(select_open) +
                  "bank_file.name = ? AND entry.statement = ? AND entry.entry = ? AND entry.detail = ? AND (class = "
                  "'unexplained' OR class = 'fee' OR class = 'funding') AND NOT EXISTS (SELECT 1 FROM explanation "
                  "WHERE explanation.bank_file = entry.bank_file AND explanation.statement = entry.statement AND "
                  "explanation.entry = entry.entry AND explanation.detail = entry.detail) ORDER BY 1",
              name.file, name.statement, name.entry, name.detail),
        [&](Statement& row) { all.push_back(read_open(row)); });
    return read ? Result<std::vector<OpenEntry>>(std::move(all)) : read.error();
}

Result<std::vector<std::pair<EntryName, OpenEntry>>> unexplained_entries(Connection& connection) {
    std::vector<std::pair<EntryName, OpenEntry>> all;
    auto const read = for_each_row(
        query(connection, std::string(select_open) + "class = 'unexplained' ORDER BY 1, 2, 3, 4"), [&](Statement& row) {
            auto entry = read_open(row);
            auto const& place = entry.place;
            EntryName name{std::string(row.text(12)), place.statement, place.entry, place.detail};
            all.emplace_back(std::move(name), std::move(entry));
        });
    return read ? Result<std::vector<std::pair<EntryName, OpenEntry>>>(std::move(all)) : read.error();
}

Status add_explanation(Connection& connection, Explanation const& explanation) {
    auto const& place = explanation.place;
    auto const added = execute(connection,
                               "INSERT INTO explanation (bank_file, statement, entry, detail, class, programme, fund, "
                               "decision) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                               place.bank_file, place.statement, place.entry, place.detail, explanation.entry_class,
                               explanation.programme, explanation.fund, explanation.decision);
    return added ? execute(connection,
                           "UPDATE entry SET class = ?, rule = 'decision' WHERE bank_file = ? AND statement = ? AND "
                           "entry = ? AND detail = ?",
                           explanation.entry_class, place.bank_file, place.statement, place.entry, place.detail)
                 : added;
}

Result<FundEntries> entries_of_funds(Connection& connection) {
    FundEntries all;
    auto const read = for_each_row(
        query(connection,
              "SELECT explanation.programme, explanation.fund, explanation.class, entry.amount, entry.currency FROM "
              "explanation JOIN entry_in_force AS entry ON entry.bank_file = explanation.bank_file AND "
              "entry.statement = explanation.statement AND entry.entry = explanation.entry AND entry.detail = "
              "explanation.detail WHERE explanation.fund <> ''"),
        [&](Statement& row) {
            Money const amount{row.number(3), stored(Currency::parse(row.text(4)))};
            auto& of_fund = all[{std::string(row.text(0)), std::string(row.text(1))}];
            of_fund.try_emplace(std::string(row.text(2)), Money::zero(amount.currency())).first->second += amount;
        });
    return read ? Result<FundEntries>(std::move(all)) : read.error();
}

Result<std::vector<ClassSum>> class_sums(Connection& connection) {
    std::vector<ClassSum> all;
    auto const read = for_each_row(
        query(
            connection,
            "SELECT statement.account, entry.currency, class, count(*), sum(amount) FROM entry_in_force AS entry JOIN "
            "statement USING (bank_file, statement) WHERE pending = 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"),
        [&](Statement& row) {
            all.push_back({std::string(row.text(0)), std::string(row.text(2)),
                           static_cast<std::uint64_t>(row.number(3)),
                           Money{row.number(4), stored(Currency::parse(row.text(1)))}});
        });
    return read ? Result<std::vector<ClassSum>>(std::move(all)) : read.error();
}

Result<std::vector<std::pair<std::string, std::uint32_t>>> statements_beside_their_sum(Connection& connection) {
    std::vector<std::pair<std::string, std::uint32_t>> found;
    auto const read = for_each_row(
        query(connection,
              "SELECT bank_file.name, statement.statement FROM statement JOIN bank_file USING (bank_file) JOIN (SELECT "
              "bank_file, statement, sum(CASE pending WHEN 0 THEN amount ELSE 0 END) AS moved, min(currency) AS least, "
              "max(currency) AS most FROM entry GROUP BY bank_file, statement) AS of_statement USING (bank_file, "
              "statement) WHERE standing = 'counts' AND statement.message IN ('camt.053', 'mt940', 'table') AND least "
              "= most AND "
              "least = statement.currency AND moved <> coalesce(booked, 0) ORDER BY statement.bank_file, "
              "statement.statement"),
        [&](Statement& row) {
            found.emplace_back(std::string(row.text(0)), static_cast<std::uint32_t>(row.number(1)));
        });
    return read ? Result<std::vector<std::pair<std::string, std::uint32_t>>>(std::move(found)) : read.error();
}

}  // namespace almoner::store
