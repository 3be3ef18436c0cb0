#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/result.hpp"

namespace almoner {

/// Whether a country's IBANs stand in the SWIFT registry (ISO 13616). Some countries have had them for years without
/// registering them; their own banks take them, others may not.
enum class IbanListing { registered, unregistered };

/// Whether IBANs are taken that no registry holds.
enum class UnregisteredIbans { refused, accepted };

/// One country of those that have IBANs.
struct IbanCountry {
    std::string country;           ///< ISO 3166 alpha-2, or XK
    std::size_t length = 0;        ///< of the whole IBAN
    std::string structure;         ///< of the BBAN, as the registry writes it: "8!n10!n"
    std::optional<Day> sepa_from;  ///< first day in the geographical scope of SEPA (EPC409-09); absent: not in it
    IbanListing listing = IbanListing::registered;
};

/// The countries whose IBANs are known.
class IbanRegistry {
public:
    /// @error settings.value a structure that is not lengths and classes n, a, c, or does not fit its length
    static Result<IbanRegistry> of(std::vector<IbanCountry> const& countries);
    /// Reads iban_registry.tsv. @error settings.syntax @error settings.value
    static Result<IbanRegistry> read(std::string_view text);

    [[nodiscard]] bool in_sepa(std::string_view country, Day day) const;

    /// Whether SWIFT's registry holds the country.
    [[nodiscard]] bool is_registered(std::string_view country) const;

private:
    friend class Iban;
    struct Entry {
        std::string classes;  ///< the class of every BBAN character: "nnnnaaaa..."; empty for a country without IBANs
        std::optional<Day> sepa_from;
        IbanListing listing = IbanListing::registered;
    };
    /// The place of a country among AA, AB ... ZZ, or nothing when it is not two letters.
    static std::optional<std::size_t> place_of(std::string_view country);
    /// nullptr when the country has no IBANs.
    [[nodiscard]] Entry const* entry_of(std::string_view country) const;

    static constexpr std::size_t letters = 26;
    /// AA, AB ... ZZ: found by the letters, because millions of values are looked up.
    std::vector<Entry> entries_ = std::vector<Entry>(letters * letters);
};

/// An International Bank Account Number in electronic form (ISO 13616-1, IBAN2007Identifier).
class Iban {
public:
    static constexpr std::size_t longest = 34;

    /// Letters become upper case, blanks and hyphens are dropped.
    /// @error account.iban_country   no such country has IBANs, or it has not registered them and that is not accepted
    /// @error account.iban_length    not as long as the country's IBANs are
    /// @error account.iban_structure a character the country's BBAN cannot have at its place
    /// @error account.iban_range     check digits are not digits from 02 to 98
    /// @error account.iban_checksum  ISO 7064 MOD 97-10 does not hold
    static Result<Iban> parse(std::string_view text, IbanRegistry const& registry,
                              UnregisteredIbans unregistered = UnregisteredIbans::refused);

    [[nodiscard]] std::string_view text() const { return {text_.data(), size_}; }
    [[nodiscard]] std::string_view country() const { return text().substr(0, 2); }
    [[nodiscard]] std::string_view check_digits() const { return text().substr(2, 2); }
    /// The Basic Bank Account Number: what follows the check digits.
    [[nodiscard]] std::string_view bban() const { return text().substr(4); }
    bool operator==(Iban const&) const = default;

private:
    Iban() = default;
    /// False when more than an IBAN's characters are left.
    bool normalise(std::string_view text);

    std::array<char, longest> text_{};
    std::size_t size_ = 0;
};

/// Whether a number was meant as an IBAN: it begins with two letters, as no other account number of a list does.
bool looks_like_iban(std::string_view number);

}  // namespace almoner
