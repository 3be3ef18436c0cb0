#include "report/html.hpp"

#include "core/check.hpp"

namespace almoner::report {

namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light; }
body { font: 13px/1.45 "Noto Sans", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif; margin: 2rem auto; max-width: 110rem;
  padding: 0 1.5rem; color: #1c2733; background: #fff; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2.25rem 0 .5rem; border-bottom: 2px solid #b3382c; padding-bottom: .2rem; }
p { margin: .25rem 0; color: #45525f; } .scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .5rem; text-align: left; border-bottom: 1px solid #dfe4e8; white-space: nowrap; }
th { background: #f4f6f7; font-weight: 600; position: sticky; top: 0; } .number { text-align: right; }
tbody tr:hover { background: #faf6ec; } td.wide { white-space: normal; min-width: 22rem; }
@media print { body { margin: 0; font-size: 10px; } tr { break-inside: avoid; } }
)";

/// Longer than this and a cell may break into lines.
constexpr std::size_t long_text = 60;

}  // namespace

std::string escaped(std::string_view text) {
    std::string out;
    for (auto const letter : text) {
        switch (letter) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += letter;
        }
    }
    return out;
}

HtmlPage::HtmlPage(std::string_view language, std::string_view title) {
    body_ = "<!DOCTYPE html>\n<html lang=\"" + escaped(language) + "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" +
            escaped(title) + "</title>\n<style>" + std::string(style) + "</style>\n</head>\n<body>\n<h1>" +
            escaped(title) + "</h1>\n";
}

void HtmlPage::heading(std::string_view text) { body_ += "<h2>" + escaped(text) + "</h2>\n"; }

void HtmlPage::paragraph(std::string_view text) { body_ += "<p>" + escaped(text) + "</p>\n"; }

void HtmlPage::begin_table(std::vector<Column> columns) {
    columns_ = std::move(columns);
    body_ += "<div class=\"scroll\"><table>\n<thead><tr>";
    for (auto const& column : columns_) {
        body_ += column.align == Align::right ? "<th class=\"number\">" : "<th>";
        body_ += escaped(column.title) + "</th>";
    }
    body_ += "</tr></thead>\n<tbody>\n";
}

void HtmlPage::row(std::vector<std::string> const& cells) {
    check(cells.size() == columns_.size(), "a row has a cell for every column");
    body_ += "<tr>";
    for (std::size_t at = 0; at < cells.size(); ++at) {
        body_ += columns_[at].align == Align::right ? "<td class=\"number\">"
                 : cells[at].size() > long_text     ? "<td class=\"wide\">"
                                                    : "<td>";
        body_ += escaped(cells[at]) + "</td>";
    }
    body_ += "</tr>\n";
}

void HtmlPage::end_table() { body_ += "</tbody></table></div>\n"; }

std::string HtmlPage::finish() const { return body_ + "</body>\n</html>\n"; }

}  // namespace almoner::report
