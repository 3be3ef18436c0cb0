#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/exceptions.hpp"

namespace almoner::report {

/// Gathers members under their cause.
class Gathering {
public:
    void add(std::string const& exception_class, std::string const& cause, int severity, std::string const& reason_key,
             std::optional<Money> amount, std::string const& member);

    /// The worst first, each with who can say more about it.
    [[nodiscard]] std::vector<Exception> by_severity(settings::Reasons const& reasons) const;

private:
    std::map<std::string, Exception> all_;
};

/// The payout id, by which people know a line.
std::string member_of(store::ListRecord const& list, Line const& line);

}  // namespace almoner::report
