#include "sheet/xlsx.hpp"

#include <algorithm>
#include <charconv>

#include "sheet/merges.hpp"
#include "sheet/number_text.hpp"
#include "sheet/part_parser.hpp"
#include "sheet/serial_date.hpp"
#include "sheet/workbook.hpp"

namespace almoner::sheet {

namespace {

constexpr std::size_t most_cell_bytes = 32'767;
constexpr std::uint64_t most_rows = 1'048'576;
constexpr std::size_t most_row_bytes = std::size_t{1} << 20;

/// A row that is parsed and not handed out; its memory is used again for a later one.
struct ReadRow {
    struct Cell {
        std::size_t begin = 0;  ///< in `text`
        std::size_t length = 0;
        CellKind kind = CellKind::text;
    };
    std::uint64_t number = 0;
    bool hidden = false;
    std::string text;  ///< of all cells
    std::vector<Cell> cells;

    void begin(std::uint64_t row, bool is_hidden) {
        number = row;
        hidden = is_hidden;
        text.clear();
        cells.clear();
    }
    void widen(std::size_t columns) { cells.resize(std::max(cells.size(), columns)); }
    void put(std::size_t column, std::string_view value, CellKind kind) {
        widen(column);
        cells[column - 1] = {text.size(), value.size(), kind};
        text += value;
    }
};

/// A cell while its parts are heard.
struct Cell {
    std::string type;
    std::string value;
    bool formula = false;
    bool date = false;
};

bool is_true(std::string_view attribute) { return attribute == "1" || attribute == "true"; }

/// Whether a stored number is what number_text would make of it, as most are.
bool is_short_number(std::string_view text) {
    constexpr std::size_t shown_digits = 15;
    return !text.empty() && text.size() <= shown_digits && (text.front() != '0' || text.size() == 1) &&
           std::all_of(text.begin(), text.end(), [](char one) { return one >= '0' && one <= '9'; });
}

}  // namespace

struct XlsxReader::State {
    explicit State(Workbook opened, std::string name) : workbook(std::move(opened)), file(std::move(name)) {}

    Workbook workbook;
    std::string file;
    std::size_t sheet = 0;
    std::optional<PartParser> parser;
    Merges merges;              ///< of the current sheet
    std::vector<ReadRow> rows;  ///< parsed; those from next_row to row_count are not handed out
    std::size_t next_row = 0;
    std::size_t row_count = 0;
    ReadRow row;
    Row current;
    std::vector<std::uint16_t> hidden_columns;  ///< of the current sheet
    Cell cell;
    std::size_t column = 0;
    bool in_value = false;
    bool phonetic = false;
    std::optional<Error> fault;

    [[nodiscard]] Error error(ErrorCode code, std::string what) const {
        return {code,
                {file, workbook.sheets[sheet].name, row.number, static_cast<std::uint32_t>(column)},
                {},
                {std::move(what)}};
    }

    void start(std::string_view name, Attributes const& attributes) {
        if (name == "row") {
            start_row(attributes);
        } else if (name == "c") {
            start_cell(attributes);
        } else if (name == "v" || (name == "t" && !phonetic)) {
            in_value = true;
        } else if (name == "f") {
            cell.formula = true;
        } else if (name == "rPh") {
            phonetic = true;
        } else if (name == "col" && is_true(attributes.get("hidden"))) {
            hide_columns(number_in(attributes.get("min")), number_in(attributes.get("max")));
        }
    }

    /// 1-based, the last one included.
    void hide_columns(std::uint64_t first, std::uint64_t last) {
        for (auto hidden = std::max<std::uint64_t>(first, 1); hidden <= std::min<std::uint64_t>(last, most_columns);
             ++hidden) {
            auto const place = static_cast<std::uint16_t>(hidden - 1);
            if (hidden_columns.empty() || hidden_columns.back() < place) {
                hidden_columns.push_back(place);
            }
        }
    }

    void start_row(Attributes const& attributes) {
        auto const before = row.number;
        auto const given = attributes.get("r");
        auto const number = given.empty() ? before + 1 : number_in(given);
        row.begin(number, is_true(attributes.get("hidden")) || workbook.sheets[sheet].hidden);
        column = 0;
        if (number <= before || number > most_rows) {
            note(ErrorCode::sheet_workbook, "row " + std::string(given));
        }
    }

    void start_cell(Attributes const& attributes) {
        auto const before = column;
        auto const given = attributes.get("r");
        column = given.empty() ? column + 1 : static_cast<std::size_t>(reference_of(given).column);
        cell.type = attributes.get("t");
        cell.value.clear();
        cell.formula = false;
        auto const style = number_in(attributes.get("s"));
        cell.date = style < workbook.dates.size() && workbook.dates[style];
        if (column > most_columns) {
            note(ErrorCode::sheet_too_long, {});
        } else if (column <= before) {
            note(ErrorCode::sheet_workbook, "cell " + std::string(given));
        }
    }

    void end(std::string_view name) {
        if (name == "v" || name == "t") {
            in_value = false;
        } else if (name == "rPh") {
            phonetic = false;
        } else if (name == "c") {
            end_cell();
        } else if (name == "row") {
            end_row();
        }
    }

    void text(std::string_view piece) {
        if (!in_value || fault) {
            return;
        }
        if (cell.value.size() + piece.size() > most_cell_bytes) {
            note(ErrorCode::sheet_too_long, {});
            return;
        }
        cell.value += piece;
    }

    /// The first fault is the one that is told.
    void note(ErrorCode code, std::string what) {
        if (!fault) {
            fault = error(code, std::move(what));
        }
    }

