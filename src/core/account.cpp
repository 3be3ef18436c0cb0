#include "core/account.hpp"

#include <algorithm>
#include <iterator>

namespace almoner {

std::string masked(std::string_view account_number) {
    auto const shown =
        account_number.size() > 8 ? account_number.substr(account_number.size() - 4) : std::string_view{};
    return "..." + std::string(shown);
}

bool is_masked_form(std::string_view shown, std::string_view whole) {
    return std::equal(shown.begin(), shown.end(), whole.begin(), whole.end(),
                      [](char left, char right) { return left == '*' || left == right; });
}

std::string without_separators(std::string_view text) {
    if (text.find_first_of(" -") == std::string_view::npos) {
        return std::string(text);
    }
    std::string number;
    number.reserve(text.size());
    std::copy_if(text.begin(), text.end(), std::back_inserter(number),
                 [](char letter) { return letter != ' ' && letter != '-'; });
    return number;
}

}  // namespace almoner
