#include "sheet/table.hpp"

#include <algorithm>

#include "sheet/row_reader.hpp"

namespace almoner::sheet {

namespace {

/// A heading stands among the first rows of a sheet or nowhere.
constexpr std::uint64_t rows_before_heading = 30;

bool is_blank(std::string_view cell) { return cell.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// A row that outlives the reader's next one.
struct OwnedRow {
    explicit OwnedRow(Row const& row)
        : facts(row), sheet_name(row.sheet_name), hidden_columns(row.hidden_columns.begin(), row.hidden_columns.end()),
          texts(row.cells.begin(), row.cells.end()) {}

    [[nodiscard]] Row view() const {
        auto row = facts;
        row.sheet_name = sheet_name;
        row.hidden_columns = hidden_columns;
        row.cells.assign(texts.begin(), texts.end());
        return row;
    }

    /// Whether `row` has these texts: several cells, and no more but blank ones.
    [[nodiscard]] bool says(Row const& row) const {
        auto const filled = [](auto const& cells) {
            auto const last =
                std::find_if(cells.rbegin(), cells.rend(), [](auto const& cell) { return !is_blank(cell); });
            return static_cast<std::size_t>(cells.rend() - last);
        };
        auto const& front = texts.front();
        return front == row.cells.front() && filled(texts) == filled(row.cells) &&
               std::equal(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(filled(texts)), row.cells.begin());
    }

    Row facts;
    std::string sheet_name;
    std::vector<std::uint16_t> hidden_columns;
    std::vector<std::string> texts;
};

/// Two rows as one heading: what stands in the lower one, else what the upper one says for both, when it is a heading.
template <class IsHeading>
OwnedRow joined(OwnedRow const& upper, Row const& lower, IsHeading is_heading) {
    OwnedRow both(lower);
    both.texts.resize(std::max(upper.texts.size(), both.texts.size()));
    for (std::size_t at = 0; at < both.texts.size(); ++at) {
        if (is_blank(both.texts[at]) && at < upper.texts.size() && is_heading(upper.texts[at])) {
            both.texts[at] = upper.texts[at];
        }
    }
    return both;
}

}  // namespace

struct Table::State {
    State(RowReader opened, Reading with) : reader(std::move(opened)), reading(std::move(with)) {}

    RowReader reader;
    Reading reading;
    Columns columns;
    std::vector<Finding> findings;
    bool has_heading = false;          ///< of the current sheet
    std::vector<OwnedRow> page_begin;  ///< rows from its first to its heading, as every printed page may repeat them
    std::optional<OwnedRow> above;     ///< the last row before it
    AmountUnit unit = AmountUnit::unsaid;  ///< what a row before it says
    std::uint8_t sheet = 0;
    std::uint64_t rows_in_sheet = 0;
    bool any_heading = false;

    [[nodiscard]] Columns::Mapped map(Row const& row) const { return Columns::mapped(row, reading, unit); }

    [[nodiscard]] static bool is_complete(Columns::Mapped const& mapped) {
        return std::none_of(mapped.findings.begin(), mapped.findings.end(),
                            [](auto const& finding) { return finding.code == ErrorCode::sheet_column_missing; });
    }

    [[nodiscard]] std::size_t headings_in(Row const& row) const { return Columns::headings_in(row, reading); }

    void take_heading(Row const& row, Columns::Mapped mapped) {
        columns = std::move(mapped.columns);
        findings.insert(findings.end(), mapped.findings.begin(), mapped.findings.end());
        page_begin.emplace_back(row);
        has_heading = true;
        any_heading = true;
    }

    /// Whether `row`, alone or with the row above, is the sheet's heading.
    void look_for_heading(Row const& row) {
        auto const alone = headings_in(row);
        auto const is_heading = [this](std::string const& text) {
            Row one;
            one.cells = {text};
            return headings_in(one) == 1;
        };
        auto const both = above ? std::optional(joined(*above, row, is_heading)) : std::nullopt;
        // What stands over a blank cell is the heading of that column, too.
        for (auto const& candidate : {both ? both->view() : row, row}) {
            auto mapped = map(candidate);
            if (alone >= 1 && headings_in(candidate) >= 2 && is_complete(mapped)) {
                page_begin.emplace_back(row);
                take_heading(candidate, std::move(mapped));
                return;
            }
        }
        // Two words that are headings make one, complete or not: what is missing is told.
        if (above && headings_in(above->view()) >= 2 && alone < 2) {
            auto const upper = above->view();
            take_heading(upper, map(upper));
        }
        note_above(row);
    }

    void note_above(Row const& row) {
        for (auto const cell : row.cells) {
            auto const said = Words::unit_above(cell);
            unit = said == AmountUnit::unsaid ? unit : said;
        }
        above.emplace(row);
        page_begin.emplace_back(row);
    }

    void begin_sheet(Row const& row) {
        end_sheet();
        sheet = row.sheet;
        rows_in_sheet = 0;
        has_heading = false;
        page_begin.clear();
        above.reset();
        unit = AmountUnit::unsaid;
    }

