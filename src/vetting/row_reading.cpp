#include "vetting/row_reading.hpp"

#include <algorithm>
#include <array>

#include "bytes/unicode.hpp"

namespace almoner::vetting {

namespace {

constexpr std::array<std::string_view, 3> invisible = {"\u200B", "\u200E", "\uFEFF"};

}  // namespace

// Codes have nothing but ASCII letters, digits and marks; all else comes from the keyboard or the spreadsheet.
std::string as_code(std::string_view text) {
    auto const plain = std::all_of(text.begin(), text.end(),
                                   [](char letter) { return letter > ' ' && letter < 0x7F && letter != '\''; });
    if (plain) {
        return std::string(text);
    }
    std::string clean;
    auto const narrow = bytes::nfkc(text);
    for (auto rest = std::string_view(narrow); !rest.empty();) {
        auto const hidden =
            std::find_if(invisible.begin(), invisible.end(), [rest](auto mark) { return rest.starts_with(mark); });
        if (hidden != invisible.end()) {
            rest.remove_prefix(hidden->size());
            continue;
        }
        auto const letter = rest.front();
        rest.remove_prefix(1);
        if (letter != ' ' && letter != '\t' && letter != '\n' && letter != '\r') {
            clean += letter;
        }
    }
    // An apostrophe keeps a spreadsheet from taking the text for a number.
    clean.erase(0, clean.starts_with('\'') ? 1 : 0);
    return clean;
}

RowReading::RowReading(Terms const& row_terms, sheet::Columns const& row_columns, sheet::Row const& one)
    : terms(row_terms), columns(row_columns),
      row(one), checked{Line{.amount = Money::zero(row_terms.programme.currency)}, {}, {}} {
    line().number = LineNumber::of_csv_record(row.number);
    line().number.sheet = static_cast<std::uint8_t>(line().number.sheet + row.sheet);
}

std::string RowReading::code_cell(std::string_view column) {
    auto const text = cell(column);
    auto clean = as_code(text);
    if (clean != text) {
        find(ErrorCode::value_normalised, column, "");
    }
    return clean;
}

void RowReading::find(ErrorCode code, std::string_view column, std::string value, std::vector<std::string> arguments) {
    checked.findings.push_back(finding_of({code, {}, std::move(value), std::move(arguments)}, at(column)));
}

void RowReading::find(Error const& error, std::string_view column, std::string value) {
    find(error.code, column, std::move(value), error.arguments);
}

void RowReading::find(settings::Rule const& rule, std::string_view column, std::string value,
                      std::vector<std::string> arguments) {
    checked.findings.push_back(finding_of_rule(rule, at(column), std::move(value), std::move(arguments)));
}

settings::Rule const* RowReading::rule(ErrorCode code) const {
    auto const* found = terms.rules.find(code);
    return found != nullptr && found->concerns(checked.line.category) ? found : nullptr;
}

Position RowReading::at(std::string_view column) const {
    return {terms.file, std::string(row.sheet_name), row.number, columns.number_of(column)};
}

}  // namespace almoner::vetting
