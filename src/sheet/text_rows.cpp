#include "sheet/text_rows.hpp"

#include <algorithm>

#include "bytes/charset.hpp"
#include "core/utf8.hpp"

namespace almoner::sheet {

namespace {

constexpr std::size_t chunk_bytes = 64U << 10;
constexpr std::size_t most_line_bytes = 1U << 20;

std::string_view trimmed(std::string_view text) {
    auto const first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

/// The front of `text` that takes `width` bytes in `encoding`, cut off it.
std::string_view take_width(std::string_view& text, std::size_t width, FileEncoding encoding) {
    auto const whole = text;
    while (!text.empty() && width > 0) {
        auto const before = text;
        static_cast<void>(take_character(text));
        auto const size = bytes::encoded_size(encoding, before.substr(0, before.size() - text.size()));
        if (size > width) {
            text = before;
            break;
        }
        width -= size;
    }
    return whole.substr(0, whole.size() - text.size());
}

}  // namespace

void append_delimited(std::string& out, std::span<std::string const> cells, char separator) {
    auto const special = std::string("\"\r\n") + separator;
    for (std::size_t index = 0; index < cells.size(); ++index) {
        auto const& cell = cells[index];
        if (index > 0) {
            out += separator;
        }
        if (cell.find_first_of(special) == std::string::npos) {
            out += cell;
            continue;
        }
        out += '"';
        for (auto const letter : cell) {
            out.append(letter == '"' ? 2 : 1, letter);
        }
        out += '"';
    }
    out += "\r\n";
}

Status append_fixed(std::string& out, std::span<std::string const> cells, std::span<FixedColumn const> columns,
                    FileEncoding encoding) {
    for (std::size_t index = 0; index < columns.size(); ++index) {
        auto const cell = index < cells.size() ? std::string_view(cells[index]) : std::string_view{};
        auto const size = bytes::encoded_size(encoding, cell);
        auto const& column = columns[index];
        if (size > column.width) {
            Position const place{{}, {}, 0, static_cast<std::uint32_t>(index + 1)};
            return Error{ErrorCode::rendering_width, place, std::to_string(size), {std::to_string(column.width)}};
        }
        auto const blanks = std::string(column.width - size, ' ');
        out += column.right ? blanks : "";
        out += cell;
        out += column.right ? "" : blanks;
    }
    out += "\r\n";
    return {};
}

Result<FixedReader> FixedReader::open(std::filesystem::path const& path, std::vector<FixedColumn> columns,
                                      FileEncoding encoding) {
    auto file = bytes::TextFile::open(path);
    return file ? Result<FixedReader>(FixedReader(*std::move(file), path, std::move(columns), encoding)) : file.error();
}

Result<Row*> FixedReader::next() {
    for (;;) {
        auto const read = read_line();
        if (!read || !*read) {
            return read ? Result<Row*>(nullptr) : read.error();
        }
        ++row_.number;
        if (trimmed(line_).empty()) {
            continue;
        }
        auto const done = split();
        return done ? Result<Row*>(&row_) : done.error();
    }
}

/// The next line without its end. False after the last one.
Result<bool> FixedReader::read_line() {
    for (;;) {
        auto const end = waiting_.find('\n', at_);
        if (end != std::string::npos || (at_end_ && at_ < waiting_.size())) {
            auto const stop = std::min(end, waiting_.size());
            line_.assign(waiting_, at_, stop - at_);
            at_ = std::min(stop + 1, waiting_.size());
            line_.erase(line_.find_last_not_of('\r') + 1);
            return true;
        }
        if (at_end_) {
            return false;
        }
        waiting_.erase(0, at_);
        at_ = 0;
        if (waiting_.size() > most_line_bytes) {
            return Error{ErrorCode::sheet_too_long, {path_.string(), {}, row_.number + 1, 0}, {}, {}};
        }
        auto const kept = waiting_.size();
        waiting_.resize(kept + chunk_bytes);
        auto const count = file_.read(std::span(waiting_).subspan(kept));
        if (!count) {
            return count.error();
        }
        waiting_.resize(kept + *count);
        at_end_ = *count == 0;
    }
}

Status FixedReader::split() {
    if (first_utf8_fault(line_)) {
        return Error{ErrorCode::sheet_encoding, {path_.string(), {}, row_.number, 0}, {}, {}};
    }
    row_.cells.clear();
    auto rest = std::string_view(line_);
    for (auto const& column : columns_) {
        row_.cells.push_back(trimmed(take_width(rest, column.width, encoding_)));
    }
    // What stands behind the last column is seen, too.
    if (!trimmed(rest).empty()) {
        row_.cells.push_back(trimmed(rest));
    }
    return {};
}

}  // namespace almoner::sheet
