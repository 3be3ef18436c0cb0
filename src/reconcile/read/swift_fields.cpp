#include "reconcile/read/swift_fields.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace almoner::reconcile {

namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 20;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_capital(char letter) { return letter >= 'A' && letter <= 'Z'; }
bool is_letter_or_digit(char letter) {
    return is_digit(letter) || is_capital(letter) || (letter >= 'a' && letter <= 'z');
}

/// Fields of MT940 and MT942 (SWIFT category 9) and what banks add; anything else at a line's start is text.
constexpr auto tags =
    std::to_array<std::string_view>({"13", "13D", "20",  "21", "25", "25P", "28", "28C", "34F", "60F", "60M",
                                     "61", "62F", "62M", "64", "65", "65F", "86", "90C", "90D", "940", "NS"});

/// Fields of a message's head, which come before any entry.
constexpr auto head_tags =
    std::to_array<std::string_view>({"13", "13D", "21", "25", "25P", "28", "28C", "34F", "60F", "60M"});

template <class Tags>
bool is_one_of(std::string_view tag, Tags const& list) {
    return std::find(list.begin(), list.end(), tag) != list.end();
}

/// The tag of ":61:..." and what follows it; nothing when the line begins otherwise.
std::optional<std::pair<std::string_view, std::string_view>> split_tag(std::string_view line) {
    auto const end = line.starts_with(':') ? line.find(':', 1) : std::string_view::npos;
    auto const tag = end == std::string_view::npos || end > 4 ? std::string_view{} : line.substr(1, end - 1);
    if (!is_one_of(tag, tags)) {
        return std::nullopt;
    }
    return std::pair(tag, line.substr(end + 1));
}

/// "C140507EUR0,": mark, day and currency of a balance.
bool is_balance(std::string_view text) {
    constexpr std::size_t day_end = 7;
    return text.size() > day_end + 3 && is_letter_or_digit(text[0]) &&
           std::all_of(text.begin() + 1, text.begin() + day_end, is_digit) &&
           std::all_of(text.begin() + day_end, text.begin() + day_end + 3, is_capital);
}

bool begins_with_day(std::string_view text) {
    constexpr std::size_t digits = 6;
    return text.size() > digits && std::all_of(text.begin(), text.begin() + digits, is_digit);
}

/// "-", "-}", "-}{5:}" and, in national variants of ASCII, a letter in place of the brace.
bool is_end_of_message(std::string_view line) {
    if (!line.starts_with('-')) {
        return false;
    }
    constexpr std::size_t longest = 4;
    auto const rest = line.substr(1, line.find_last_not_of(" \t"));
    return rest.starts_with('}') || (rest.size() < longest && std::none_of(rest.begin(), rest.end(), [](char letter) {
                                         return is_letter_or_digit(letter) || letter == ' ' || letter == '-';
                                     }));
}

/// The blocks of a SWIFT envelope; a field may follow the opening of the fourth at once.
std::string_view without_envelope(std::string_view line) {
    auto const is_control = [](char letter) { return static_cast<unsigned char>(letter) < ' '; };
    line.remove_prefix(static_cast<std::size_t>(std::find_if_not(line.begin(), line.end(), is_control) - line.begin()));
    constexpr std::string_view text_block = "{4:";
    auto const at = line.starts_with("{") ? line.find(text_block) : std::string_view::npos;
    return at == std::string_view::npos ? line : line.substr(at + text_block.size());
}

}  // namespace

Error SwiftFields::too_long() const {
    return {ErrorCode::bank_file_malformed, {file_name_, {}, lines_ + 1, 0}, "line", {}};
}

Status SwiftFields::feed(std::string_view chunk) {
    for (auto const letter : chunk) {
        auto const follows_cr = std::exchange(after_cr_, letter == '\r');
        auto const follows_at = std::exchange(after_at_, letter == '@');
        if (letter == '\n' && follows_cr) {
            continue;
        }
        if (letter == '@' && follows_at) {
            line_.pop_back();
            after_at_ = false;
        } else if (letter != '\r' && letter != '\n') {
            line_ += letter;
            if (line_.size() > most_bytes) {
                return too_long();
            }
            continue;
        }
        if (auto const taken = end_line(); !taken) {
            return taken;
        }
    }
    return {};
}

Status SwiftFields::finish() {
    if (!line_.empty()) {
        if (auto const taken = end_line(); !taken) {
            return taken;
        }
    }
    if (held_) {
        auto const held = *std::exchange(held_, std::nullopt);
        if (auto const appended = append(held); !appended) {
            return appended;
        }
    }
    return end_field();
}

Status SwiftFields::end_line() {
    auto const line = std::exchange(line_, {});
    auto const taken = take_line(line);
    ++lines_;
    return taken;
}

Status SwiftFields::take_line(std::string_view line) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    line.remove_prefix(lines_ == 0 && line.starts_with(mark) ? mark.size() : 0);
    auto const bare = without_envelope(line);
    auto const field = split_tag(bare);
    if (held_) {
        // The line before was the beginning of a message only if this one goes on with its head.
        auto const held = *std::exchange(held_, std::nullopt);
        auto const begins = field && is_one_of(field->first, head_tags);
        auto const taken = begins ? begin_field("20", split_tag(held)->second) : append(held);
        if (!taken) {
            return taken;
        }
    }
    if (field && field->first == "20" && field_ && !closed_) {
        held_ = std::string(bare);
        return {};
    }
    if (field && is_field(field->first, field->second)) {
        return begin_field(field->first, field->second);
    }
    if (is_end_of_message(bare) || bare.starts_with("{1:")) {
        closed_ = true;
        return end_field();
    }
    return append(line);
}

/// Inside of a text only what has a field's shape is one.
bool SwiftFields::is_field(std::string_view tag, std::string_view text) const {
    if (!field_ || field_->tag != "86") {
        return true;
    }
    if (tag == "61") {
        return begins_with_day(text);
    }
    if (tag.starts_with('6')) {
        return is_balance(text);
    }
    return closed_ || !is_one_of(tag, head_tags);
}

Status SwiftFields::begin_field(std::string_view tag, std::string_view text) {
    if (auto const ended = end_field(); !ended) {
        return ended;
    }
    closed_ = tag.starts_with("62") || (closed_ && !tag.starts_with("6"));
    field_ = SwiftField{std::string(tag), std::string(text), lines_ + 1};
    return {};
}

Status SwiftFields::append(std::string_view line) {
    if (!field_) {
        return {};
    }
    field_->text += '\n';
    field_->text += line;
    return field_->text.size() > most_bytes ? Status{too_long()} : Status{};
}

Status SwiftFields::end_field() {
    if (!field_) {
        return {};
    }
    auto const field = *std::exchange(field_, std::nullopt);
    return take_(field);
}

bool begins_like_swift(std::string_view start) {
    // Orders, advices and confirmations have these; they begin like a statement and are none.
    for (auto const* other : {"\n:32A:", "\n:32B:", "\n:23B:"}) {
        if (start.find(other) != std::string_view::npos) {
            return false;
        }
    }
    std::size_t found = 0;
    SwiftFields fields("", [&](SwiftField const& field) {
        found += field.tag == "940" || field.tag == "NS" ? 0 : 1;
        return Status{};
    });
    // A fault further on does not make it another kind of file.
    if (fields.feed(start)) {
        static_cast<void>(fields.finish());
    }
    return found > 0;
}

}  // namespace almoner::reconcile
