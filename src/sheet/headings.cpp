#include "sheet/headings.hpp"

#include <algorithm>
#include <array>

#include "bytes/unicode.hpp"

namespace almoner::sheet {

namespace {

constexpr std::array<std::string_view, 3> wan_units = {"万元", "单位:万元", "万"};
constexpr std::array<std::string_view, 8> plain_units = {"元",  "单位:元", "人民币", "人民币元",
                                                         "rmb", "yuan",    "€",      "$"};

template <class Units>
bool is_one_of(Units const& units, std::string_view text) {
    return std::find(units.begin(), units.end(), text) != units.end();
}

bool is_currency_code(std::string_view text) {
    return text.size() == 3 &&
           std::all_of(text.begin(), text.end(), [](char letter) { return letter >= 'a' && letter <= 'z'; });
}

/// "amount(cny)" as "amount" and "cny"; nothing in brackets at the end: the whole and nothing.
std::pair<std::string_view, std::string_view> without_brackets(std::string_view text) {
    auto const open = text.rfind('(');
    if (open == std::string_view::npos || open == 0 || text.back() != ')') {
        return {text, {}};
    }
    return {text.substr(0, open), text.substr(open + 1, text.size() - open - 2)};
}

bool begins_with_any(std::string_view text, std::vector<std::string> const& words) {
    auto const begins = comparable(text);
    return std::any_of(words.begin(), words.end(), [&](auto const& word) { return begins.starts_with(word); });
}

}  // namespace

std::string comparable(std::string_view heading) {
    auto const ascii = std::all_of(heading.begin(), heading.end(),
                                   [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
    std::string dense;
    for (auto const letter : ascii ? std::string(heading) : bytes::nfkc(heading)) {
        auto const blank = letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r';
        if (!blank) {
            dense += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        }
    }
    return dense;
}

Words::Words(std::vector<Word> const& words) {
    for (auto const& word : words) {
        auto text = comparable(word.text);
        switch (word.use) {
            case WordUse::total: totals_.push_back(std::move(text)); break;
            case WordUse::footer: footers_.push_back(std::move(text)); break;
            case WordUse::value: values_.emplace(std::pair(word.field, std::move(text)), word.value); break;
            default:
                headings_.emplace(std::move(text), Meaning{word.field, word.use});
                headings_.emplace(word.field, Meaning{word.field, WordUse::is});
        }
    }
}

std::optional<Words::Meaning> Words::heading(std::string_view text) const {
    auto const whole = comparable(text);
    if (auto const found = headings_.find(whole); found != headings_.end()) {
        return found->second;
    }
    auto const [name, unit] = without_brackets(whole);
    auto const found = headings_.find(name);
    if (unit.empty() || found == headings_.end()) {
        return std::nullopt;
    }
    if (is_one_of(wan_units, unit)) {
        return found->second.field == "amount" ? std::optional(Meaning{"amount_wan", found->second.use}) : std::nullopt;
    }
    auto const known = is_one_of(plain_units, unit) || is_currency_code(unit);
    return known ? std::optional(found->second) : std::nullopt;
}

std::string_view Words::value(std::string_view field, std::string_view cell) const {
    auto const known = values_.find({std::string(field), comparable(cell)});
    return known == values_.end() ? cell : std::string_view(known->second);
}

bool Words::is_total(std::string_view text) const {
    // A person may be called as a total's first syllable, so the whole word must stand there.
    auto const whole = comparable(text);
    auto const bare = std::string_view(whole).substr(0, whole.find_first_of(":("));
    return std::any_of(totals_.begin(), totals_.end(), [&](auto const& word) { return word == bare; });
}

bool Words::is_footer(std::string_view text) const { return begins_with_any(text, footers_); }

}  // namespace almoner::sheet
