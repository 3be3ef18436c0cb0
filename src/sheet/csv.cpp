#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <utility>

#include "bytes/text_file.hpp"
#include "core/identifiers.hpp"
#include "core/utf8.hpp"
#include "sheet/rows.hpp"

namespace almoner::sheet {

namespace {

constexpr std::size_t chunk_bytes = std::size_t{256} * 1024;
constexpr std::size_t max_cell_bytes = 32'767;  // what a spreadsheet's cell can hold
constexpr std::size_t max_cells = 16'384;       // and a spreadsheet's row
constexpr std::size_t max_record_bytes = std::size_t{1024} * 1024;
constexpr std::size_t max_passed_over_bytes = std::size_t{16} << 20;  // of a faulty record
constexpr std::uint64_t max_records = std::uint64_t{36} * LineNumber::rows_per_sheet - 1;
constexpr std::string_view separators = ",;\t";  // the first of equals is taken

/// Where the scanner stands within a record (RFC 4180, section 2).
enum class Place : std::uint8_t { cell_start, plain, quoted, after_quote };

/// A cell as offset and length from the start of its record.
struct Span {
    std::size_t begin = 0;
    std::size_t length = 0;
};

struct Fault {
    ErrorCode code{};
    std::uint32_t column = 0;
};

std::string hexadecimal(char byte) {
    std::array<char, 8> text{};
    auto const length = std::snprintf(text.data(), text.size(), "0x%02X", static_cast<unsigned char>(byte));
    return {text.data(), static_cast<std::size_t>(length)};
}

/// The separator a table uses: the one that stands most often in its first line with any, quoted text left out.
char separator_of(std::string_view start) {
    std::array<std::size_t, separators.size()> counts{};
    auto quoted = false;
    for (auto const byte : start) {
        quoted = quoted != (byte == '"');
        if (auto const which = separators.find(byte); !quoted && which != std::string_view::npos) {
            ++counts[which];
        }
        auto const any = std::any_of(counts.begin(), counts.end(), [](auto count) { return count != 0; });
        if (!quoted && byte == '\n' && any) {
            break;
        }
    }
    return separators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

/// The byte that makes `cell` something else than UTF-8 text.
std::optional<std::size_t> encoding_fault(std::string_view cell) {
    auto const zero = cell.find('\0');
    return zero != std::string_view::npos ? std::optional(zero) : first_utf8_fault(cell);
}

}  // namespace

/// One record at a time is unquoted in place: its kept bytes are [begin, kept), what is still to be
/// read is [at, end), and kept never overtakes at.
struct CsvReader::State {
    State(bytes::TextFile opened, std::string path) : file(std::move(opened)), name(std::move(path)) {}

    bytes::TextFile file;
    std::string name;
    char separator = ',';
    std::vector<char> buffer;
    std::size_t begin = 0;
    std::size_t kept = 0;
    std::size_t at = 0;
    std::size_t end = 0;
    std::uint64_t number = 0;
    bool at_end_of_file = false;
    bool after_carriage_return = false;
    bool given_up = false;
    Row row;
    std::array<bool, 256> ordinary{};  ///< bytes of which many may stand in an unquoted cell

    Place place = Place::cell_start;
    bool begun = false;
    std::size_t cell_begin = 0;
    std::vector<Span> cells;
    std::optional<Fault> fault;
    std::size_t passed_over = 0;  ///< bytes of a faulty record that are gone

