#include "fuzz/targets.hpp"

#include <algorithm>
#include <filesystem>
#include <string>

#include "core/check_value.hpp"
#include "core/chinese_amount.hpp"
#include "core/names.hpp"
#include "core/utf8.hpp"
#include "fuzz/file.hpp"
#include "fuzz/stored_zip.hpp"
#include "settings/check_tables.hpp"
#include "settings/cover.hpp"
#include "settings/list_words.hpp"
#include "sheet/table.hpp"
#include "sheet/xlsx.hpp"

namespace almoner::fuzz {

namespace {

std::filesystem::path formats() { return std::filesystem::path(ALMONER_SOURCE) / "formats"; }

std::string archive_of(std::string_view bytes) {
    return bytes.starts_with('\x1E') ? stored_zip(bytes) : std::string(bytes);
}

constexpr auto most_faults = 50;  // readers may go on after a fault of a row, but not for ever

void check_row(sheet::Row const& row, std::uint8_t& sheet, std::uint64_t& number) {
    check(row.sheet > sheet || (row.sheet == sheet && row.number > number), "rows come in their order");
    check(row.kinds.empty() || row.kinds.size() == row.cells.size(), "every cell has a kind or none has");
    sheet = row.sheet;
    number = row.number;
    for (auto const cell : row.cells) {
        check(cell.size() <= 32'767, "a cell stops");
        check(!first_utf8_fault(cell) && cell.find('\0') == std::string_view::npos, "a cell is text");
    }
}

template <class Reader>
void read_to_end(Result<Reader> reader) {
    std::uint8_t sheet = 0;
    std::uint64_t number = 0;
    for (auto faults = 0; reader && faults < most_faults;) {
        auto const row = reader->next();
        if (row && *row == nullptr) {
            return;
        }
        if (row) {
            check_row(**row, sheet, number);
        }
        faults += row ? 0 : 1;
    }
}

sheet::Words const& words() {
    static auto const loaded = [] {
        auto const all = settings::load_list_words(formats());
        check(bool(all), "the formats of the source tree are sound");
        constexpr Names<5> uses = {"is", "ask", "total", "footer", "value"};
        std::vector<sheet::Word> made;
        for (auto const& word : *all) {
            made.push_back({word.field, word.text, *value_in<sheet::WordUse>(uses, word.use), word.value});
        }
        return sheet::Words(made);
    }();
    return loaded;
}

CheckTables const& tables() {
    static auto const loaded = [] {
        auto all = settings::load_check_tables(formats());
        check(bool(all), "the formats of the source tree are sound");
        return *std::move(all);
    }();
    return loaded;
}

}  // namespace

void csv(std::string_view bytes) {
    File const file(bytes);
    read_to_end(sheet::CsvReader::open(file.path()));
}

void xlsx(std::string_view bytes) {
    File const file(archive_of(bytes));
    read_to_end(sheet::XlsxReader::open(file.path()));
}

void table(std::string_view bytes) {
    static std::vector<sheet::Column> const known = {{"payee_name", sheet::Needed::required},
                                                     {"account_no", sheet::Needed::required},
                                                     {"payee_id"},
                                                     {"amount", sheet::Needed::required, {"amount_wan"}},
                                                     {"amount_wan"},
                                                     {"unit"}};
    static std::map<std::string, std::string> const said = {{"领取人", "payee_name"}, {"x", "ignore"}};
    File const file(archive_of(bytes));
    auto list = sheet::Table::open(file.path(), {words(), said, known, "list"});
    for (auto faults = 0; list && faults < most_faults;) {
        auto const told = list->next();
        if (told && !*told) {
            return;
        }
        faults += told ? 0 : 1;
        if (!told) {
            continue;
        }
        auto const& columns = list->columns();
        auto const& row = (*told)->row;
        for (std::size_t at = 0; at < known.size(); ++at) {
            check(columns.cell(row, at) == columns.cell(row, known[at].name), "a column has one place");
        }
    }
}

void cover(std::string_view bytes) {
    auto const read = settings::parse_cover(bytes, "fuzz.cover.toml");
    if (read) {
        auto const again = settings::parse_cover(settings::to_text(*read), "fuzz.cover.toml");
        check(again && *again == *read, "a cover that is written says what it said");
    }
}

void value(std::string_view bytes) {
    auto const today = parse_day("2026-01-20");
    auto schemes = value_schemes();
    // Two of the names stand for many.
    std::replace(schemes.begin(), schemes.end(), std::string_view("account_XX"), std::string_view("account_GB"));
    std::replace(schemes.begin(), schemes.end(), std::string_view("clearing_SYSTEM"),
                 std::string_view("clearing_CNAPS"));
    for (auto const scheme : schemes) {
        auto const verdict = check_value(scheme, bytes, tables(), *today);
        check(verdict.has_value(), "a scheme that is named is known");
        check((verdict->verdict == Verdict::ok) == !verdict->code.has_value(), "what is not ok has a reason");
    }
    auto const currency = Currency::parse("CNY");
    if (auto const money = Money::parse(bytes, *currency)) {
        auto const again = Money::parse(to_text(*money), *currency);
        check(again && *again == *money, "an amount that is written is the same amount");
    }
    if (auto const fen = parse_capital_amount(bytes)) {
        check(*fen >= 0, "capital numerals count up");
    }
}

}  // namespace almoner::fuzz
