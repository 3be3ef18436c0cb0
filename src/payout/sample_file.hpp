#pragma once

#include <cstdint>

#include "core/interfaces.hpp"
#include "settings/formats.hpp"

namespace almoner::payout {

/// What became of made-up payments.
struct SampleFile {
    std::uint64_t written = 0;
    std::uint64_t held = 0;  ///< names that the bank cannot write, as on a night
};

/// Writes made-up payments as the profile's bank would get them, with names as they are hard on banks, and with every
/// kind of reference and address that the profile takes. An empty element stands for a signature inside.
/// @error template.name_unknown @error template.structure @error formats.missing and whatever the sink returns
Result<SampleFile> write_sample(settings::Formats const& formats, settings::Profile const& profile, ByteSink& sink);

/// Everything a profile names is there and holds together: its calendar, the message's template, schema and reading
/// map. @error formats.missing @error template.* @error document.* @error reading_map.syntax @error settings.*
Status check_parts(settings::Formats const& formats, settings::Profile const& profile);

}  // namespace almoner::payout
