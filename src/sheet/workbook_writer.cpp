#include "sheet/workbook_writer.hpp"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/utf8.hpp"

namespace almoner::sheet {

namespace {

constexpr std::size_t name_units = 31;     // of UTF-16, as spreadsheets count
constexpr lxw_col_t columns_of_text = 63;  // the last of those that take text
constexpr int column_width = 20;
constexpr std::uint8_t text_format = 0x31;  // "@", ECMA-376 part 1, 18.8.30
constexpr time_t any_moment = 1;            // zero would stand for now

/// By severity: normalised, warning, held, refused, stopped.
constexpr auto colours = std::to_array<lxw_color_t>({0xDDEBF7, 0xFFF2CC, 0xFFD966, 0xF4B084, 0xF4B084});

/// Whether XML 1.0 (2.2, Char) has that character.
bool in_xml(char32_t letter) {
    return letter >= ' ' ? letter != 0xFFFE && letter != 0xFFFF : letter == '\t' || letter == '\n' || letter == '\r';
}

/// Characters that XML lacks as ECMA-376 part 1, 22.9.2.19 (ST_Xstring) writes them: _x0007_.
std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string kept;
    while (!text.empty()) {
        auto const before = text;
        auto const letter = take_character(text);
        if (in_xml(letter)) {
            kept += before.substr(0, before.size() - text.size());
            continue;
        }
        kept += "_x";
        for (auto const shift : {12U, 8U, 4U, 0U}) {
            kept += digits[(letter >> shift) & 0xFU];
        }
        kept += '_';
    }
    return kept;
}

std::string sheet_name(std::string_view wanted, std::size_t units) {
    constexpr auto none = std::u32string_view::npos;
    std::string name;
    while (!wanted.empty()) {
        auto const before = wanted;
        auto const letter = take_character(wanted);
        auto const width = letter > 0xFFFF ? 2U : 1U;
        if (width > units) {
            break;
        }
        units -= width;
        auto const forbidden = !in_xml(letter) || std::u32string_view(U"[]:*?/\\'\t\n\r").find(letter) != none;
        name += forbidden ? "_" : before.substr(0, before.size() - wanted.size());
    }
    return name.empty() ? "_" : name;
}

std::string small(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char one) { return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one; });
    return name;
}

}  // namespace

struct WorkbookWriter::State {
    std::string path;
    std::unique_ptr<lxw_workbook, decltype([](lxw_workbook* one) { lxw_workbook_free(one); })> book;
    lxw_worksheet* sheet = nullptr;  ///< the workbook's
    lxw_format* plain = nullptr;     ///< the workbook's, as are these
    std::array<lxw_format*, colours.size()> coloured{};
    std::vector<std::string> names;  ///< of the sheets, in small letters

    [[nodiscard]] Error fault(lxw_error number) const {
        auto const beyond = number == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE;
        return {beyond ? ErrorCode::workbook_rows : ErrorCode::file_io,
                {path, {}, 0, 0},
                beyond ? "" : lxw_strerror(number),
                {}};
    }

    [[nodiscard]] Status outcome(lxw_error number) const {
        return number == LXW_NO_ERROR ? Status{} : Status{fault(number)};
    }

    [[nodiscard]] lxw_format* new_format(std::optional<lxw_color_t> colour) const {
        auto* format = workbook_add_format(book.get());
        if (format != nullptr) {
            format_set_num_format_index(format, text_format);
            if (colour) {
                format_set_bg_color(format, *colour);
            }
        }
        return format;
    }

    [[nodiscard]] lxw_format* format_of(std::optional<Severity> severity) const {
        return severity ? coloured[static_cast<std::size_t>(*severity)] : plain;
    }

    /// The name itself, or with the first number that makes it another than all before.
    [[nodiscard]] std::string unused(std::string_view wanted) const {
        auto name = sheet_name(wanted, name_units);
        for (auto number = 2; std::find(names.begin(), names.end(), small(name)) != names.end(); ++number) {
            auto const tail = " " + std::to_string(number);
            name = sheet_name(wanted, name_units - tail.size()) + tail;
        }
        return name;
    }
};

WorkbookWriter::WorkbookWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
WorkbookWriter::WorkbookWriter(WorkbookWriter&&) noexcept = default;
WorkbookWriter& WorkbookWriter::operator=(WorkbookWriter&&) noexcept = default;
WorkbookWriter::~WorkbookWriter() = default;

Result<WorkbookWriter> WorkbookWriter::create(std::filesystem::path const& path) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    auto state = std::make_unique<State>();
    state->path = path.string();
    state->book.reset(workbook_new_opt(state->path.c_str(), &options));
    if (!state->book) {
        return state->fault(LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    lxw_doc_properties properties{};
    properties.created = any_moment;
    if (auto const set = workbook_set_properties(state->book.get(), &properties); set != LXW_NO_ERROR) {
        return state->fault(set);
    }
    state->plain = state->new_format({});
    std::transform(colours.begin(), colours.end(), state->coloured.begin(),
                   [&](auto colour) { return state->new_format(colour); });
    if (state->plain == nullptr ||
        std::find(state->coloured.begin(), state->coloured.end(), nullptr) != state->coloured.end()) {
        return state->fault(LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    return WorkbookWriter(std::move(state));
}

Status WorkbookWriter::begin_sheet(std::string_view name) {
    auto& state = *state_;
    auto const unused = state.unused(name);
    state.sheet = workbook_add_worksheet(state.book.get(), unused.c_str());
    if (state.sheet == nullptr) {
        return state.fault(LXW_ERROR_CREATING_TMPFILE);
    }
    state.names.push_back(small(unused));
    return state.outcome(worksheet_set_column(state.sheet, 0, columns_of_text, column_width, state.plain));
}

Status WorkbookWriter::write(Place place, std::string_view text, std::optional<Severity> colour) {
    auto& state = *state_;
    check(state.sheet != nullptr && place.row > 0 && place.column > 0, "a cell stands on a sheet, from A1 on");
    auto const row = static_cast<lxw_row_t>(std::min<std::uint64_t>(place.row - 1, LXW_ROW_MAX));
    auto const column = static_cast<lxw_col_t>(place.column - 1);
    return state.outcome(
        worksheet_write_string(state.sheet, row, column, escaped(text).c_str(), state.format_of(colour)));
}

Status WorkbookWriter::comment(Place place, std::string_view text, Severity colour) {
    constexpr std::uint16_t width = 360;
    constexpr std::uint16_t height = 160;
    auto& state = *state_;
    check(state.sheet != nullptr && place.row > 0 && place.column > 0, "a cell stands on a sheet, from A1 on");
    lxw_comment_options options{};
    options.width = width;
    options.height = height;
    options.color = colours[static_cast<std::size_t>(colour)];
    auto const row = static_cast<lxw_row_t>(std::min<std::uint64_t>(place.row - 1, LXW_ROW_MAX));
    auto const column = static_cast<lxw_col_t>(place.column - 1);
    return state.outcome(worksheet_write_comment_opt(state.sheet, row, column, escaped(text).c_str(), &options));
}

Status WorkbookWriter::close() {
    // The library frees the workbook while it closes it, whatever comes of that.
    return state_->outcome(workbook_close(state_->book.release()));
}

}  // namespace almoner::sheet
