#pragma once

#include <string>
#include <vector>

#include "audit/purged.hpp"
#include "cli/print.hpp"

namespace almoner::cli {

/// What is no longer there, since when, and by whose decision.
inline void tell_of_purges(std::vector<audit::Purge> const& purges, settings::Texts const& texts) {
    for (auto const& purge : purges) {
        print(texts.get("cli.purged", std::vector{to_text(purge.day), purge.decision, std::to_string(purge.lists),
                                                  std::to_string(purge.files.size())}));
    }
}

}  // namespace almoner::cli
