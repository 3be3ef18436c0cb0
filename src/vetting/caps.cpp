#include "vetting/caps.hpp"

namespace almoner::vetting {

namespace {

/// The rule of `code`, where it speaks of this category and currency.
settings::Rule const* cap_of(Terms const& terms, ErrorCode code, std::string const& category) {
    auto const* rule = terms.rules.find(code);
    auto const speaks =
        rule != nullptr && rule->concerns(category) && rule->amount->currency() == terms.programme.currency;
    return speaks ? rule : nullptr;
}

}  // namespace

void find_over_caps(Terms const& terms, std::span<Seen const> lines, std::vector<std::string> const& categories,
                    Money granted, std::vector<Remark>& remarks) {
    auto now = Money::zero(terms.programme.currency);
    for (auto const& line : lines) {
        if (line.goods || line.payee_kind != PayeeKind::person) {
            continue;
        }
        auto const sum = now + Money{line.minor_units, now.currency()};
        auto const* time = cap_of(terms, ErrorCode::amount_cap_person_time, categories[line.category]);
        auto const* year = cap_of(terms, ErrorCode::amount_cap_person_year, categories[line.category]);
        if (time != nullptr && sum > *time->amount) {
            remarks.push_back({line.line, finding_of_rule(*time, {}, {}, {to_grouped_text(*time->amount)})});
        } else if (year != nullptr && granted + sum > *year->amount) {
            remarks.push_back(
                {line.line,
                 finding_of_rule(*year, {}, {}, {to_grouped_text(*year->amount), to_grouped_text(granted + now)})});
        } else {
            now = sum;
        }
    }
}

}  // namespace almoner::vetting
