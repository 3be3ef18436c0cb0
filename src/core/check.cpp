#include "core/check.hpp"

#include <cstdio>
#include <cstdlib>

namespace almoner {

void check(bool holds, char const* what) {
    if (holds) {
        return;
    }
    std::fprintf(stderr, "almoner: internal check failed: %s\n", what);
    std::abort();
}

}  // namespace almoner
