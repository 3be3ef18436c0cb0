#include "core/check_value.hpp"

#include <algorithm>

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

auto const today = day(2026, 6, 30);

std::string verdict_of(std::string_view scheme, std::string_view value) {
    auto const verdict = check_value(scheme, value, tables(), today);
    REQUIRE(verdict);
    return std::string(text_of(verdict->verdict)) + " " + (verdict->code ? std::string(text_of(*verdict->code)) : "-");
}

/// Each value of ../shared/data/vectors/<scheme>.tsv is judged; returns those where we differ from its verdict.
std::vector<std::string> differences(std::string_view scheme, std::string const& vectors) {
    std::vector<std::string> differing;
    std::istringstream lines(vectors);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        auto const tab = line.find('\t');
        auto const value = line.substr(0, tab);
        auto const valid = line.substr(tab + 1) == "valid";
        auto const ours = check_value(scheme, value, tables(), today);
        if ((ours->verdict != Verdict::refused) != valid) {
            differing.push_back(line);
        }
    }
    return differing;
}

}  // namespace

TEST_CASE("every scheme agrees with the published vectors") {
    auto const folder = std::filesystem::path(ALMONER_SHARED) / "data" / "vectors";
    if (!std::filesystem::exists(folder)) {
        WARN("skipped: needs " << folder << " (a file for each scheme: value, verdict)");
        return;
    }
    auto judged = 0;
    for (auto const scheme : value_schemes()) {
        auto const path = folder / (std::string(scheme) + ".tsv");
        if (std::filesystem::exists(path)) {
            INFO(scheme);
            CHECK(differences(scheme, file_text(path)) == std::vector<std::string>{});
            ++judged;
        }
    }
    CHECK(judged >= 14);
}

TEST_CASE("the schemes that outside tools use are all there, in order") {
    auto const names = value_schemes();
    CHECK(std::is_sorted(names.begin(), names.end()));
    for (auto const* name : {"iban",       "iban_national",  "bic",
                             "lei",        "rf_reference",   "card_luhn",
                             "cnaps",      "cn_resident_id", "cn_person_documents",
                             "cn_uscc",    "us_aba",         "mx_clabe",
                             "ch_qr_iban", "ch_qrr",         "ar_cbu",
                             "au_bsb",     "gb_modulus",     "hk_account",
                             "in_ifsc",    "jp_zengin",      "ng_nuban",
                             "nz_account", "se_account"}) {
        INFO(name);
        CHECK(std::find(names.begin(), names.end(), name) != names.end());
        CHECK(value_rule(name, tables()) != nullptr);
    }
}

TEST_CASE("an unknown scheme has no verdict") {
    CHECK_FALSE(check_value("iban2", "DE89370400440532013000", tables(), today));
}

TEST_CASE("what is good is ok and has no code") {
    CHECK(verdict_of("iban", "DE89370400440532013000") == "ok -");
    CHECK(verdict_of("cnaps", "102100099996") == "ok -");
    CHECK(verdict_of("cn_uscc", "91110000600037341L") == "ok -");
}

TEST_CASE("a scheme refuses even where a list would only hold") {
    CHECK(verdict_of("cnaps", "102100099995") == "refused account.cnaps_checksum");
    CHECK(verdict_of("card_luhn", "6222005865412565805") == "refused account.card_checksum");
    CHECK(verdict_of("card_luhn", "62220058") == "refused account.syntax");
}

TEST_CASE("national digits count for iban_national only") {
    CHECK(verdict_of("iban", "BE54020992740000") == "ok -");
    CHECK(verdict_of("iban_national", "BE54020992740000") == "refused account.iban_national");
    CHECK(verdict_of("iban_national", "DE88370400440532013000") == "refused account.iban_checksum");
}

TEST_CASE("oddities that may still be right are warnings") {
    CHECK(verdict_of("bic", "DEUTDEF0") == "warning account.bic_test");
    CHECK(verdict_of("us_aba", "502204346") == "warning account.clearing_unassigned");
    CHECK(verdict_of("cn_resident_id", "110105491231002") == "warning person.id_legacy");
}

