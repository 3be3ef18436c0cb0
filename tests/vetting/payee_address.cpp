#include "vetting/payee_address.hpp"

#include "vetting/bench.hpp"

using namespace bench;
using settings::AddressMode;

namespace {

std::string const columns =
    "payee_name,payee_id,account_no,category,amount,bank_code,bic,town,country,street_name,address,creditor_"
    "reference\r\n";

/// A good line with these last cells.
std::string row_of(std::string const& cells) {
    return "毛红燕,51019919970925025X,6299990000000007751,general,500.00," + cells + "\r\n";
}

Codes codes_with(Bench& bench, std::string const& cells) { return bench.codes(row_of(cells), columns); }

}  // namespace

TEST_CASE("a bank that needs the payee's bank holds a line without it") {
    Bench bench;
    CHECK(codes_with(bench, ",,,,,,").empty());
    bench.profile.options.creditor_agent = settings::CreditorAgent::bic;
    CHECK(codes_with(bench, ",,,,,,") == Codes{ErrorCode::account_agent_missing});
    CHECK(codes_with(bench, ",DEUTDEFF,,,,,").empty());
    bench.profile.options.creditor_agent = settings::CreditorAgent::clearing_member;
    CHECK(codes_with(bench, ",DEUTDEFF,,,,,") == Codes{ErrorCode::account_agent_missing});
    CHECK(codes_with(bench, "102100099996,,,,,,").empty());
}

TEST_CASE("an address needs town and country from the day the bank asks for it") {
    Bench bench;
    bench.profile.options.addresses = {{bench.execution_date + date::days{1}, AddressMode::bare, true}};
    CHECK(codes_with(bench, ",,,,,,").empty());
    bench.profile.options.addresses = {{bench.execution_date, AddressMode::bare, true}};
    CHECK(codes_with(bench, ",,,,,,") == Codes{ErrorCode::address_missing, ErrorCode::address_missing});
    CHECK(codes_with(bench, ",,Berlin,,,,") == Codes{ErrorCode::address_missing});
    CHECK(codes_with(bench, ",,Berlin,XX,,,") == Codes{ErrorCode::address_missing});
    CHECK(codes_with(bench, ",,Berlin,DE,,,").empty());
    CHECK(bench.check(row_of(",,Berlin,DE,,,"), columns).line.address == PostalAddress{"", "", "", "Berlin", "DE", ""});
}

TEST_CASE("where an address is not required, half of one is held and none goes") {
    Bench bench;
    bench.profile.options.addresses = {{std::nullopt, AddressMode::structured, false}};
    CHECK(codes_with(bench, ",,,,,,").empty());
    CHECK(codes_with(bench, ",,,,High Street,,") == Codes{ErrorCode::address_missing, ErrorCode::address_missing});
    CHECK(codes_with(bench, ",,,,,rear house,") == Codes{ErrorCode::address_missing, ErrorCode::address_missing});
}

TEST_CASE("an address that no file will say is not read") {
    Bench bench;
    CHECK(bench.check(row_of(",,Berlin,DE,,,"), columns).line.address == PostalAddress{});
}

TEST_CASE("a part of an address too long, or in letters the bank lacks, is held") {
    Bench bench;
    bench.profile.options.addresses = {{std::nullopt, AddressMode::bare, true}};
    CHECK(codes_with(bench, ",," + std::string(35, 'x') + ",DE,,,").empty());
    CHECK(codes_with(bench, ",," + std::string(36, 'x') + ",DE,,,") == Codes{ErrorCode::person_name_length});
    bench.profile.name_charset = CharacterSet::sepa;
    auto const codes = codes_with(bench, ",,Köln,DE,,,");
    CHECK(std::count(codes.begin(), codes.end(), ErrorCode::person_name_charset) == 2);
}

TEST_CASE("a structured reference is one the bank takes, with its check digits") {
    Bench bench;
    CHECK(codes_with(bench, ",,,,,,RF18539007547034") == Codes{ErrorCode::remittance_reference});
    bench.profile.options.references = {"SCOR"};
    CHECK(codes_with(bench, ",,,,,,RF18539007547034").empty());
    CHECK(codes_with(bench, ",,,,,,RF18539007547035") == Codes{ErrorCode::remittance_reference});
    CHECK(codes_with(bench, ",,,,,,210000000003139471430009017") == Codes{ErrorCode::remittance_reference});
    bench.profile.options.references = {"SCOR", "QRR"};
    CHECK(codes_with(bench, ",,,,,,210000000003139471430009017").empty());
    CHECK(bench.check(row_of(",,,,,,RF18539007547034"), columns).line.reference == "RF18539007547034");
}

TEST_CASE("a name is told in the bank's letters with a warning, and held where the tables have none") {
    Bench bench;
    bench.profile.name_charset = CharacterSet::sepa;
    bench.profile.transliteration.add("ü", "u");
    auto const named = [&](std::string const& name) {
        return bench.check(name + row_of(",,,,,,").substr(std::string("毛红燕").size()), columns);
    };
    auto const changed = named("Müller");
    CHECK(changed.line.payee_name == "Müller");
    CHECK(codes_of(changed.findings) == Codes{ErrorCode::person_name_transliterated});
    CHECK(codes_of(named("Łuk").findings) == Codes{ErrorCode::person_name_charset});
    CHECK(named("Muller").findings.empty());
}

TEST_CASE("a name too long in the bytes of the bank's file is held") {
    Bench bench;
    bench.profile.name_bytes = 6;
    bench.profile.encoding = FileEncoding::gb18030;
    CHECK(codes_with(bench, ",,,,,,").empty());
    bench.profile.name_bytes = 5;
    CHECK(codes_with(bench, ",,,,,,") == Codes{ErrorCode::person_name_length});
}
