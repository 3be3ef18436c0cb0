#include "core/region.hpp"

#include "core/account.hpp"
#include "core/check_digits.hpp"
#include "core/tab_table.hpp"

namespace almoner {

Result<RegionCodes> region_codes_of(std::string_view text) {
    auto const rows = read_tab_table(text, {"prefecture", "counties"});
    if (!rows) {
        return rows.error();
    }
    RegionCodes regions;
    for (auto const& row : *rows) {
        auto counties = row.cells[1] == "-" ? std::string{} : without_separators(row.cells[1]);
        if (row.cells[0].size() != 4 || !is_digits(row.cells[0]) || counties.size() % 2 != 0 || !is_digits(counties)) {
            return cell_fault(row, row.cells[0]);
        }
        regions.emplace(row.cells[0], std::move(counties));
    }
    return regions;
}

bool was_region(std::string_view number, RegionCodes const& regions) {
    if (number.substr(0, 2) == "71" || number.substr(2, 4) == "0000") {
        return true;
    }
    auto const prefecture = regions.find(number.substr(0, 4));
    auto const county = number.substr(4, 2);
    if (prefecture == regions.end() || county == "00") {
        return prefecture != regions.end();
    }
    auto const& counties = prefecture->second;
    auto at = counties.find(county);
    while (at != std::string::npos && at % 2 != 0) {
        at = counties.find(county, at + 1);
    }
    return at != std::string::npos;
}

Status check_region(PersonDocument const& document, RegionCodes const& regions) {
    auto const citizen =
        document.kind == PersonDocumentKind::resident_id || document.kind == PersonDocumentKind::resident_id_legacy;
    if (citizen && !was_region(document.number, regions)) {
        return Error{ErrorCode::person_id_region_unlisted, {}, masked(document.number), {}};
    }
    return {};
}

}  // namespace almoner
