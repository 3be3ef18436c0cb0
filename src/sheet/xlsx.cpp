#include "sheet/xlsx.hpp"

#include <algorithm>
#include <charconv>
#include <deque>

#include "sheet/number_text.hpp"
#include "sheet/part_parser.hpp"
#include "sheet/workbook.hpp"

namespace almoner::sheet {

namespace {

constexpr std::size_t most_columns = 1'024;  // a spreadsheet has 16,384, a list never
constexpr std::size_t most_cell_bytes = 32'767;
constexpr std::uint64_t most_rows = 1'048'576;
constexpr std::size_t most_merges = 100'000;

/// "BC17" as column 55 (1-based) and row 17; zeros where a part is missing.
struct Reference {
    std::uint64_t column = 0;
    std::uint64_t row = 0;
};

Reference reference_of(std::string_view text) {
    Reference reference;
    while (!text.empty() && text.front() >= 'A' && text.front() <= 'Z' && reference.column <= most_columns) {
        reference.column = reference.column * 26 + static_cast<std::uint64_t>(text.front() - 'A' + 1);
        text.remove_prefix(1);
    }
    std::from_chars(text.data(), text.data() + text.size(), reference.row);
    return reference;
}

/// Cells of one column that are one with the cell above them.
struct Merge {
    std::uint64_t column = 0;
    std::uint64_t first_row = 0;
    std::uint64_t last_row = 0;
};

struct ReadRow {
    std::uint64_t number = 0;
    bool hidden = false;
    std::vector<std::string> texts;
    std::vector<CellKind> kinds;
};

/// A cell while its parts are heard.
struct Cell {
    std::string type;
    std::string value;
    bool formula = false;
};

}  // namespace

struct XlsxReader::State {
    explicit State(Workbook opened, std::string name) : workbook(std::move(opened)), file(std::move(name)) {}

