#pragma once

#include <cstddef>
#include <vector>

#include "core/line.hpp"

namespace almoner::report {

/// Which persons are meant, each once, in 16 bytes a person: a report counts them by list, unit and programme.
class Persons {
public:
    void add(PersonKey const& person);
    void add(Persons const& others);
    [[nodiscard]] std::size_t count() const;

private:
    std::vector<PersonKey> keys_;  ///< the first `settled_` in order and once each, the rest as they came
    std::size_t settled_ = 0;
};

}  // namespace almoner::report
