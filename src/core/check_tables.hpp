#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bic.hpp"
#include "core/card.hpp"
#include "core/chinese_bank.hpp"
#include "core/clearing_system.hpp"
#include "core/gb_account.hpp"
#include "core/iban.hpp"
#include "core/nz_account.hpp"
#include "core/person_document.hpp"
#include "core/region.hpp"
#include "core/se_account.hpp"

namespace almoner {

/// The published codes the checks rest on; each stands in a file of formats/codes.
struct CheckTables {
    IbanRegistry ibans;
    CountryCodes countries;
    ProvinceCodes provinces;
    RegionCodes regions;
    std::vector<CardPrefix> cards;
    std::vector<ChineseBank> chinese_banks;
    ClearingSystems clearing_systems;
    GbModulusTable gb_modulus;
    std::vector<NzBranches> nz_branches;
    std::vector<SeClearingRange> se_clearing;
};

/// Gives the text of a file of formats/codes by its name.
using CodeFile = std::function<Result<std::string>(std::string_view name)>;

/// Reads every table; what fails names its file.
/// @error settings.syntax a heading or row that is not as it should be; the position names the file and row
/// @error settings.value  a cell that cannot be
/// @error and what `text_of_file` says
Result<CheckTables> read_check_tables(CodeFile const& text_of_file);

}  // namespace almoner
