#include <sstream>

#include "xml/messages.hpp"

using namespace messages;

namespace {

std::vector<std::string> words(std::string const& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

// IBANs from the examples in the IBAN registry; names and numbers are made up.
Named const transfer = {{"instruction_id", "AB12CD0000001711"},
                        {"end_to_end_id", "AB12CD0000001711"},
                        {"currency", "EUR"},
                        {"amount", "12.50"},
                        {"creditor_name", "A & <B>"},
                        {"creditor_iban", "DE89370400440532013000"}};
Named const batch = {{"payment_information_id", "AB12CDF10001B001"},
                     {"batch_booking", "true"},
                     {"batch_transaction_count", "1"},
                     {"batch_control_sum", "12.50"},
                     {"execution_date", "2026-03-02"},
                     {"debtor_name", "\xE6\x9F\x90\xE5\x8E\xBF\xE5\xB7\xA5\xE4\xBC\x9A"},
                     {"debtor_account", "6222020000000000"},
                     {"debtor_currency", "EUR"}};
Named const transfer_file = {{"message_id", "AB12CDF10001"},
                             {"creation_date_time", "2026-03-01T08:00:00Z"},
                             {"transaction_count", "1"},
                             {"control_sum", "12.50"},
                             {"initiating_party_name", "Office"}};

/// With the fields that have a value when any of others has, as the program sets them.
Named marked(Named values) {
    struct Mark {
        std::string name;
        std::vector<std::string> of;
    };
    for (auto const& [name, of] :
         {Mark{"payment_type_given", {"service_level", "local_instrument", "category_purpose"}},
          Mark{"creditor_agent_given", {"creditor_bic", "creditor_member_id"}},
          Mark{"creditor_address_given", {"creditor_country"}}, Mark{"debtor_address_given", {"debtor_country"}},
          Mark{"remittance_given", {"remittance", "creditor_reference"}}}) {
        for (auto const& one : of) {
            if (!values[one].empty()) {
                values[name] = "yes";
            }
        }
    }
    if (!values["debtor_name"].empty() && values["debtor_bic"].empty() && values["debtor_member_id"].empty()) {
        values["debtor_agent_unknown"] = "NOTPROVIDED";
    }
    return values;
}

Row transfers(Named const& batch_changes, Named const& transfer_changes) {
    return {transfer_file, {{marked(with(batch, batch_changes)), {{marked(with(transfer, transfer_changes)), {}}}}}};
}

/// Every version of the message; the oldest has no place for a signature and no UETR.
std::vector<std::string> const versions = {"pain.001.001.03", "pain.001.001.09", "pain.001.001.12"};

}  // namespace

/// As src/payout/transfer_fields.cpp knows them.
Vocabulary transfers_vocabulary() {
    return {
        {"file",
         words("message_id creation_date_time transaction_count control_sum control_sum_minor initiating_party_name "
               "initiating_party_id")},
        {"batch", words("payment_information_id batch_booking batch_transaction_count batch_control_sum "
                        "batch_control_sum_minor payment_type_given service_level local_instrument category_purpose "
                        "execution_date debtor_name debtor_address_given debtor_street debtor_building debtor_postcode "
                        "debtor_town debtor_country debtor_iban debtor_account debtor_currency debtor_bic "
                        "debtor_clearing_system debtor_member_id debtor_agent_unknown instruction_for_debtor_agent "
                        "ultimate_debtor_name charge_bearer account_scheme")},
        {"transfer",
         words("transfer_number instruction_id end_to_end_id uetr transfer_type_given transfer_service_level "
               "transfer_local_instrument transfer_category_purpose currency amount amount_minor "
               "creditor_agent_given creditor_bic creditor_clearing_system creditor_member_id creditor_agent_unknown "
               "same_bank creditor_name creditor_address_given creditor_street creditor_building creditor_postcode "
               "creditor_town creditor_country creditor_address_line creditor_iban creditor_account "
               "ultimate_creditor_name purpose remittance_given remittance creditor_reference "
               "creditor_reference_code creditor_reference_proprietary")}};
}

TEST_CASE("the smallest and the fullest transfer file of every version are valid and canonical") {
    Named const full_batch = {{"service_level", "SEPA"},
                              {"local_instrument", "INST"},
                              {"category_purpose", "SSBE"},
                              {"debtor_street", "High Street"},
                              {"debtor_building", "7"},
                              {"debtor_postcode", "10115"},
                              {"debtor_town", "Berlin"},
                              {"debtor_country", "DE"},
                              {"debtor_bic", "COBADEFFXXX"},
                              {"debtor_clearing_system", "CNAPS"},
                              {"debtor_member_id", "102100099996"},
                              {"account_scheme", "BBAN"},
                              {"instruction_for_debtor_agent", "verify"},
                              {"ultimate_debtor_name", "Fund"},
                              {"charge_bearer", "SLEV"}};
    Named const full_transfer = {{"uetr", "00000000-0000-4000-8000-000000000000"},
                                 {"creditor_bic", "COBADEFF"},
                                 {"creditor_clearing_system", "CNAPS"},
                                 {"creditor_member_id", "102100099996"},
                                 {"creditor_street", "Low Street"},
                                 {"creditor_building", "8a"},
                                 {"creditor_postcode", "10117"},
                                 {"creditor_town", "Berlin"},
                                 {"creditor_country", "DE"},
                                 {"creditor_address_line", "rear house"},
                                 {"ultimate_creditor_name", "Child"},
                                 {"purpose", "SSBE"},
                                 {"remittance", "help \" ' & <\t>"}};
    for (auto const& version : versions) {
        check_document(version, transfers({}, {}));
        check_document(version, transfers(full_batch, full_transfer));
    }
}

TEST_CASE("what a bank wants left out is left out, and the rest is valid") {
    for (auto const& version : versions) {
        auto file = transfers({{"batch_booking", ""}, {"debtor_currency", ""}}, {});
        file.values["control_sum"] = "";
        check_document(version, file);
        auto const document = document_of(version, file);
        for (auto const* element :
             {"BtchBookg", "<Ccy>", "PmtTpInf", "ChrgBr", "PstlAdr", "CdtrAgt", "UETR", "RmtInf"}) {
            INFO(element);
            CHECK(document.find(element) == std::string::npos);
        }
        CHECK(document.find("<CtrlSum>") == document.rfind("<CtrlSum>"));
    }
}

TEST_CASE("a payment type stands at the level where the bank wants it") {
    auto const at_transfer = transfers(
        {}, {{"transfer_type_given", "yes"}, {"transfer_service_level", "NURG"}, {"transfer_local_instrument", "PPD"}});
    for (auto const& version : versions) {
        check_document(version, at_transfer);
        auto const document = document_of(version, at_transfer);
        CHECK(document.find("<PmtTpInf>") > document.find("<CdtTrfTxInf>"));
    }
}

TEST_CASE("a structured reference stands instead of words, ISO's by its code and the Swiss by its name") {
    for (auto const& version : versions) {
        check_document(
            version, transfers({}, {{"creditor_reference", "RF18539007547034"}, {"creditor_reference_code", "SCOR"}}));
        check_document(version, transfers({}, {{"creditor_reference", "210000000003139471430009017"},
                                               {"creditor_reference_proprietary", "QRR"}}));
        check_refused(version, transfers({}, {{"creditor_reference", "21"}, {"creditor_reference_proprietary", "QRR"}}),
                      "Ref");
    }
}

TEST_CASE("a transfer file of several batches and transfers is valid") {
    Row const one = {marked(with(batch, {{"payment_information_id", "AB12CDF10001B001"}})),
                     {{transfer, {}}, {transfer, {}}}};
    Row const two = {marked(with(batch, {{"payment_information_id", "AB12CDF10001B002"}})), {{transfer, {}}}};
    check_document("pain.001.001.09", {transfer_file, {one, two}});
}

TEST_CASE("each way to name a bank, an account and a payment type is valid") {
    check_document("pain.001.001.09", transfers({{"category_purpose", "SSBE"}, {"debtor_bic", "COBADEFF"}},
                                                {{"creditor_bic", "COBADEFF"}}));
    check_document("pain.001.001.09", transfers({{"service_level", "SEPA"}, {"debtor_member_id", "102100099996"}},
                                                {{"creditor_member_id", "102100099996"}}));
    check_document("pain.001.001.09", transfers({{"debtor_account", ""}, {"debtor_iban", "DE89370400440532013000"}},
                                                {{"creditor_iban", ""}, {"creditor_account", "6222020000000000"}}));
}

TEST_CASE("without bank the debtor's is not provided and the creditor's is left out") {
    auto const unknown = document_of("pain.001.001.09", transfers({}, {}));
    CHECK(unknown.find("<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>") !=
          std::string::npos);
    CHECK(unknown.find("CdtrAgt") == std::string::npos);
    auto const known = document_of("pain.001.001.09", transfers({{"debtor_member_id", "1"}}, {{"creditor_bic", "X"}}));
    CHECK(known.find("NOTPROVIDED") == std::string::npos);
    CHECK(known.find("<CdtrAgt><FinInstnId><BICFI>X</BICFI></FinInstnId></CdtrAgt>") != std::string::npos);
}

TEST_CASE("our schema of transfers is narrower than the standard where our own rules are") {
    auto const refused = [](Named const& in_batch, Named const& in_transfer, std::string const& word) {
        check_refused("pain.001.001.09", transfers(in_batch, in_transfer), word);
    };
    refused({}, {{"end_to_end_id", "NOTPROVIDED"}}, "EndToEndId");
    refused({}, {{"end_to_end_id", "AB12CD00000017"}}, "EndToEndId");
    refused({}, {{"amount", "0.00"}}, "InstdAmt");
    refused({}, {{"amount", "1.123456"}}, "InstdAmt");
    refused({}, {{"currency", "eur"}}, "Ccy");
    refused({}, {{"creditor_name", ""}}, "Nm");
    refused({}, {{"creditor_name", std::string(141, 'x')}}, "Nm");
    refused({}, {{"creditor_iban", ""}}, "Id");
    refused({}, {{"uetr", "00000000-0000-5000-8000-000000000000"}}, "UETR");
    refused({}, {{"remittance", std::string(141, 'x')}}, "Ustrd");
    refused({{"payment_information_id", "AB12CDF10001"}}, {}, "PmtInfId");
    refused({{"execution_date", "2026-03-02Z"}}, {}, "Dt");
    refused({{"execution_date", "2026-02-30"}}, {}, "Dt");
    refused({{"charge_bearer", "OUR"}}, {}, "ChrgBr");
    refused({{"batch_transaction_count", "0"}}, {}, "NbOfTxs");
}

TEST_CASE("a name of 140 letters is allowed however many bytes they take") {
    std::string name;
    for (auto count = 0; count < 140; ++count) {
        name += "\xE6\xB5\x8B";
    }
    check_document("pain.001.001.09", transfers({}, {{"creditor_name", name}}));
}
