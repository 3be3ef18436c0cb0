#include "core/account.hpp"

namespace almoner {

std::string masked(std::string_view account_number) {
    auto const shown =
        account_number.size() > 8 ? account_number.substr(account_number.size() - 4) : std::string_view{};
    return "..." + std::string(shown);
}

}  // namespace almoner
