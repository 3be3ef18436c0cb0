#include "report/marked_list.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "sheet/row_reader.hpp"
#include "sheet/workbook_writer.hpp"

namespace almoner::report {

namespace {

using Findings = std::vector<Finding const*>;
using RowPlace = std::pair<std::string, std::uint64_t>;  ///< sheet and row

std::string in_both(MarkedList const& list, std::string const& key) {
    return list.chinese.get(key) + " / " + list.english.get(key);
}

std::string remedy(settings::Texts const& texts, Finding const& finding) {
    return texts.get("code." + std::string(text_of(finding.code)), finding.arguments);
}

/// What is said of one cell: each finding's code, then what to do.
std::string comment_of(MarkedList const& list, Findings const& findings) {
    std::string text;
    for (auto const* finding : findings) {
        text += (text.empty() ? "" : "\n\n") + std::string(text_of(finding->code)) + "\n" +
                remedy(list.chinese, *finding) + "\n" + remedy(list.english, *finding);
    }
    return text;
}

/// The rows of a list on their way into the workbook.
class Rows {
public:
    Rows(MarkedList const& list, sheet::WorkbookWriter& workbook) : list_(list), workbook_(workbook) {
        for (auto const& finding : list.findings) {
            auto const& place = finding.position;
            if (place.file == list.rows.filename() && place.row != 0) {
                // What speaks of a whole row is said at its first cell.
                found_[{place.sheet, place.row}][std::max(place.column, 1U)].push_back(&finding);
            }
        }
    }

    /// A fault of the file ends it early; it is among the findings already.
    Status write() {
        auto reader = sheet::RowReader::open(list_.rows);
        if (!reader) {
            return {};
        }
        for (;;) {
            auto const row = reader->next();
            if (row && !*row) {
                return {};
            }
            auto const fault = row ? Position{} : row.error().position;
            if (!row && fault.row <= last_row_) {
                return {};
            }
            auto const written = row ? write_row(**row) : write_row({.sheet_name = fault.sheet, .number = fault.row});
            // Behind a record that cannot be read, text goes on.
            if (!written || (!row && !reader->is_csv())) {
                return written;
            }
        }
    }

private:
    Status write_row(sheet::Row const& row) {
        last_row_ = row.number;
        if (!sheet_ || *sheet_ != row.sheet_name) {
            auto const name = row.sheet_name.empty() ? list_.rows.stem().string() : std::string(row.sheet_name);
            if (auto const begun = workbook_.begin_sheet(name); !begun) {
                return begun;
            }
            sheet_ = row.sheet_name;
        }
        auto const marked = found_.find({std::string(row.sheet_name), row.number});
        return write_cells(row, marked == found_.end() ? std::map<std::uint32_t, Findings>() : marked->second);
    }

    Status write_cells(sheet::Row const& row, std::map<std::uint32_t, Findings> const& marks) {
        auto const columns = std::max(row.cells.size(), marks.empty() ? 0U : std::size_t{marks.rbegin()->first});
        for (std::uint32_t column = 1; column <= columns; ++column) {
            auto const text = column <= row.cells.size() ? row.cells[column - 1] : std::string_view();
            auto const mark = marks.find(column);
            auto const written = mark == marks.end() ? workbook_.write({row.number, column}, text)
                                                     : write_marked({row.number, column}, text, mark->second);
            if (!written) {
                return written;
            }
        }
        return {};
    }

    Status write_marked(sheet::WorkbookWriter::Place place, std::string_view text, Findings const& findings) {
        auto const* worst =
            *std::max_element(findings.begin(), findings.end(),
                              [](auto const* left, auto const* right) { return left->severity < right->severity; });
        if (auto const written = workbook_.write(place, text, worst->severity); !written) {
            return written;
        }
        return workbook_.comment(place, comment_of(list_, findings), worst->severity);
    }

    MarkedList const& list_;
    sheet::WorkbookWriter& workbook_;
    std::map<RowPlace, std::map<std::uint32_t, Findings>> found_;
    std::optional<std::string> sheet_;  ///< name of the current one
    std::uint64_t last_row_ = 0;
};

std::string number_or_nothing(std::uint64_t number) { return number == 0 ? "" : std::to_string(number); }

Status write_line(sheet::WorkbookWriter& workbook, std::uint64_t row, std::vector<std::string> const& cells,
                  std::optional<Severity> colour = {}) {
    std::uint32_t column = 0;
    for (auto const& cell : cells) {
        ++column;
        if (auto const written = workbook.write({row, column}, cell, column == 1 ? colour : std::nullopt); !written) {
            return written;
        }
    }
    return {};
}

Status write_findings(MarkedList const& list, sheet::WorkbookWriter& workbook) {
    if (auto const begun = workbook.begin_sheet(list.chinese.get("marked_list.findings") + " " +
                                                list.english.get("marked_list.findings"));
        !begun) {
        return begun;
    }
    std::vector<std::string> heading;
    for (auto const* key : {"severity", "file", "sheet", "row", "column", "code", "value", "what_to_do"}) {
        heading.push_back(in_both(list, std::string("marked_list.") + key));
    }
    std::uint64_t row = 1;
    if (auto const written = write_line(workbook, row, heading); !written) {
        return written;
    }
    for (auto const& finding : list.findings) {
        auto const& place = finding.position;
        auto const written = write_line(
            workbook, ++row,
            {in_both(list, "severity." + std::string(text_of(finding.severity))), place.file, place.sheet,
             number_or_nothing(place.row), number_or_nothing(place.column), std::string(text_of(finding.code)),
             finding.value, remedy(list.chinese, finding), remedy(list.english, finding)},
            finding.severity);
        if (!written) {
            return written;
        }
    }
    return {};
}

}  // namespace

Status write_marked_list(MarkedList const& list, std::filesystem::path const& path) {
    auto workbook = sheet::WorkbookWriter::create(path);
    if (!workbook) {
        return workbook.error();
    }
    if (auto const written = Rows(list, *workbook).write(); !written) {
        return written;
    }
    if (auto const written = write_findings(list, *workbook); !written) {
        return written;
    }
    return workbook->close();
}

}  // namespace almoner::report