    void start_record();
    Status refill();
    bool scan();
    bool take(char byte);
    void keep(char byte);
    void keep_run();
    void hold_to_limits();
    void end_cell();
    void end_of_file();
    void note(ErrorCode code);
    [[nodiscard]] bool is_blank() const;
    Status fill_row();
    Result<bool> read_record();
    [[nodiscard]] Position position(std::uint32_t column) const { return {name, {}, number, column}; }
};

void CsvReader::State::start_record() {
    begin = kept = at;
    place = Place::cell_start;
    begun = false;
    cell_begin = 0;
    cells.clear();
    fault.reset();
    passed_over = 0;
}

/// Reads another chunk behind what the record has kept so far.
Status CsvReader::State::refill() {
    if (fault) {
        // A faulty record is only passed over, however long it is.
        passed_over += chunk_bytes;
        kept = begin;
        cell_begin = 0;
    }
    auto const length = kept - begin;
    if (length > 0 && begin > 0) {
        std::memmove(buffer.data(), buffer.data() + begin, length);
    }
    begin = 0;
    kept = at = length;
    buffer.resize(std::max(buffer.size(), length + chunk_bytes));
    auto const count = file.read(std::span(buffer).subspan(length, chunk_bytes));
    if (!count) {
        return count.error();
    }
    end = length + *count;
    at_end_of_file = *count == 0;
    return {};
}

/// Consumes bytes up to the end of the record or of the chunk; true when the record has ended.
bool CsvReader::State::scan() {
    while (at < end) {
        auto const byte = buffer[at++];
        if (std::exchange(after_carriage_return, false) && byte == '\n') {
            start_record();
            continue;
        }
        begun = true;
        if (take(byte)) {
            after_carriage_return = byte == '\r';
            return true;
        }
        keep_run();
    }
    return false;
}

/// Keeps what may follow without a change of place, as much of it as there is.
void CsvReader::State::keep_run() {
    auto const* const first = buffer.data() + at;
    auto const* const last = buffer.data() + end;
    auto const* stop = first;
    if (place == Place::plain) {
        stop = std::find_if(first, last, [this](char byte) { return !ordinary[static_cast<unsigned char>(byte)]; });
    } else if (place == Place::quoted) {
        stop = std::find(first, last, '"');
    }
    auto const count = static_cast<std::size_t>(stop - first);
    if (kept != at && count != 0) {
        std::memmove(buffer.data() + kept, first, count);
    }
    kept += count;
    at += count;
    hold_to_limits();
}

/// True when `byte` ends the record.
bool CsvReader::State::take(char byte) {
    if (place == Place::quoted) {
        if (byte == '"') {
            place = Place::after_quote;
        } else {
            keep(byte);
        }
        return false;
    }
    if (byte == separator || byte == '\n' || byte == '\r') {
        end_cell();
        return byte != separator;
    }
    if (byte != '"') {
        if (place == Place::after_quote) {
            note(ErrorCode::sheet_quote);
        }
        place = Place::plain;
        keep(byte);
        return false;
    }
    if (place == Place::plain) {
        note(ErrorCode::sheet_quote);
    }
    if (place == Place::after_quote) {
        keep('"');
    }
    place = place == Place::plain ? Place::plain : Place::quoted;
    return false;
}

void CsvReader::State::keep(char byte) {
    buffer[kept++] = byte;
    hold_to_limits();
}

void CsvReader::State::hold_to_limits() {
    auto const length = kept - begin;
    if (length - cell_begin > max_cell_bytes || length > max_record_bytes) {
        note(ErrorCode::sheet_too_long);
    }
}

void CsvReader::State::end_cell() {
    // Separators alone must not fill the memory either.
    if (cells.size() == max_cells) {
        note(ErrorCode::sheet_too_long);
        cells.clear();
    }
    auto const length = kept - begin;
    cells.push_back({cell_begin, length - cell_begin});
    cell_begin = length;
    place = Place::cell_start;
}

/// Ends the last record of a file that does not end in a line feed.
void CsvReader::State::end_of_file() {
    if (place == Place::quoted) {
        note(ErrorCode::sheet_quote);
    }
    if (begun) {
        end_cell();
    }
}

void CsvReader::State::note(ErrorCode code) {
    if (!fault) {
        fault = Fault{code, static_cast<std::uint32_t>(cells.size() + 1)};
    }
}

bool CsvReader::State::is_blank() const {
    return std::all_of(cells.begin(), cells.end(), [](Span cell) { return cell.length == 0; });
}

Status CsvReader::State::fill_row() {
    row.number = number;
    row.cells.clear();
    for (auto const& cell : cells) {
        auto const text = std::string_view(buffer.data() + begin + cell.begin, cell.length);
        if (auto const bad = encoding_fault(text)) {
            auto const column = static_cast<std::uint32_t>(row.cells.size() + 1);
            return Error{ErrorCode::sheet_encoding, position(column), hexadecimal(text[*bad]), {}};
        }
        row.cells.push_back(text);
    }
    return {};
}

/// Reads one record, blank or not; false when the file has no more.
Result<bool> CsvReader::State::read_record() {
    start_record();
    while (!scan()) {
        given_up = fault && passed_over > max_passed_over_bytes;
        if (at_end_of_file || given_up) {
            end_of_file();
            break;
        }
        if (auto const read = refill(); !read) {
            return read.error();
        }
    }
    number += begun ? 1 : 0;
    return begun;
}

CsvReader::CsvReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

Result<CsvReader> CsvReader::open(std::filesystem::path const& path) {
    auto file = bytes::TextFile::open(path);
    if (!file) {
        return file.error();
    }
    auto state = std::make_unique<State>(*std::move(file), path.string());
    if (auto const read = state->refill(); !read) {
        return read.error();
    }
    state->separator = separator_of({state->buffer.data(), state->end});
    state->ordinary.fill(true);
    for (auto const byte : {state->separator, '"', '\r', '\n'}) {
        state->ordinary[static_cast<unsigned char>(byte)] = false;
    }
    return CsvReader{std::move(state)};
}

Result<Row*> CsvReader::next() {
    auto& state = *state_;
    while (!state.given_up) {
        auto const read = state.read_record();
        if (!read) {
            return read.error();
        }
        if (!*read) {
            break;
        }
        if (state.fault) {
            return Error{state.fault->code, state.position(state.fault->column), {}, {}};
        }
        if (state.is_blank()) {
            continue;
        }
        if (state.number > max_records) {
            return Error{ErrorCode::sheet_too_long, state.position(0), {}, {}};
        }
        auto const filled = state.fill_row();
        return filled ? Result<Row*>(&state.row) : filled.error();
    }
    return nullptr;
}

void append_csv(std::string& out, std::vector<std::string> const& cells) {
    auto separator = std::string_view{};
    for (auto const& cell : cells) {
        out += separator;
        separator = ",";
        // A spreadsheet would run such a cell as a formula.
        auto const formula = cell.find_first_of("=+-@\t\r") == 0;
        auto const quoted = cell.find_first_of("\",\r\n") != std::string::npos;
        out += quoted ? "\"" : "";
        out += formula ? "'" : "";
        for (auto const letter : cell) {
            out.append(letter == '"' ? 2 : 1, letter);
        }
        out += quoted ? "\"" : "";
    }
    out += "\r\n";
}

}  // namespace almoner::sheet