    void end_cell() {
        if (fault || (cell.value.empty() && !cell.formula)) {
            return;
        }
        auto const kind = cell.type == "s"                        ? shared_text()
                          : cell.type.empty() || cell.type == "n" ? number()
                          : cell.type == "b"                      ? truth()
                          : cell.type == "e"                      ? CellKind::fault
                                                                  : CellKind::text;
        if (row.text.size() + cell.value.size() > most_row_bytes) {
            note(ErrorCode::sheet_too_long, {});
        }
        if (!fault) {
            row.put(column, cell.value, cell.formula ? CellKind::formula : kind);
        }
    }

    CellKind shared_text() {
        std::uint64_t index = 0;
        auto const* const last = cell.value.data() + cell.value.size();
        auto const [end, bad] = std::from_chars(cell.value.data(), last, index);
        auto const found = bad == std::errc{} && end == last ? workbook.strings.get(index, cell.value) : false;
        if (!found) {
            fault = found.error();
        } else if (!*found) {
            note(ErrorCode::sheet_workbook, "text " + cell.value);
        }
        return CellKind::text;
    }

    CellKind number() {
        if (!is_short_number(cell.value)) {
            if (auto shown = number_text(cell.value)) {
                cell.value = *std::move(shown);
            }
        }
        if (cell.date) {
            if (auto date = date_text(cell.value, workbook.epoch)) {
                cell.value = *std::move(date);
                return CellKind::serial_date;
            }
        }
        // number_text keeps an exponent exactly where digits are lost.
        return cell.value.find("E+") == std::string::npos ? CellKind::number : CellKind::long_number;
    }

    CellKind truth() {
        cell.value = cell.value == "1" ? "TRUE" : "FALSE";
        return CellKind::boolean;
    }

    void end_row() {
        if (!fault && !row.cells.empty()) {
            mark_merged();
        }
        if (fault || row.cells.empty()) {
            return;
        }
        if (row_count == rows.size()) {
            rows.emplace_back();
        }
        std::swap(rows[row_count], row);
        row.number = rows[row_count].number;
        ++row_count;
    }

    void mark_merged() {
        auto const& columns = merges.columns_in(row.number);
        if (columns.size() > most_columns) {
            note(ErrorCode::sheet_workbook, "merged cells");
            return;
        }
        for (auto const one : columns) {
            row.widen(one);
            if (row.cells[one - 1].length == 0) {
                row.cells[one - 1].kind = CellKind::merged;
            }
        }
    }

    /// Which cells are one stands behind the rows, so a sheet is looked through for it first.
    Status find_merges() {
        merges.clear();
        auto part = workbook.archive.part(workbook.sheets[sheet].part);
        if (!part) {
            return part.error();
        }
        auto const listen = [this](std::string_view name, Attributes const& attributes) {
            if (name == "mergeCell" && !merges.add(attributes.get("ref"))) {
                note(ErrorCode::sheet_too_long, "merged cells");
            }
        };
        auto const read = PartParser(*std::move(part), file, {listen, {}, {}}).finish();
        merges.start_rows();
        return !read || !fault ? read : *fault;
    }

    Status open_sheet() {
        if (auto const found = find_merges(); !found) {
            return found;
        }
        auto part = workbook.archive.part(workbook.sheets[sheet].part);
        if (!part) {
            return part.error();
        }
        row.begin(0, false);
        hidden_columns.clear();
        parser.emplace(
            *std::move(part), file,
            PartListener{[this](std::string_view name, Attributes const& attributes) { start(name, attributes); },
                         [this](std::string_view name) { end(name); },
                         [this](std::string_view piece) { text(piece); }});
        return {};
    }

    /// Parses until a row stands ready; false when the last sheet has ended.
    Result<bool> fill() {
        next_row = next_row == row_count ? (row_count = 0) : next_row;
        while (next_row == row_count) {
            if (fault) {
                return *fault;
            }
            if (!parser && sheet == workbook.sheets.size()) {
                return false;
            }
            if (!parser) {
                if (auto const opened = open_sheet(); !opened) {
                    return opened.error();
                }
            }
            auto const more = parser->advance();
            if (!more) {
                fault = fault ? fault : std::optional(more.error());
            } else if (!*more) {
                parser.reset();
                ++sheet;
            }
        }
        return true;
    }

    Row* give(ReadRow const& read) {
        current.sheet = static_cast<std::uint8_t>(sheet);
        current.sheet_name = workbook.sheets[sheet].name;
        current.number = read.number;
        current.hidden = read.hidden;
        current.hidden_columns = hidden_columns;
        current.cells.clear();
        current.kinds.clear();
        for (auto const& one : read.cells) {
            current.cells.push_back(std::string_view(read.text).substr(one.begin, one.length));
            current.kinds.push_back(one.kind);
        }
        return &current;
    }
};

XlsxReader::XlsxReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
XlsxReader::XlsxReader(XlsxReader&&) noexcept = default;
XlsxReader& XlsxReader::operator=(XlsxReader&&) noexcept = default;
XlsxReader::~XlsxReader() = default;

Result<XlsxReader> XlsxReader::open(std::filesystem::path const& path) {
    auto workbook = open_workbook(path);
    if (!workbook) {
        return workbook.error();
    }
    return XlsxReader(std::make_unique<State>(*std::move(workbook), path.string()));
}

Result<Row*> XlsxReader::next() {
    auto& state = *state_;
    auto const ready = state.fill();
    if (!ready) {
        return ready.error();
    }
    return *ready ? state.give(state.rows[state.next_row++]) : nullptr;
}

}  // namespace almoner::sheet
