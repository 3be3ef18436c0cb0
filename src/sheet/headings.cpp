#include "sheet/headings.hpp"

#include <algorithm>
#include <array>

#include "bytes/unicode.hpp"
#include "core/utf8.hpp"

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

AmountUnit unit_of(std::string_view unit) {
    if (is_one_of(wan_units, unit)) {
        return AmountUnit::ten_thousand;
    }
    return is_one_of(plain_units, unit) || is_currency_code(unit) ? AmountUnit::one : AmountUnit::other;
}

/// What `name`, a heading of an amount, says of its unit: "amount(yuan)", "amount/yuan".
AmountUnit unit_in(std::string_view name) {
    auto const unit = without_brackets(name).second;
    if (!unit.empty() && unit_of(unit) != AmountUnit::other) {
        return unit_of(unit);
    }
    return name.ends_with("万元") ? AmountUnit::ten_thousand
           : name.ends_with("元") ? AmountUnit::one
                                  : AmountUnit::unsaid;
}

/// The first character, when what `comparable` makes of the text begins with it for sure: ASCII that is no blank and
/// nothing combines with, or an ideograph (Unicode normal forms leave U+4E00 to U+9FFF alone).
std::optional<char32_t> sure_first(std::string_view text) {
    auto const ascii = [&](std::size_t at) { return at >= text.size() || static_cast<unsigned char>(text[at]) < 0x80; };
    if (ascii(0)) {
        auto const first = text.front();
        auto const small = first >= 'A' && first <= 'Z' ? first - 'A' + 'a' : first;
        return first > ' ' && ascii(1) ? std::optional(static_cast<char32_t>(small)) : std::nullopt;
    }
    auto const first = take_character(text);
    return first >= 0x4E00 && first <= 0x9FFF ? std::optional(first) : std::nullopt;
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
            case WordUse::value: values_[word.field].emplace(std::move(text), word.value); break;
            default:
                headings_.emplace(std::move(text), Meaning{word.field, word.use});
                headings_.emplace(word.field, Meaning{word.field, WordUse::is});
        }
    }
    for (auto const* kind : {&totals_, &footers_}) {
        for (auto const& word : *kind) {
            auto rest = std::string_view(word);
            firsts_ += rest.empty() ? U' ' : take_character(rest);
        }
    }
    std::sort(firsts_.begin(), firsts_.end());
    firsts_.erase(std::unique(firsts_.begin(), firsts_.end()), firsts_.end());
}

std::optional<Words::Meaning> Words::heading(std::string_view text) const {
    auto const whole = comparable(text);
    if (auto const found = headings_.find(whole); found != headings_.end()) {
        return Meaning{found->second.field, found->second.use, unit_in(whole)};
    }
    auto const [name, unit] = without_brackets(whole);
    auto const found = headings_.find(name);
    if (unit.empty() || found == headings_.end()) {
        return std::nullopt;
    }
    auto const& [field, use, unsaid] = found->second;
    switch (unit_of(unit)) {
        case AmountUnit::ten_thousand:
            return field == "amount" ? std::optional(Meaning{"amount_wan", use, AmountUnit::ten_thousand})
                                     : std::nullopt;
        case AmountUnit::one: return Meaning{field, use, AmountUnit::one};
        default: return std::nullopt;
    }
}

AmountUnit Words::unit_above(std::string_view text) {
    constexpr std::string_view mark = "单位:";
    auto const whole = comparable(text);
    auto const found = whole.find(mark);
    if (found == std::string::npos) {
        return AmountUnit::unsaid;
    }
    auto unit = std::string_view(whole).substr(found + mark.size());
    unit = unit.substr(0, unit.find_first_of("()[],;0123456789"));
    if (unit_of(unit) != AmountUnit::other) {
        return unit_of(unit);
    }
    if (unit.starts_with("万元")) {
        return AmountUnit::ten_thousand;
    }
    // The same word names the office that keeps the list.
    constexpr std::size_t longest_unit_bytes = 12;
    auto const of_money =
        whole.substr(0, found).ends_with("金额") ||
        ((unit.ends_with("元") || unit.ends_with("角") || unit.ends_with("分")) && unit.size() <= longest_unit_bytes);
    return of_money ? AmountUnit::other : AmountUnit::unsaid;
}

std::string_view Words::value(std::string_view field, std::string_view cell) const {
    auto const values = values_.find(field);
    if (cell.empty() || values == values_.end()) {
        return cell;
    }
    auto const known = values->second.find(comparable(cell));
    return known == values->second.end() ? cell : std::string_view(known->second);
}

bool Words::may_begin(std::string_view text) const {
    if (text.empty()) {
        return false;
    }
    auto const first = sure_first(text);
    return !first || std::binary_search(firsts_.begin(), firsts_.end(), *first);
}

bool Words::is_total(std::string_view text) const {
    if (!may_begin(text)) {
        return false;
    }
    // A person may be called as a total's first syllable, so the whole word must stand there.
    auto const whole = comparable(text);
    auto const bare = std::string_view(whole).substr(0, whole.find_first_of(":("));
    return std::any_of(totals_.begin(), totals_.end(), [&](auto const& word) { return word == bare; });
}

bool Words::is_footer(std::string_view text) const {
    if (!may_begin(text)) {
        return false;
    }
    auto const begins = comparable(text);
    return std::any_of(footers_.begin(), footers_.end(), [&](auto const& word) { return begins.starts_with(word); });
}

}  // namespace almoner::sheet
