#pragma once

#include <set>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace almoner {

/// The countries a code may name: ISO 3166 alpha-2.
using CountryCodes = std::set<std::string, std::less<>>;

/// The form that a message version takes.
enum class BicPattern {
    bic_identifier,  ///< pain.001.001.03 and its time: `[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?`
    bicfi_dec_2014,  ///< pain.001.001.09 and later: `[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?`
};

/// A Business Identifier Code (ISO 9362): 8 or 11 characters.
class Bic {
public:
    /// The country is one of `countries`, or XK, which ISO 9362 uses for Kosovo.
    /// @error account.bic_syntax  not of the pattern
    /// @error account.bic_country no such country
    static Result<Bic> parse(std::string_view text, CountryCodes const& countries,
                             BicPattern pattern = BicPattern::bicfi_dec_2014);

    [[nodiscard]] std::string_view text() const { return text_; }
    [[nodiscard]] std::string_view country() const { return text().substr(4, 2); }
    /// Test and training codes have 0 as their eighth character; nothing is paid through them.
    [[nodiscard]] bool is_test() const { return text_[7] == '0'; }
    bool operator==(Bic const&) const = default;

private:
    explicit Bic(std::string_view text) : text_(text) {}
    std::string text_;
};

}  // namespace almoner
