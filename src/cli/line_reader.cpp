#include "cli/line_reader.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace almoner::cli {

namespace {

constexpr std::size_t buffer_size = 1 << 16;

}  // namespace

LineReader::LineReader(int descriptor) : descriptor_(descriptor), buffer_(buffer_size) {}

Result<std::optional<InputLine>> LineReader::next() {
    for (std::size_t seen = 0;;) {
        auto const end = unread().find('\n', seen);
        if (end != std::string_view::npos) {
            return std::optional(take(end, end + 1));
        }
        seen = unread().size();
        if (seen > longest + 1) {
            return cut();
        }
        auto const filled = fill();
        if (!filled) {
            return filled.error();
        }
        if (!*filled) {
            return seen == 0 ? std::nullopt : std::optional(take(seen, seen));
        }
    }
}

bool LineReader::has_line() const { return unread().find('\n') != std::string_view::npos; }

Result<bool> LineReader::fill() {
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
              buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
    end_ -= begin_;
    begin_ = 0;
    for (;;) {
        auto const count = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
        if (count >= 0) {
            end_ += static_cast<std::size_t>(count);
            return count > 0;
        }
        if (errno != EINTR) {
            return Error{ErrorCode::file_io, {}, std::strerror(errno), {}};
        }
    }
}

InputLine LineReader::take(std::size_t length, std::size_t taken) {
    auto text = unread().substr(0, length);
    begin_ += taken;
    if (!text.empty() && text.back() == '\r') {
        text.remove_suffix(1);
    }
    return {text.substr(0, longest), text.size() <= longest};
}

Result<std::optional<InputLine>> LineReader::cut() {
    beginning_ = unread().substr(0, longest);
    for (;;) {
        auto const end = std::min(unread().find('\n'), unread().size());
        auto const ended = end < unread().size();
        begin_ += ended ? end + 1 : end;
        auto const filled = ended ? Result<bool>(false) : fill();
        if (!filled) {
            return filled.error();
        }
        if (!*filled) {
            return std::optional(InputLine{beginning_, false});
        }
    }
}

}  // namespace almoner::cli
