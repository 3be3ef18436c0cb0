#pragma once

#include "cli/options.hpp"
#include "settings/formats.hpp"
#include "settings/texts.hpp"

namespace almoner::cli {

/// What commands that need no workspace work with.
struct Bench {
    settings::Formats formats;
    settings::Texts texts;
};

/// Finds the formats and the language that was asked for. @error formats.missing and those of the settings
Result<Bench> open_bench(Options const& options);

}  // namespace almoner::cli
