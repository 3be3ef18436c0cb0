#include "core/clearing_system.hpp"

#include "core/bank_code.hpp"
#include "core/check_digits.hpp"
#include "core/clearing_number.hpp"
#include "core/cnaps.hpp"
#include "core/tab_table.hpp"

namespace almoner {

Result<ClearingSystems> clearing_systems_of(std::string_view text) {
    auto const rows = read_tab_table(text, {"clearing_system", "shortest", "longest", "country"});
    if (!rows) {
        return rows.error();
    }
    ClearingSystems systems;
    for (auto const& row : *rows) {
        auto const shortest = whole_number(row.cells[1]);
        auto const longest = whole_number(row.cells[2]);
        if (!shortest || !longest || *shortest < 1 || *longest < *shortest) {
            return cell_fault(row, row.cells[0]);
        }
        systems.emplace(row.cells[0], ClearingSystem{static_cast<std::size_t>(*shortest),
                                                     static_cast<std::size_t>(*longest), std::string(row.cells[3])});
    }
    return systems;
}

Status check_clearing_member(std::string_view system, std::string_view member, ClearingSystems const& systems) {
    if (system == "CNAPS") {
        return check_cnaps(member);
    }
    auto const found = systems.find(system);
    if (found == systems.end()) {
        return {};
    }
    auto const long_enough = member.size() >= found->second.shortest && member.size() <= found->second.longest;
    auto const sound = system == "INFSC" ? static_cast<bool>(check_in_ifsc(member)) : is_digits(member);
    if (!long_enough || !sound) {
        return Error{ErrorCode::account_clearing_syntax, {}, std::string(member), {std::string(system)}};
    }
    return system == "USABA" ? check_us_aba(member) : Status{};
}

}  // namespace almoner
