#pragma once

#include <string>
#include <string_view>

namespace almoner {

/// Where a party lives or sits (ISO 20022 PstlAdr); every part may be empty.
struct PostalAddress {
    std::string street;    ///< StrtNm
    std::string building;  ///< BldgNb
    std::string postcode;  ///< PstCd
    std::string town;      ///< TwnNm
    std::string country;   ///< Ctry, ISO 3166-1 alpha-2
    std::string line;      ///< AdrLine: what the other parts do not say

    bool operator==(PostalAddress const&) const = default;
};

/// The parts in their order, set apart by U+001F; empty when all are. For the store.
std::string to_text(PostalAddress const& address);
/// Reads what `to_text` wrote; parts that are not there are empty.
PostalAddress postal_address_of(std::string_view text);

}  // namespace almoner
