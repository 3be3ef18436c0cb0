#include "report/persons.hpp"

#include <algorithm>

namespace almoner::report {

namespace {

/// So many are collected before they are put in order.
constexpr std::size_t few = 1024;

void settle(std::vector<PersonKey>& keys, std::size_t settled) {
    auto const fresh = keys.begin() + static_cast<std::ptrdiff_t>(settled);
    std::sort(fresh, keys.end());
    std::inplace_merge(keys.begin(), fresh, keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

}  // namespace

void Persons::add(PersonKey const& person) {
    keys_.push_back(person);
    // As many as there were before, so that each is moved a few times at most.
    if (keys_.size() >= 2 * settled_ + few) {
        settle(keys_, settled_);
        settled_ = keys_.size();
    }
}

void Persons::add(Persons const& others) {
    keys_.insert(keys_.end(), others.keys_.begin(), others.keys_.end());
    settle(keys_, settled_);
    settled_ = keys_.size();
}

std::size_t Persons::count() const {
    if (settled_ == keys_.size()) {
        return settled_;
    }
    auto keys = keys_;
    settle(keys, settled_);
    return keys.size();
}

}  // namespace almoner::report
