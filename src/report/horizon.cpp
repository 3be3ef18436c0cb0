#include "report/horizon.hpp"

#include <algorithm>

#include "store/answers.hpp"

namespace almoner::report {

Clocks Horizon::clocks(store::ListRecord const& list) const {
    auto const window = return_window_days.find(list.profile);
    check(window != return_window_days.end(), "the horizon knows the profile of every claimed list");
    auto const joined = joins_until.find(list.debtor_account);
    return {joined == joins_until.end() ? as_of : std::min(as_of, joined->second), window->second};
}

int Horizon::banking_days_since(Day day) const {
    auto days = 0;
    for (auto next = day + date::days{1}; next <= as_of; next += date::days{1}) {
        auto const books = calendars.empty() || std::any_of(calendars.begin(), calendars.end(), [&](auto const& one) {
                               auto const open = one.is_business_day(next);
                               return !open || *open;
                           });
        days += books ? 1 : 0;
    }
    return days;
}

Result<Horizon> horizon(store::Connection& connection, settings::Formats const& formats,
                        settings::Workspace const& workspace, Day as_of) {
    auto const lists = store::lists(connection);
    auto const statements = store::statements(connection);
    if (!lists || !statements) {
        return lists ? statements.error() : lists.error();
    }
    auto reasons = settings::Reasons::load(formats.folder());
    if (!reasons) {
        return reasons.error();
    }
    Horizon result{.as_of = as_of, .reasons = *std::move(reasons)};
    for (auto const& account : workspace.debtor_accounts) {
        result.accounts.push_back(account);
        if (auto const day = joins_until(*statements, account.account.number, account.currency.code())) {
            result.joins_until.emplace(account.id, *day);
        }
    }
    for (auto const& list : *lists) {
        if (result.return_window_days.contains(list.profile)) {
            continue;
        }
        auto const profile = formats.profile(list.profile);
        if (!profile) {
            return profile.error();
        }
        result.return_window_days.emplace(list.profile, profile->return_window_days);
        if (auto calendar = formats.calendar(profile->calendar)) {
            result.calendars.push_back(*std::move(calendar));
        }
    }
    auto silent = silences(connection, formats, *lists, as_of);
    if (!silent) {
        return silent.error();
    }
    result.silences = *std::move(silent);
    return result;
}

}  // namespace almoner::report
