#pragma once

#include <cstdint>
#include <vector>

#include "vetting/line_check.hpp"
#include "vetting/survey.hpp"

namespace almoner::vetting {

/// Remembers who and which account stands in a list, 80 bytes a line, and finds those that stand twice.
class Duplicates {
public:
    void add(CheckedLine const& checked, std::uint32_t category);

    struct Waiting {
        LineNumber line;
        LineNumber other;  ///< the line it collides with
        ErrorCode code;    ///< person.duplicate or account.shared
        auto operator<=>(Waiting const&) const = default;
    };
    /// Lines that wait because of another, by line. Cash and goods for one person are no duplicate;
    /// the same category twice always is; different categories follow the policy.
    [[nodiscard]] std::vector<Waiting> waiting(settings::DuplicatePolicy policy);

    /// Everybody seen, sorted.
    [[nodiscard]] std::vector<Claimant> claimants() const;

private:
    struct Seen {
        PersonKey person{};
        PersonKey account{};
        LineNumber line;
        std::uint32_t category = 0;
        bool goods = false;
        std::int64_t minor_units = 0;
    };
    void persons_twice(settings::DuplicatePolicy policy, std::vector<Waiting>& found);
    void accounts_shared(std::vector<Waiting>& found);
    std::vector<Seen> seen_;
};

}  // namespace almoner::vetting
