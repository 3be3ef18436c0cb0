#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/bic.hpp"
#include "core/card.hpp"
#include "core/iban.hpp"
#include "core/person_document.hpp"

namespace almoner {

/// The published codes the checks rest on.
struct CheckTables {
    IbanRegistry ibans;
    CountryCodes countries;
    ProvinceCodes provinces;
    std::vector<CardPrefix> cards;
};

/// Reads the tables of formats/codes: iban_registry.tsv, iso3166.tsv, cn_provinces.tsv, card_prefixes.tsv.
/// @error settings.syntax a heading or row that is not as it should be; the position names the file and row
/// @error settings.value  a cell that cannot be
Result<CheckTables> check_tables_of(std::string_view iban_registry_tsv, std::string_view countries_tsv,
                                    std::string_view provinces_tsv, std::string_view card_prefixes_tsv);

enum class Verdict { ok, warning, held, refused };

/// "ok", "warning", "held", "refused": the third column of `account --stdin`.
std::string_view text_of(Verdict verdict);

/// What a single value is worth. `code` says why it is not ok.
struct ValueVerdict {
    Verdict verdict = Verdict::ok;
    std::optional<ErrorCode> code;

    bool operator==(ValueVerdict const&) const = default;
};

/// The names `check_value` knows, in alphabetical order: bic, card_luhn, ch_qr_iban ...
std::vector<std::string_view> value_schemes();

/// Judges one value by the rules of `scheme`, by structure and checksum alone; nothing for a scheme it does not know.
/// `iban` judges without the national check digits, `iban_national` with them. A scheme refuses what does not hold,
/// also where a list would only be held for it.
std::optional<ValueVerdict> check_value(std::string_view scheme, std::string_view value, CheckTables const& tables,
                                        Day today);

}  // namespace almoner