TEST_CASE("QR-IBANs and QR references are judged") {
    CHECK(verdict_of("ch_qr_iban", "CH4431999123000889012") == "ok -");
    CHECK(verdict_of("ch_qr_iban", "CH9300762011623852957") == "refused account.iban_not_qr");
    CHECK(verdict_of("ch_qr_iban", "CH4531999123000889012") == "refused account.iban_checksum");
    CHECK(verdict_of("ch_qrr", "210000000003139471430009017") == "ok -");
}

TEST_CASE("a region that never was is refused by the scheme, one that is no more is good") {
    CHECK(verdict_of("cn_resident_id", "441744199001016927") == "refused person.id_region_unlisted");
    CHECK(verdict_of("cn_resident_id", "132436194410139310") == "ok -");
}

TEST_CASE("an IBAN that no registry holds is worth a warning") {
    CHECK(verdict_of("iban", "SN08SN0100152000048500003035") == "warning account.iban_unregistered");
    CHECK(verdict_of("iban_national", "AO06004400006729503010102") == "warning account.iban_unregistered");
    CHECK(verdict_of("iban", "SN09SN0100152000048500003035") == "refused account.iban_checksum");
    CHECK(verdict_of("ch_qr_iban", "AO06004400006729503010102") == "refused account.iban_country");
}

TEST_CASE("national accounts are refused by their checks, and warned where banks break them") {
    CHECK(verdict_of("ar_cbu", "2850590940090418135201") == "ok -");
    CHECK(verdict_of("au_bsb", "062-000") == "ok -");
    CHECK(verdict_of("gb_modulus", "089999 66374958") == "ok -");
    CHECK(verdict_of("gb_modulus", "089999 66374959") == "refused account.check_digits");
    CHECK(verdict_of("gb_modulus", "999999 12345678") == "warning account.not_checkable");
    CHECK(verdict_of("in_ifsc", "SBIN0000300") == "ok -");
    CHECK(verdict_of("ng_nuban", "011 0000014578") == "warning account.check_digits");
    CHECK(verdict_of("ng_nuban", "011") == "refused account.syntax");
    CHECK(verdict_of("nz_account", "01-902-0068389-00") == "ok -");
    CHECK(verdict_of("se_account", "8327-9 1234567890") == "warning account.check_digits");
}

TEST_CASE("what nothing public can check is never ok") {
    CHECK(verdict_of("hk_account", "004-123-456789") == "warning account.not_checkable");
    CHECK(verdict_of("hk_account", "004") == "refused account.syntax");
    CHECK(verdict_of("jp_zengin", "0001-001-1234567") == "warning account.not_checkable");
    CHECK(verdict_of("account_KE", "0123 456 789") == "warning account.not_checkable");
    CHECK(verdict_of("account_KE", "") == "refused account.syntax");
    CHECK(verdict_of("account_KE", std::string(35, '1')) == "refused account.syntax");
}

TEST_CASE("an account is judged by its country's scheme where there is one") {
    CHECK(verdict_of("account_GB", "089999 66374959") == "refused account.check_digits");
    CHECK(verdict_of("account_MX", "002010077777777771") == "ok -");
    CHECK_FALSE(check_value("account_QQ", "1", tables(), today));
    CHECK_FALSE(check_value("account_", "1", tables(), today));
}

TEST_CASE("a bank's number is judged by its clearing system") {
    CHECK(verdict_of("clearing_HKNCC", "004") == "ok -");
    CHECK(verdict_of("clearing_HKNCC", "0041") == "refused account.clearing_syntax");
    CHECK(verdict_of("clearing_CNAPS", "102100099995") == "refused account.cnaps_checksum");
    CHECK_FALSE(check_value("clearing_XXXXX", "1", tables(), today));
}
