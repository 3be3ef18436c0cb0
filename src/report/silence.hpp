#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "settings/formats.hpp"
#include "store/connection.hpp"
#include "store/lists.hpp"

namespace almoner::report {

/// What a bank should have said of a batch by now, going by the clocks of its profile.
struct Silence {
    bool status = false;   ///< a status of every transfer
    bool booking = false;  ///< where the money is
};

/// By file and batch.
using Silences = std::map<std::pair<std::int64_t, int>, Silence>;

/// Of every batch that was delivered. Days are those on which the bank books; where the calendar does not know, every
/// day is one, for it is better to ask too early.
/// @error formats.missing and those of load_profile @error store.failure
Result<Silences> silences(store::Connection& connection, settings::Formats const& formats,
                          std::vector<store::ListRecord> const& lists, Day as_of);

}  // namespace almoner::report
