#include "core/uscc.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/check_digits.hpp"

namespace almoner {

namespace {

/// GB 32100-2015, table 1: I, O, S, V and Z are left out.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// GB 32100-2015, tables 2 and 3, with grass-roots unions (81), army units (A) and village bodies (N) added since.
constexpr auto prefixes = std::to_array<std::string_view>(
    {"11", "12", "13", "19", "21", "29", "31", "32", "33", "34", "35", "39", "41", "49", "51", "52", "53", "59",
     "61", "62", "69", "71", "72", "79", "81", "89", "91", "92", "93", "A1", "A9", "N1", "N2", "N3", "N9", "Y1"});

/// GB 11714-1997: modulo 11, ten is written X.
bool organisation_code_holds(std::string_view code) {
    auto const remainder = weighted_sum(code.substr(0, 8), {3, 7, 9, 10, 5, 8, 4, 2}) % 11;
    return "0X987654321"[remainder] == code[8];
}

/// GB 32100-2015, 5.3: modulo 31 with the weights 3^i mod 31.
bool credit_code_holds(std::string_view code) {
    auto weight = 1;
    auto sum = 0;
    for (auto const letter : code.substr(0, 17)) {
        sum += static_cast<int>(alphabet.find(letter)) * weight;
        weight = weight * 3 % 31;
    }
    return alphabet[static_cast<std::size_t>((31 - sum % 31) % 31)] == code[17];
}

}  // namespace

Status check_uscc(std::string_view text) {
    auto const lettered = text.size() == 18 && text.find_first_not_of(alphabet) == std::string_view::npos;
    auto const registered = std::find(prefixes.begin(), prefixes.end(), text.substr(0, 2)) != prefixes.end();
    if (!lettered || !registered || !is_digits(text.substr(2, 6))) {
        return Error{ErrorCode::person_uscc_syntax, {}, std::string(text), {}};
    }
    if (!organisation_code_holds(text.substr(8, 9)) || !credit_code_holds(text)) {
        return Error{ErrorCode::person_uscc_checksum, {}, std::string(text), {}};
    }
    return {};
}

}  // namespace almoner
