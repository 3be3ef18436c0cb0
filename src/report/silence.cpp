#include "report/silence.hpp"

#include <algorithm>

#include "store/files.hpp"

namespace almoner::report {

namespace {

/// Whether so many banking days after `from` have gone by.
bool have_gone_by(Result<Calendar> const& calendar, Day from, int days, Day as_of) {
    auto const last = calendar ? calendar->add(from, days) : Result<BusinessDay>(calendar.error());
    return (last ? last->day() : from + date::days{days}) < as_of;
}

Status add_batches(store::Connection& connection, store::FileRecord const& file, settings::Profile const& profile,
                   Result<Calendar> const& calendar, Day as_of, Silences& all) {
    auto const batches = store::batches(connection, file);
    if (!batches) {
        return batches.error();
    }
    auto const delivered = date::floor<date::days>(*file.delivered);
    auto const status = profile.status_days != 0 && have_gone_by(calendar, delivered, profile.status_days, as_of);
    for (auto const& batch : *batches) {
        auto const booking = have_gone_by(calendar, batch.execution_date, profile.booking_days, as_of);
        all.emplace(std::pair(file.file, batch.number), Silence{status, booking});
    }
    return {};
}

}  // namespace

Result<Silences> silences(store::Connection& connection, settings::Formats const& formats,
                          std::vector<store::ListRecord> const& lists, Day as_of) {
    auto const files = store::files(connection, std::nullopt);
    if (!files) {
        return files.error();
    }
    Silences all;
    for (auto const& list : lists) {
        auto const profile = formats.profile(list.profile);
        if (!profile) {
            return profile.error();
        }
        auto const calendar = formats.calendar(profile->calendar);
        for (auto const& file : *files) {
            if (file.list != list.list || !file.delivered) {
                continue;
            }
            if (auto const added = add_batches(connection, file, *profile, calendar, as_of, all); !added) {
                return added.error();
            }
        }
    }
    return all;
}

}  // namespace almoner::report
