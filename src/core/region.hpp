#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/person_document.hpp"

namespace almoner {

/// Regions that GB/T 2260 has had: the two-digit counties, one after another, by the four digits of their prefecture.
using RegionCodes = std::map<std::string, std::string, std::less<>>;

/// Reads cn_regions.tsv. @error settings.syntax @error settings.value
Result<RegionCodes> region_codes_of(std::string_view text);

/// Whether the six digits at the beginning of `number` ever were a region of GB/T 2260: a county, a prefecture (00 at
/// the end) or a province (0000). Taiwan has none in the standard, so all of 71 are taken.
bool was_region(std::string_view number, RegionCodes const& regions);

/// Numbers of citizens only; other documents have no region.
/// @error person.id_region_unlisted no such region since 1980, though the province is one: most likely a slip
Status check_region(PersonDocument const& document, RegionCodes const& regions);

}  // namespace almoner
