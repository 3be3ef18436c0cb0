#include "core/chinese_amount.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "core/utf8.hpp"

namespace almoner {

namespace {

constexpr std::u32string_view digits = U"零壹贰叁肆伍陆柒捌玖";
constexpr std::u32string_view digit_variants = U"〇一二三四五六七八九";
constexpr std::int64_t most_yuan = 1'000'000'000'000;

struct Place {
    char32_t character;
    std::int64_t value;
};
constexpr std::array<Place, 6> places = {
    {{U'拾', 10}, {U'佰', 100}, {U'仟', 1000}, {U'十', 10}, {U'百', 100}, {U'千', 1000}}};
constexpr std::array<Place, 3> groups = {{{U'万', 10'000}, {U'萬', 10'000}, {U'亿', 100'000'000}}};

std::optional<std::int64_t> digit_of(char32_t character) {
    for (auto const set : {digits, digit_variants}) {
        if (auto const at = set.find(character); at != std::u32string_view::npos) {
            return static_cast<std::int64_t>(at);
        }
    }
    if (character == U'两') {
        return 2;
    }
    return std::nullopt;
}

template <std::size_t count>
std::optional<std::int64_t> value_in(std::array<Place, count> const& all, char32_t character) {
    auto const found =
        std::find_if(all.begin(), all.end(), [character](auto const& place) { return place.character == character; });
    return found == all.end() ? std::nullopt : std::optional(found->value);
}

/// An amount being heard from left to right.
class Hearing {
public:
    bool take(char32_t character) {
        if (auto const digit = digit_of(character)) {
            auto const free = !pending_ || *pending_ == 0;
            pending_ = digit;
            return free && !ended_;
        }
        if (auto const place = value_in(places, character)) {
            // "拾元" is ten yuan: the one before a ten may be left out.
            section_ += pending_.value_or(*place == 10 ? 1 : 0) * *place;
            pending_.reset();
            return !in_cents_;
        }
        if (auto const group = value_in(groups, character)) {
            section_ += pending_.value_or(0);
            whole_ = (*group > 10'000 ? (whole_ + section_) : section_) * *group + (*group > 10'000 ? 0 : whole_);
            section_ = 0;
            pending_.reset();
            return !in_cents_ && whole_ < most_yuan;
        }
        return unit(character);
    }

    [[nodiscard]] std::optional<std::int64_t> fen() const {
        auto const whole_said = in_cents_ || ended_;
        return whole_said && (!pending_ || *pending_ == 0) ? std::optional(fen_) : std::nullopt;
    }

private:
    bool unit(char32_t character) {
        switch (character) {
            case U'元':
            case U'圆':
                fen_ = (whole_ + section_ + pending_.value_or(0)) * 100;
                pending_.reset();
                return !std::exchange(in_cents_, true);
            case U'角':
            case U'分': {
                auto const said = pending_.has_value();
                fen_ += pending_.value_or(0) * (character == U'角' ? 10 : 1);
                pending_.reset();
                in_cents_ = true;
                return said && !ended_;
            }
            case U'整':
            case U'正': return !std::exchange(ended_, true) && in_cents_;
            default: return false;
        }
    }

    std::int64_t whole_ = 0;    ///< yuan of the groups before
    std::int64_t section_ = 0;  ///< yuan of the current group of four places
    std::optional<std::int64_t> pending_;
    std::int64_t fen_ = 0;
    bool in_cents_ = false;  ///< the yuan are said
    bool ended_ = false;
};

}  // namespace

Result<std::int64_t> parse_capital_amount(std::string_view utf8) {
    Error const fault{ErrorCode::amount_capitals, {}, std::string(utf8), {}};
    if (first_utf8_fault(utf8)) {
        return fault;
    }
    constexpr std::string_view currency = "人民币";
    if (utf8.starts_with(currency)) {
        utf8.remove_prefix(currency.size());
    }
    Hearing hearing;
    while (!utf8.empty()) {
        auto const character = take_character(utf8);
        if (character != U' ' && character != U'\u3000' && !hearing.take(character)) {
            return fault;
        }
    }
    auto const fen = hearing.fen();
    return fen ? Result<std::int64_t>(*fen) : fault;
}

}  // namespace almoner
