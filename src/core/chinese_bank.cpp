#include "core/chinese_bank.hpp"

#include <algorithm>

#include "core/check_digits.hpp"
#include "core/tab_table.hpp"

namespace almoner {

namespace {

bool names(std::string_view stated, std::string_view name) {
    auto const latin = std::all_of(name.begin(), name.end(), [](char letter) { return letter > 0; });
    return latin ? stated == name : stated.find(name) != std::string_view::npos;
}

std::size_t longest_name_in(std::string_view stated, ChineseBank const& bank) {
    std::size_t longest = 0;
    for (auto const& name : bank.names) {
        if (name.size() > longest && names(stated, name)) {
            longest = name.size();
        }
    }
    return longest;
}

}  // namespace

Result<std::vector<ChineseBank>> chinese_banks_of(std::string_view text) {
    auto const rows = read_tab_table(text, {"bank_type", "family", "name", "synonyms"});
    if (!rows) {
        return rows.error();
    }
    std::vector<ChineseBank> banks;
    for (auto const& row : *rows) {
        auto const is_type = [](std::string_view type) { return type.size() == 3 && is_digits(type); };
        if (!is_type(row.cells[0]) || !is_type(row.cells[1])) {
            return cell_fault(row, row.cells[0]);
        }
        auto bank = ChineseBank{std::string(row.cells[0]), std::string(row.cells[1]), {std::string(row.cells[2])}};
        if (row.cells[3] != "-") {
            auto const synonyms = parts_of(row.cells[3], ',');
            bank.names.insert(bank.names.end(), synonyms.begin(), synonyms.end());
        }
        banks.push_back(std::move(bank));
    }
    return banks;
}

ChineseBank const* bank_named(std::string_view stated, std::vector<ChineseBank> const& banks) {
    // Most lists have no such column.
    if (stated.empty()) {
        return nullptr;
    }
    ChineseBank const* named = nullptr;
    std::size_t longest = 0;
    for (auto const& bank : banks) {
        auto const length = longest_name_in(stated, bank);
        if (length != 0 && length == longest) {
            named = nullptr;
        } else if (length > longest) {
            named = &bank;
            longest = length;
        }
    }
    return named;
}

ChineseBank const* bank_of_type(std::string_view type, std::vector<ChineseBank> const& banks) {
    auto const found = std::find_if(banks.begin(), banks.end(), [type](auto const& bank) { return bank.type == type; });
    return found == banks.end() ? nullptr : &*found;
}

}  // namespace almoner
