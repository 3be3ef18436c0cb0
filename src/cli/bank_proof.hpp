#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace almoner::cli {

/// `profiles prove`: what is missing until a bank is proven, and the signature of --as that it is.
ExitCode prove_banks(Options const& options);

}  // namespace almoner::cli