    /// A sheet with content and without heading is told of, so that nobody believes it was read.
    void end_sheet() {
        if (has_heading || !above) {
            return;
        }
        auto const row = above->view();
        if (headings_in(row) >= 2) {
            take_heading(row, map(row));
            return;
        }
        findings.push_back(finding_of({ErrorCode::sheet_no_heading, {}, above->sheet_name, {}},
                                      {reading.file, above->sheet_name, 0, 0}));
    }

    /// Cells beyond the heading count only when they hold something; a workbook leaves empty ones out.
    void fit_to_heading(Row& row) const {
        while (row.cells.size() > columns.width() && is_blank(row.cells.back())) {
            row.cells.pop_back();
        }
        if (!reader.is_csv() && row.cells.size() < columns.width()) {
            row.cells.resize(columns.width());
        }
    }

    /// The same words as the heading or a title above it: a page begins.
    [[nodiscard]] bool begins_page(Row const& row) const {
        return std::any_of(page_begin.begin(), page_begin.end(), [&](auto const& one) { return one.says(row); });
    }

    /// Another table begins on the same sheet; its rows must not be read by the places of the one above.
    [[nodiscard]] std::optional<Columns::Mapped> another_heading(Row const& row) const {
        if (!pays_nobody(row) || headings_in(row) < 2) {
            return std::nullopt;
        }
        auto mapped = map(row);
        return is_complete(mapped) ? std::optional(std::move(mapped)) : std::nullopt;
    }

    /// Words may stand under these headings, but no amount, no account and no identity.
    [[nodiscard]] bool pays_nobody(Row const& row) const { return !has_money(row) && !has_person(row); }

    [[nodiscard]] bool has_money(Row const& row) const {
        return digits(row, "amount") != 0 || digits(row, "amount_wan") != 0 || digits(row, "in_kind_value") != 0;
    }

    [[nodiscard]] bool has_person(Row const& row) const {
        constexpr auto fewest_digits = 6;
        return digits(row, "account_no") >= fewest_digits || digits(row, "payee_id") >= fewest_digits;
    }

    [[nodiscard]] std::ptrdiff_t digits(Row const& row, std::string_view column) const {
        auto const cell = columns.cell(row, column);
        return std::count_if(cell.begin(), cell.end(), [](char one) { return one >= '0' && one <= '9'; });
    }

    /// A total's word stands first in its row, or behind a number or a unit where the name would be.
    [[nodiscard]] bool is_total(Row const& row, std::string_view first) const {
        auto const& words = reading.words;
        return (words.is_total(first) || words.is_total(columns.cell(row, "payee_name"))) && !has_person(row);
    }

    /// What a row under the heading is; nothing when it is to be passed over.
    std::optional<RowUse> use_of(Row& row, std::string_view first) {
        fit_to_heading(row);
        if (begins_page(row)) {
            return std::nullopt;
        }
        if (is_total(row, first)) {
            return RowUse::total;
        }
        if (reading.words.is_footer(first) && pays_nobody(row)) {
            return std::nullopt;
        }
        if (auto mapped = another_heading(row)) {
            take_heading(row, *std::move(mapped));
            return std::nullopt;
        }
        return RowUse::line;
    }

    /// What `row` is; nothing when it is to be passed over.
    std::optional<RowUse> take(Row& row) {
        if (row.sheet != sheet) {
            begin_sheet(row);
        }
        ++rows_in_sheet;
        auto const filled = std::find_if(row.cells.begin(), row.cells.end(), [](auto cell) { return !is_blank(cell); });
        if (filled == row.cells.end()) {
            return std::nullopt;
        }
        if (has_heading) {
            return use_of(row, *filled);
        }
        if (rows_in_sheet <= rows_before_heading) {
            look_for_heading(row);
        }
        return std::nullopt;
    }
};

Table::Table(std::unique_ptr<State> state) : state_(std::move(state)) {}
Table::Table(Table&&) noexcept = default;
Table& Table::operator=(Table&&) noexcept = default;
Table::~Table() = default;

Columns const& Table::columns() const { return state_->columns; }
std::vector<Finding> const& Table::findings() const { return state_->findings; }

Result<Table> Table::open(std::filesystem::path const& path, Reading const& reading) {
    auto reader = RowReader::open(path);
    if (!reader) {
        return reader.error();
    }
    return Table(std::make_unique<State>(*std::move(reader), reading));
}

Result<std::optional<Table::Told>> Table::next() {
    auto& state = *state_;
    for (;;) {
        auto const read = state.reader.next();
        if (!read) {
            return read.error();
        }
        if (*read == nullptr) {
            state.end_sheet();
            if (!state.any_heading) {
                return Error{ErrorCode::list_empty, {state.reading.file, {}, 0, 0}, {}, {}};
            }
            return std::optional<Told>{};
        }
        if (auto const use = state.take(**read)) {
            return std::optional(Told{*use, **read});
        }
    }
}

}  // namespace almoner::sheet