    Workbook workbook;
    std::string file;
    std::size_t sheet = 0;
    std::optional<PartParser> parser;
    std::vector<Merge> merges;  ///< of the current sheet, by first row
    std::size_t next_merge = 0;
    std::vector<Merge> reaching;
    std::deque<ReadRow> rows;  ///< parsed and not handed out
    ReadRow current;
    ReadRow row;
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
        }
    }

    void start_row(Attributes const& attributes) {
        auto const before = row.number;
        row = ReadRow{reference_of(attributes.get("r")).row, false, {}, {}};
        row.number = row.number == 0 ? before + 1 : row.number;
        auto const hidden = attributes.get("hidden");
        row.hidden = hidden == "1" || hidden == "true" || workbook.sheets[sheet].hidden;
        column = 0;
        if (row.number <= before || row.number > most_rows) {
            fault = fault.value_or(error(ErrorCode::sheet_workbook, "row " + std::to_string(row.number)));
        }
    }

    void start_cell(Attributes const& attributes) {
        auto const given = reference_of(attributes.get("r")).column;
        column = given == 0 ? column + 1 : static_cast<std::size_t>(given);
        cell = Cell{std::string(attributes.get("t")), {}, false};
        if (column > most_columns) {
            fault = fault.value_or(error(ErrorCode::sheet_too_long, {}));
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
        if (!in_value) {
            return;
        }
        if (cell.value.size() + piece.size() > most_cell_bytes) {
            fault = fault.value_or(error(ErrorCode::sheet_too_long, {}));
            return;
        }
        cell.value += piece;
    }

    void end_cell() {
        if (fault || (cell.value.empty() && !cell.formula)) {
            return;
        }
        auto kind = cell.formula ? CellKind::formula : CellKind::text;
        if (cell.type == "s") {
            std::uint64_t index = 0;
            std::from_chars(cell.value.data(), cell.value.data() + cell.value.size(), index);
            auto const found = workbook.strings.get(index, cell.value);
            if (!found || !*found) {
                fault = found ? error(ErrorCode::sheet_workbook, "text " + std::to_string(index)) : found.error();
                return;
            }
        } else if (cell.type.empty() || cell.type == "n") {
            if (auto shown = number_text(cell.value)) {
                cell.value = *std::move(shown);
            }
            kind = cell.formula ? kind : CellKind::number;
        }
        widen(column);
        row.texts[column - 1] = std::move(cell.value);
        row.kinds[column - 1] = kind;
    }

    void widen(std::size_t columns) {
        if (row.texts.size() < columns) {
            row.texts.resize(columns);
            row.kinds.resize(columns, CellKind::text);
        }
    }

    void end_row() {
        if (!fault && !row.texts.empty()) {
            mark_merged();
        }
        if (!fault && !row.texts.empty()) {
            rows.push_back(std::move(row));
            row.number = rows.back().number;
        }
    }

    /// Only merges that reach this row are looked at; they come in the order of their first rows.
    void mark_merged() {
        for (; next_merge < merges.size() && merges[next_merge].first_row < row.number; ++next_merge) {
            reaching.push_back(merges[next_merge]);
        }
        std::erase_if(reaching, [this](auto const& merge) { return merge.last_row < row.number; });
        if (reaching.size() > most_columns) {
            fault = error(ErrorCode::sheet_workbook, "merged cells");
            return;
        }
        for (auto const& merge : reaching) {
            widen(merge.column);
            row.kinds[merge.column - 1] = CellKind::merged;
        }
    }

    /// Which cells are one stands behind the rows, so a sheet is looked through for it first.
    Status find_merges() {
        merges.clear();
        auto part = workbook.archive.part(workbook.sheets[sheet].part);
        if (!part) {
            return part.error();
        }
        return PartParser(*std::move(part), file,
                          {[this](std::string_view name, Attributes const& attributes) {
                               if (name == "mergeCell" && merges.size() < most_merges) {
                                   auto const range = attributes.get("ref");
                                   auto const from = reference_of(range.substr(0, range.find(':')));
                                   auto const to =
                                       reference_of(range.substr(std::min(range.find(':'), range.size() - 1) + 1));
                                   if (from.column == to.column && from.row < to.row && from.column <= most_columns) {
                                       merges.push_back({from.column, from.row, to.row});
                                   }
                               }
                           },
                           {},
                           {}})
            .finish();
    }

    Status open_sheet() {
        if (auto const found = find_merges(); !found) {
            return found;
        }
        auto part = workbook.archive.part(workbook.sheets[sheet].part);
        if (!part) {
            return part.error();
        }
        std::sort(merges.begin(), merges.end(),
                  [](auto const& left, auto const& right) { return left.first_row < right.first_row; });
        next_merge = 0;
        reaching.clear();
        row = ReadRow{};
        parser.emplace(
            *std::move(part), file,
            PartListener{[this](std::string_view name, Attributes const& attributes) { start(name, attributes); },
                         [this](std::string_view name) { end(name); },
                         [this](std::string_view piece) { text(piece); }});
        return {};
    }

    /// Parses until a row stands ready; false when the last sheet has ended.
    Result<bool> fill() {
        while (rows.empty()) {
            if (sheet == workbook.sheets.size()) {
                return false;
            }
            if (!parser) {
                if (auto const opened = open_sheet(); !opened) {
                    return opened.error();
                }
            }
            auto const more = parser->advance();
            if (!more || fault) {
                return more ? *fault : more.error();
            }
            if (!*more) {
                parser.reset();
                ++sheet;
            }
        }
        return true;
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

Result<std::optional<Row>> XlsxReader::next() {
    auto& state = *state_;
    auto const ready = state.fill();
    if (!ready) {
        return ready.error();
    }
    if (!*ready) {
        return std::optional<Row>{};
    }
    state.current = std::move(state.rows.front());
    state.rows.pop_front();
    Row row;
    row.sheet = static_cast<std::uint8_t>(state.sheet);
    row.sheet_name = state.workbook.sheets[state.sheet].name;
    row.number = state.current.number;
    row.hidden = state.current.hidden;
    row.cells.assign(state.current.texts.begin(), state.current.texts.end());
    row.kinds = state.current.kinds;
    return std::optional(std::move(row));
}

}  // namespace almoner::sheet
