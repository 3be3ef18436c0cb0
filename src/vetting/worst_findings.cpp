#include "vetting/worst_findings.hpp"

#include <algorithm>
#include <iterator>

namespace almoner::vetting {

bool WorstFindings::Kept::operator<(Kept const& other) const {
    if (is_before(finding, other.finding) || is_before(other.finding, finding)) {
        return is_before(finding, other.finding);
    }
    return number < other.number;
}

void WorstFindings::add(Finding const& finding) {
    auto const number = added_++;
    if (kept_.size() == most_) {
        // Nothing is copied of what has no room anyway.
        if (most_ == 0 || !is_before(finding, kept_.front().finding)) {
            return;
        }
        std::pop_heap(kept_.begin(), kept_.end());
        kept_.pop_back();
    }
    kept_.push_back({finding, number});
    std::push_heap(kept_.begin(), kept_.end());
}

std::vector<Finding> WorstFindings::take() {
    std::sort_heap(kept_.begin(), kept_.end());
    std::vector<Finding> findings;
    findings.reserve(kept_.size());
    std::transform(kept_.begin(), kept_.end(), std::back_inserter(findings),
                   [](Kept& kept) { return std::move(kept.finding); });
    kept_.clear();
    return findings;
}

}  // namespace almoner::vetting
