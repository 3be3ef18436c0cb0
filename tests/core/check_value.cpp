#include "core/check_value.hpp"

#include <set>

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

/// Regions that never were in a province that is. GB/T 2260 of today says nothing about those born before 1980, so a
/// region is never a reason to refuse.
std::set<std::string> const beyond_our_tables = {"441744199001016927", "643935199001012479"};

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
        if ((ours->verdict != Verdict::refused) != valid && !beyond_our_tables.contains(value)) {
            differing.push_back(line);
        }
    }
    return differing;
}

}  // namespace

TEST_CASE("every scheme agrees with the published vectors") {
    for (auto const scheme : value_schemes()) {
        auto const path = std::filesystem::path(ALMONER_SHARED) / "data" / "vectors" / (std::string(scheme) + ".tsv");
        if (!std::filesystem::exists(path)) {
            WARN("skipped: needs " << path << " (value, verdict)");
            continue;
        }
        INFO(scheme);
        CHECK(differences(scheme, file_text(path)) == std::vector<std::string>{});
    }
}

TEST_CASE("the schemes that outside tools use are all there, in order") {
    auto const names = value_schemes();
    CHECK(std::is_sorted(names.begin(), names.end()));
    CHECK(std::set<std::string_view>(names.begin(), names.end()) ==
          std::set<std::string_view>{"iban", "iban_national", "bic", "lei", "rf_reference", "card_luhn", "cnaps",
                                     "cn_resident_id", "cn_person_documents", "cn_uscc", "us_aba", "mx_clabe",
                                     "ch_qr_iban", "ch_qrr"});
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

TEST_CASE("a broken table is told with its file and row") {
    auto const heading = std::string("country\tlength\tstructure\tsepa_from\n");
    auto const outcome = [&](std::string const& registry, std::string const& cards) {
        auto const read = check_tables_of(registry, "country\tname\n", "province\tname\n", cards);
        return read ? "ok" : to_text(read.error().position) + " " + std::string(text_of(read.error().code));
    };
    auto const no_cards = std::string("prefix\tlength\tbank_type\n");
    CHECK(outcome(heading + "DE\t22\t18!n\t-\n", no_cards) == "ok");
    CHECK(outcome("country\n", no_cards) == "iban_registry.tsv:1 settings.syntax");
    CHECK(outcome(heading + "DE\t22\t18!n\tearly\n", no_cards) == "iban_registry.tsv:2 settings.value");
    CHECK(outcome(heading + "DE\t21\t18!n\t-\n", no_cards) == "iban_registry.tsv settings.value");
    CHECK(outcome(heading, no_cards + "62\tten\t102\n") == "card_prefixes.tsv:2 settings.value");
}
