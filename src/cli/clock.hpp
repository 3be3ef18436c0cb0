#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/interfaces.hpp"

namespace almoner::cli {

/// The system's clock, or a moment given by --now, seen from `time_zone` (IANA name).
/// @error settings.value no such time zone
Result<std::unique_ptr<Clock>> make_clock(std::string const& time_zone, std::optional<Instant> fixed);

}  // namespace almoner::cli
