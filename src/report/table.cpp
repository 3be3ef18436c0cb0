#include "report/table.hpp"

#include <algorithm>

#include "core/json.hpp"

namespace almoner::report {

namespace {

template <Money Sums::*part>
std::string amount(Sums const& sums) {
    return to_grouped_text(sums.*part);
}

/// Columns a text takes on a terminal: Chinese characters take two.
std::size_t width_of(std::string_view text) {
    std::size_t width = 0;
    for (auto const letter : text) {
        auto const byte = static_cast<unsigned char>(letter);
        width += byte < 0x80 ? 1 : byte >= 0xE0 ? 2 : byte >= 0xC0 ? 1 : 0;
    }
    return width;
}

using Cells = std::vector<std::string>;

std::vector<std::size_t> widths_of(std::vector<Cells> const& rows) {
    std::vector<std::size_t> widths(rows.front().size());
    for (auto const& row : rows) {
        for (std::size_t at = 0; at < row.size(); ++at) {
            widths[at] = std::max(widths[at], width_of(row[at]));
        }
    }
    return widths;
}

void append_row(std::string& out, Cells const& row, std::vector<std::size_t> const& widths) {
    for (std::size_t at = 0; at < row.size(); ++at) {
        auto const padding = std::string(widths[at] - width_of(row[at]), ' ');
        out += at == 0 ? row[at] + padding : "  " + padding + row[at];
    }
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
}

}  // namespace

std::vector<ControlColumn> const& control_columns() {
    static std::vector<ControlColumn> const columns = {
        {"report.persons", [](Sums const& sums) { return std::to_string(sums.persons.count()); }},
        {"report.person_times", [](Sums const& sums) { return std::to_string(sums.person_times); }},
        {"report.to_persons", amount<&Sums::to_persons>},
        {"report.forwarded", amount<&Sums::forwarded>},
        {"report.planned", amount<&Sums::planned>},
        {"report.paid", amount<&Sums::paid>},
        {"report.returned", amount<&Sums::returned>},
        {"report.rejected", amount<&Sums::rejected>},
        {"report.in_flight", amount<&Sums::in_flight>},
        {"report.held", amount<&Sums::held>},
        {"report.refused", amount<&Sums::refused>},
        {"report.cancelled", amount<&Sums::cancelled>},
        {"report.cash", amount<&Sums::cash>},
        {"report.in_kind", amount<&Sums::in_kind>},
        {"report.difference", [](Sums const& sums) { return to_grouped_text(sums.difference()); }},
    };
    return columns;
}

std::string control_json_line(std::string const& programme, Sums const& sums) {
    JsonLine json;
    json.field("programme", std::string_view(programme)).field("currency", sums.planned.currency().code());
    json.field("persons", static_cast<std::int64_t>(sums.persons.count()))
        .field("person_times", static_cast<std::int64_t>(sums.person_times));
    json.field("to_persons", sums.to_persons).field("forwarded", sums.forwarded).field("planned", sums.planned);
    json.field("paid", sums.paid).field("returned", sums.returned).field("rejected", sums.rejected);
    json.field("in_flight", sums.in_flight).field("held", sums.held).field("refused", sums.refused);
    json.field("cancelled", sums.cancelled).field("cash", sums.cash).field("in_kind", sums.in_kind);
    return json.field("difference", sums.difference()).text();
}

std::string control_table(std::map<std::string, Sums> const& programmes, settings::Texts const& texts) {
    std::vector<Cells> rows(1);
    rows.front().push_back(texts.get("report.programme"));
    for (auto const& column : control_columns()) {
        rows.front().push_back(texts.get(column.key));
    }
    for (auto const& [programme, sums] : programmes) {
        auto& row = rows.emplace_back();
        row.push_back(programme);
        for (auto const& column : control_columns()) {
            row.push_back(column.value(sums));
        }
    }
    auto const widths = widths_of(rows);
    std::string out;
    for (auto const& row : rows) {
        append_row(out, row, widths);
    }
    return out;
}

}  // namespace almoner::report
