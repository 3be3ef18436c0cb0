#pragma once

#include <map>
#include <string>
#include <string_view>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner {

/// Names by the two digits GB/T 2260 gives a province.
using ProvinceCodes = std::map<std::string, std::string, std::less<>>;

enum class PersonDocumentKind {
    resident_id,         ///< GB 11643-1999, 18 characters
    resident_id_legacy,  ///< GB 11643-1989, 15 digits: accepted, but the person should bring the new one
    residence_permit,    ///< of Hong Kong, Macao and Taiwan residents: begins 810000, 820000, 830000
    foreigner_card,      ///< permanent residence card since 2023: 9, province, nationality
};

enum class Sex { female, male };

/// What the number of a Chinese identity document says.
struct PersonDocument {
    PersonDocumentKind kind{};
    std::string number;  ///< 18 characters, an X in upper case; a legacy number converted
    Day birth_day;
    Sex sex{};
};

/// A citizen's identity number of 18 or 15 characters; blanks are dropped, x becomes X. `today` is the last
/// possible birth day, 1900-01-01 the first.
/// @error person.id_missing  nothing
/// @error person.id_syntax   not 17 digits and a digit or X, nor 15 digits
/// @error person.id_region   no such province
/// @error person.id_date     no such day, or out of range
/// @error person.id_checksum ISO 7064 MOD 11-2 does not hold
Result<PersonDocument> parse_resident_id(std::string_view text, ProvinceCodes const& provinces, Day today);

/// A residence permit or a foreigner's card; errors as above.
Result<PersonDocument> parse_residence_document(std::string_view text, ProvinceCodes const& provinces, Day today);

/// Whichever of both the first digits tell; errors as above.
Result<PersonDocument> parse_person_document(std::string_view text, ProvinceCodes const& provinces, Day today);

}  // namespace almoner
