#include "payout/key_days.hpp"

#include "seal/key_cabinet.hpp"

namespace almoner::payout {

std::optional<Finding> ends_soon(std::string const& id, crypto::Certificate const& certificate, Day today) {
    auto const last = seal::last_day(certificate);
    if (last >= today + days_of_warning) {
        return std::nullopt;
    }
    return finding_of({ErrorCode::key_ends_soon, {}, id, {to_text(last)}}, {});
}

std::optional<Finding> ends_early(std::string const& file, crypto::Certificate const& certificate, Day execution) {
    auto const last = seal::last_day(certificate);
    if (last >= execution + days_after_execution) {
        return std::nullopt;
    }
    return finding_of({ErrorCode::key_ends_early, {}, certificate.subject(), {to_text(last), to_text(execution)}},
                      {file, {}, 0, 0});
}

}  // namespace almoner::payout
