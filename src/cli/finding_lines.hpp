#pragma once

#include "cli/office.hpp"
#include "cli/options.hpp"
#include "core/result.hpp"

namespace almoner::cli {

/// Prints one finding, as a line of text or of JSON.
void tell(Office const& office, Options const& options, Finding const& finding);

}  // namespace almoner::cli
