#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// How long the member identifications of a clearing system are.
struct ClearingSystem {
    std::size_t shortest = 0;
    std::size_t longest = 0;
    std::string country;  ///< ISO 3166 alpha-2
};

/// Clearing systems by their code (ISO 20022 ExternalClearingSystemIdentification1Code).
using ClearingSystems = std::map<std::string, ClearingSystem, std::less<>>;

/// Reads clearing_systems.tsv. @error settings.syntax @error settings.value
Result<ClearingSystems> clearing_systems_of(std::string_view text);

/// A bank's number within a clearing system (ClrSysMmbId/MmbId), by length and characters, and by the check digit of
/// CNAPS and USABA codes. Other systems than those of the table are not judged: nobody publishes their form.
/// @error account.clearing_syntax not as long as the system's numbers, or a character they do not have
/// @error account.cnaps_syntax, account.cnaps_checksum, identifier.checksum as check_cnaps and check_us_aba say
Status check_clearing_member(std::string_view system, std::string_view member, ClearingSystems const& systems);

}  // namespace almoner
