#include "report/horizon.hpp"

namespace almoner::report {

Clocks Horizon::clocks(store::ListRecord const& list) const {
    auto const window = return_window_days.find(list.profile);
    check(window != return_window_days.end(), "the horizon knows the profile of every claimed list");
    return {as_of, window->second};
}

Result<Horizon> horizon(store::Connection& connection, settings::Formats const& formats, Day as_of) {
    auto const lists = store::lists(connection);
    if (!lists) {
        return lists.error();
    }
    Horizon result{as_of, {}};
    for (auto const& list : *lists) {
        if (result.return_window_days.contains(list.profile)) {
            continue;
        }
        auto const profile = formats.profile(list.profile);
        if (!profile) {
            return profile.error();
        }
        result.return_window_days.emplace(list.profile, profile->return_window_days);
    }
    return result;
}

}  // namespace almoner::report
