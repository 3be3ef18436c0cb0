#include "xml/plain_pattern.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace almoner::xml {

namespace {

constexpr std::string_view with_meaning = R"(.\?*+{}()[]|^-&$)";

/// A letter that means itself, inside brackets and outside.
bool is_letter(char letter) {
    return letter >= ' ' && letter <= '~' && with_meaning.find(letter) == std::string_view::npos;
}

bool take(std::string_view& text, char letter) {
    auto const is_there = text.starts_with(letter);
    text.remove_prefix(is_there ? 1 : 0);
    return is_there;
}

std::optional<std::size_t> take_number(std::string_view& text) {
    std::size_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return fault == std::errc{} ? std::optional(number) : std::nullopt;
}

}  // namespace

std::optional<PlainPattern> PlainPattern::of(std::string_view pattern) {
    PlainPattern plain;
    while (!pattern.empty()) {
        auto const letters = take_letters(pattern);
        if (!letters || !take_count(pattern, plain.runs_.emplace_back(Run{*letters, 1, 1}))) {
            return std::nullopt;
        }
    }
    return plain;
}

/// One letter, or letters and ranges of them in brackets.
std::optional<std::bitset<128>> PlainPattern::take_letters(std::string_view& pattern) {
    std::bitset<128> letters;
    auto const in_brackets = take(pattern, '[');
    do {
        if (pattern.empty() || !is_letter(pattern.front())) {
            return std::nullopt;
        }
        auto const first = pattern.front();
        pattern.remove_prefix(1);
        auto last = first;
        if (in_brackets && take(pattern, '-')) {
            if (pattern.empty() || !is_letter(pattern.front()) || pattern.front() < first) {
                return std::nullopt;
            }
            last = pattern.front();
            pattern.remove_prefix(1);
        }
        for (auto letter = first; letter <= last; ++letter) {
            letters.set(static_cast<unsigned char>(letter));
        }
    } while (in_brackets && !take(pattern, ']'));
    return letters;
}

/// "{2}", "{1,35}", "{2,}", "?", "*", "+" or nothing.
bool PlainPattern::take_count(std::string_view& pattern, Run& run) {
    constexpr auto any_number = std::numeric_limits<std::size_t>::max();
    if (take(pattern, '?') || take(pattern, '*') || take(pattern, '+')) {
        auto const sign = *(pattern.data() - 1);
        run.least = sign == '+' ? 1 : 0;
        run.most = sign == '?' ? 1 : any_number;
        return true;
    }
    if (!take(pattern, '{')) {
        return true;
    }
    auto const least = take_number(pattern);
    auto most = least;
    if (take(pattern, ',')) {
        most = pattern.starts_with('}') ? any_number : take_number(pattern);
    }
    run.least = least.value_or(0);
    run.most = most.value_or(0);
    return least && most && run.least <= run.most && take(pattern, '}');
}

bool PlainPattern::surely_matches(std::string_view text) const {
    for (auto const& run : runs_) {
        auto const most = std::min(run.most, text.size());
        std::size_t count = 0;
        while (count < most && static_cast<unsigned char>(text[count]) < 128 &&
               run.letters.test(static_cast<unsigned char>(text[count]))) {
            ++count;
        }
        if (count < run.least) {
            return false;
        }
        text.remove_prefix(count);
    }
    return text.empty();
}

}  // namespace almoner::xml
