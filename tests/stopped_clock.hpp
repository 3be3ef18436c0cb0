#pragma once

#include "core/interfaces.hpp"

namespace almoner::testing {

/// Stands still until a test moves it.
class StoppedClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override { return moment; }
    /// Eight hours ahead of UTC, as in the rehearsal profile's zone.
    [[nodiscard]] LocalTime local_at(Instant when) const override {
        auto const shown = when + std::chrono::hours{8};
        auto const day = date::floor<date::days>(shown);
        return {day, date::floor<std::chrono::minutes>(shown - day)};
    }
    Instant moment = *parse_instant("2026-01-19T01:00:00Z");
};

}  // namespace almoner::testing
