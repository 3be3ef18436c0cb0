#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/result.hpp"

namespace almoner::vetting {

/// The worst of any number of findings, in the memory of `most` of them: a list whose cells were all normalised still
/// tells which of its lines are refused. Of equal severity the first in the list stay.
class WorstFindings {
public:
    explicit WorstFindings(std::size_t most) : most_(most) {}

    void add(Finding const& finding);

    /// The worst first, of equal severity by their place, at one place as they came.
    std::vector<Finding> take();

private:
    struct Kept {
        Finding finding;
        std::uint64_t number;  ///< in which it came
        bool operator<(Kept const& other) const;
    };

    std::size_t most_;
    std::uint64_t added_ = 0;
    std::vector<Kept> kept_;  ///< a heap; what goes first when there is no room is at its top
};

}  // namespace almoner::vetting
