#include "settings/rendering.hpp"

#include <algorithm>

#include "core/names.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

using Kind = Rendering::Kind;

constexpr Names<3> kinds = {"workbook", "delimited", "fixed"};
constexpr Names<2> alignments = {"left", "right"};
constexpr Names<2> encodings = {"UTF-8", "GB18030"};
constexpr Names<3> separators = {"comma", "semicolon", "tab"};
constexpr std::string_view separator_letters = ",;\t";
constexpr std::uint64_t widest = 1000;

Rendering::Column read_column(TomlTable& table, Kind kind) {
    Rendering::Column column;
    column.heading = table.text("heading");
    column.value = table.text("value");
    if (kind == Kind::fixed) {
        column.width = table.count("width");
        column.align = table.choice("align", alignments, std::optional(Rendering::Align::left));
        if (column.width == 0 || column.width > widest) {
            table.fail("width", std::to_string(column.width));
        }
    }
    return column;
}

/// What the kind has and others do not.
void read_shape(Rendering& rendering, TomlTable& table) {
    enum class Separator { comma, semicolon, tab };
    if (rendering.kind == Kind::workbook) {
        rendering.sheet = table.text("sheet");
        return;
    }
    rendering.encoding = table.choice("encoding", encodings, std::optional(FileEncoding::utf8));
    if (rendering.kind == Kind::delimited) {
        auto const separator = table.choice("separator", separators, std::optional(Separator::comma));
        rendering.separator = separator_letters[static_cast<std::size_t>(separator)];
    }
}

/// The file goes beside the message under its name, so it must not take the name of another.
bool is_extension(std::string_view text) {
    constexpr auto* plain = "abcdefghijklmnopqrstuvwxyz0123456789";
    return !text.empty() && text.find_first_not_of(plain) == std::string_view::npos && text != "xml" && text != "p7s";
}

/// Whether a column is one of these fields and nothing else, so that it can be compared with the signed file.
bool has_column_of(Rendering const& rendering, std::string_view fields) {
    auto const is_one = [&](auto const& column) {
        auto const& value = column.value;
        auto const is_field = value.size() > 2 && value.front() == '{' && value.find('}') == value.size() - 1;
        auto const name = is_field ? std::string_view(value).substr(1, value.size() - 2) : std::string_view{};
        return is_field && (" " + std::string(fields) + " ").find(" " + std::string(name) + " ") != std::string::npos;
    };
    return std::any_of(rendering.columns.begin(), rendering.columns.end(), is_one);
}

}  // namespace

Result<Rendering> load_rendering(std::filesystem::path const& file) {
    auto table = TomlTable::load(file);
    if (!table) {
        return table.error();
    }
    Rendering rendering;
    rendering.id = file.stem().string();
    rendering.name = table->text("name");
    rendering.kind = table->choice<Kind>("kind", kinds);
    rendering.extension = table->text("extension");
    if (!is_extension(rendering.extension)) {
        table->fail("extension", rendering.extension);
    }
    read_shape(rendering, *table);
    rendering.head = table->has("head") ? table->text_rows("head") : std::vector<Rendering::Cells>();
    rendering.foot = table->has("foot") ? table->text_rows("foot") : std::vector<Rendering::Cells>();
    rendering.headings = table->truth_or("headings", true);
    for (auto& column : table->tables("column")) {
        rendering.columns.push_back(read_column(column, rendering.kind));
    }
    for (auto const* fields : {"creditor_account creditor_iban", "creditor_name", "amount amount_minor"}) {
        if (!has_column_of(rendering, fields)) {
            table->fail("column", fields);
        }
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return rendering;
}

}  // namespace almoner::settings
