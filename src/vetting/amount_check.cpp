#include "vetting/amount_check.hpp"

#include <algorithm>

#include "core/chinese_amount.hpp"

namespace almoner::vetting {

namespace {

/// Which column the row keeps its amount in; goods have a value of their own.
std::string_view amount_column(RowReading& reading) {
    if (!reading.cell("amount").empty()) {
        return "amount";
    }
    if (!reading.cell("amount_wan").empty()) {
        return "amount_wan";
    }
    if (!reading.cell("in_kind_value").empty()) {
        reading.line().channel = Channel::in_kind;
        return "in_kind_value";
    }
    return "amount";
}

void check_capitals(RowReading& reading) {
    auto const text = reading.cell("amount_cn");
    if (text.empty()) {
        return;
    }
    auto const amount = reading.line().amount;
    auto const fen = parse_capital_amount(text);
    if (!fen || *fen != amount.minor_units()) {
        reading.find(ErrorCode::amount_capitals, "amount_cn", std::string(text), {to_grouped_text(amount)});
    }
}

void check_limits(RowReading& reading, std::string_view column, std::string const& text) {
    auto const& line = reading.line();
    auto const* category = reading.terms.programme.category(line.category);
    if (category != nullptr && category->standard && line.amount > *category->standard) {
        reading.find(ErrorCode::amount_beyond_standard, column, text,
                     {category->id, to_grouped_text(*category->standard)});
    }
    auto const& most = reading.terms.profile.max_amount;
    if (line.channel == Channel::bank && most && line.amount > *most) {
        reading.find(ErrorCode::profile_limit, column, text, {to_grouped_text(*most)});
    }
}

}  // namespace

Result<Money> amount_of(std::string_view column, std::string_view text, Currency currency) {
    if (column != "amount_wan" || text.empty()) {
        return Money::parse(text, currency);
    }
    constexpr std::size_t places = 4;  // wan is ten thousand
    auto digits = std::string(text);
    auto const dot = std::min(digits.find('.'), digits.size());
    auto const after = digits.size() - dot - (dot < digits.size() ? 1 : 0);
    digits.erase(dot, dot < digits.size() ? 1 : 0);
    digits.append(places - std::min(after, places), '0');
    if (after > places) {
        digits.insert(dot + places, ".");
    }
    return Money::parse(digits, currency);
}

void check_amount(RowReading& reading) {
    auto const column = amount_column(reading);
    auto const text = reading.code_cell(column);
    auto const amount = amount_of(column, text, reading.terms.programme.currency);
    if (!amount) {
        reading.find(amount.error(), column, text);
        return;
    }
    reading.line().amount = *amount;
    if (amount->minor_units() == 0) {
        reading.find(ErrorCode::amount_zero, column, text);
    }
    check_capitals(reading);
    check_limits(reading, column, text);
}

}  // namespace almoner::vetting
