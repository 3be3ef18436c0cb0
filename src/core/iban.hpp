#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner {

/// One country of the SWIFT IBAN registry (ISO 13616).
struct IbanCountry {
    std::string country;           ///< ISO 3166 alpha-2, or XK
    std::size_t length = 0;        ///< of the whole IBAN
    std::string structure;         ///< of the BBAN, as the registry writes it: "8!n10!n"
    std::optional<Day> sepa_from;  ///< first day in the geographical scope of SEPA (EPC409-09); absent: not in it
};

/// The countries whose IBANs are known.
class IbanRegistry {
public:
    /// @error settings.value a structure that is not lengths and classes n, a, c, or does not fit its length
    static Result<IbanRegistry> of(std::vector<IbanCountry> const& countries);

    [[nodiscard]] bool in_sepa(std::string_view country, Day day) const;

private:
    friend class Iban;
    struct Entry {
        std::string classes;  ///< the class of every BBAN character: "nnnnaaaa..."
        std::optional<Day> sepa_from;
    };
    std::map<std::string, Entry, std::less<>> entries_;
};

/// An International Bank Account Number in electronic form (ISO 13616-1, IBAN2007Identifier).
class Iban {
public:
    /// Letters become upper case, blanks and hyphens are dropped.
    /// @error account.iban_country   the registry has no such country
    /// @error account.iban_length    not as long as the country's IBANs are
    /// @error account.iban_structure a character the country's BBAN cannot have at its place
    /// @error account.iban_range     check digits are not digits from 02 to 98
    /// @error account.iban_checksum  ISO 7064 MOD 97-10 does not hold
    static Result<Iban> parse(std::string_view text, IbanRegistry const& registry);

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::string_view country() const { return text().substr(0, 2); }
    [[nodiscard]] std::string_view check_digits() const { return text().substr(2, 2); }
    /// The Basic Bank Account Number: what follows the check digits.
    [[nodiscard]] std::string_view bban() const { return text().substr(4); }
    bool operator==(Iban const&) const = default;

private:
    explicit Iban(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

}  // namespace almoner
