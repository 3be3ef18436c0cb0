#include "cli/clock.hpp"

#include <date/tz.h>

namespace almoner::cli {

namespace {

class ZonedClock final : public Clock {
public:
    ZonedClock(date::time_zone const& zone, std::optional<Instant> fixed) : zone_(zone), fixed_(fixed) {}

    [[nodiscard]] Instant now() const override {
        return fixed_ ? *fixed_ : date::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    }

    [[nodiscard]] LocalTime local_at(Instant moment) const override {
        auto const wall = zone_.to_local(moment);
        auto const day = date::floor<date::days>(wall);
        return {Day{day.time_since_epoch()}, std::chrono::floor<std::chrono::minutes>(wall - day)};
    }

private:
    date::time_zone const& zone_;
    std::optional<Instant> fixed_;
};

}  // namespace

Result<std::unique_ptr<Clock>> make_clock(std::string const& time_zone, std::optional<Instant> fixed) {
    // The library throws for a name it does not know; the exception ends here.
    try {
        return std::unique_ptr<Clock>(std::make_unique<ZonedClock>(*date::locate_zone(time_zone), fixed));
    } catch (std::runtime_error const&) {
        return Error{ErrorCode::settings_value, {"almoner.toml", {}, 0, 0}, time_zone, {"time_zone"}};
    }
}

}  // namespace almoner::cli
