#include <map>

#include "xml/schema.hpp"
#include "xml/template.hpp"
#include "xml/workbench.hpp"

using namespace almoner;
using namespace almoner::xml;

/// The message templates in formats/ against our usage guidelines and the official schemas.

namespace {

/// Values by name, so that a test reads like the message; names left out are absent.
using Named = std::map<std::string, std::string>;

struct Row {
    Named values;
    std::vector<Row> rows;
};

std::filesystem::path message_file(std::string const& message, std::string const& file) {
    return std::filesystem::path(ALMONER_SOURCE) / "formats" / "messages" / message / file;
}

/// What every program that writes this message must know; the programs' own lists may hold more.
std::map<std::string, Vocabulary> const& vocabularies() {
    static std::map<std::string, Vocabulary> const known = {
        {"pain.001.001.09",
         {{"file",
           {"message_id", "creation_date_time", "transaction_count", "control_sum", "initiating_party_name",
            "initiating_party_id"}},
          {"batch",
           {"payment_information_id", "batch_booking", "batch_transaction_count", "batch_control_sum", "service_level",
            "category_purpose", "execution_date", "debtor_name", "debtor_iban", "debtor_account", "debtor_currency",
            "debtor_bic", "debtor_clearing_system", "debtor_member_id", "charge_bearer"}},
          {"transfer",
           {"instruction_id", "end_to_end_id", "uetr", "currency", "amount", "creditor_bic", "creditor_clearing_system",
            "creditor_member_id", "creditor_name", "creditor_iban", "creditor_account", "purpose", "remittance"}}}},
        {"pain.002.001.10",
         {{"file",
           {"message_id", "creation_date_time", "original_message_id", "original_transaction_count",
            "original_control_sum", "group_status"}},
          {"batch", {"original_payment_information_id", "batch_status"}},
          {"transaction",
           {"original_end_to_end_id", "transaction_status", "reason", "additional_information", "currency",
            "amount"}}}},
        {"camt.053.001.08",
         {{"statement",
           {"message_id", "creation_date_time", "statement_id", "sequence", "from_date_time", "to_date_time",
            "account_iban", "account_other", "currency", "account_holder", "opening_amount", "opening_credit_debit",
            "opening_date", "closing_amount", "closing_credit_debit", "closing_date"}},
          {"entry",
           {"amount", "credit_debit", "booking_date", "value_date", "account_servicer_reference", "domain", "family",
            "sub_family", "original_message_id", "payment_information_id", "end_to_end_id", "creditor_name",
            "creditor_iban", "creditor_account", "return_reason", "additional_information"}}}},
    };
    return known;
}

Named with(Named values, Named const& changes) {
    for (auto const& [name, value] : changes) {
        values[name] = value;
    }
    return values;
}

void write_row(TemplateWriter& writer, Vocabulary const& vocabulary, std::size_t scope, Row const& row) {
    Values values;
    for (auto const& field : vocabulary.at(scope).fields) {
        auto const found = row.values.find(field);
        values.push_back(found == row.values.end() ? std::string_view{} : std::string_view(found->second));
    }
    REQUIRE(writer.open(values));
    for (auto const& inner : row.rows) {
        write_row(writer, vocabulary, scope + 1, inner);
    }
    REQUIRE(writer.close());
}

/// The document with an empty Signature where a true one goes.
std::string document_of(std::string const& message, Row const& file) {
    auto const& vocabulary = vocabularies().at(message);
    auto const compiled =
        Template::compile(workbench::read(message_file(message, "message.xml")), vocabulary, message + "/message.xml");
    if (!compiled) {
        FAIL(text_of(compiled.error().code) << " " << compiled.error().value);
    }
    REQUIRE(compiled->has_signature());
    StringSink sink;
    TemplateWriter writer(*compiled, sink);
    write_row(writer, vocabulary, 0, file);
    return sink.text + "<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"></Signature>" + compiled->tail();
}

std::string ours(std::string const& message, std::string const& document) {
    auto const schema = Schema::load(message_file(message, "schema.xsd"));
    REQUIRE(schema);
    auto const valid = schema->validate(workbench::write("message.xml", document));
    return valid ? "holds" : valid.error().arguments.at(0);
}

/// "holds", or what xmllint has against the document.
std::string by_xmllint(std::filesystem::path const& schema, std::string const& document) {
    auto const file = workbench::write("message.xml", document);
    auto const outcome =
        workbench::run("xmllint --nonet --noout --schema '" + schema.string() + "' '" + file.string() + "' 2>&1");
    return outcome.status == 0 ? "holds" : outcome.output;
}

/// Ours by both programs, the official schema, and canonical form.
void check_document(std::string const& message, Row const& file) {
    auto const document = document_of(message, file);
    INFO(document);
    CHECK(ours(message, document) == "holds");
    if (!workbench::have("xmllint")) {
        return;
    }
    CHECK(by_xmllint(message_file(message, "schema.xsd"), document) == "holds");
    auto const canonical =
        workbench::run("xmllint --exc-c14n '" + workbench::write("canonical.xml", document).string() + "'");
    CHECK(canonical.output == document);
    if (auto const official = workbench::shared("xsd/" + message + ".xsd"); !official.empty()) {
        CHECK(by_xmllint(official, document) == "holds");
    }
}

void check_refused(std::string const& message, Row const& file, std::string const& word) {
    auto const document = document_of(message, file);
    INFO(document);
    CHECK(ours(message, document).find(word) != std::string::npos);
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

Row transfers(Named const& batch_changes, Named const& transfer_changes) {
    return {transfer_file, {{with(batch, batch_changes), {{with(transfer, transfer_changes), {}}}}}};
}

Named const report = {{"message_id", "R1"},
                      {"creation_date_time", "2026-03-01T08:00:00Z"},
                      {"original_message_id", "AB12CDF10001"},
                      {"original_transaction_count", "2"},
                      {"original_control_sum", "25.00"}};
Named const reported = {{"original_end_to_end_id", "AB12CD0000001711"},
                        {"transaction_status", "RJCT"},
                        {"currency", "CNY"},
                        {"amount", "12.50"}};

Named const statement = {{"message_id", "S1"},
                         {"creation_date_time", "2026-03-02T20:00:00Z"},
                         {"statement_id", "S1"},
                         {"sequence", "7"},
                         {"from_date_time", "2026-03-02T00:00:00Z"},
                         {"to_date_time", "2026-03-02T23:59:59Z"},
                         {"account_other", "6222020000000000"},
                         {"currency", "CNY"},
                         {"account_holder", "Office"},
                         {"opening_amount", "100.00"},
                         {"opening_credit_debit", "CRDT"},
                         {"opening_date", "2026-03-02"},
                         {"closing_amount", "0.00"},
                         {"closing_credit_debit", "CRDT"},
                         {"closing_date", "2026-03-02"}};
Named const entry = {{"amount", "100.00"},         {"credit_debit", "DBIT"}, {"booking_date", "2026-03-02"},
                     {"value_date", "2026-03-02"}, {"domain", "PMNT"},       {"family", "ICDT"},
                     {"sub_family", "ESCT"}};

}  // namespace

TEST_CASE("the smallest and the fullest transfer file are valid and canonical") {
    check_document("pain.001.001.09", transfers({}, {}));
    check_document("pain.001.001.09", transfers({{"service_level", "SEPA"},
                                                 {"category_purpose", "SSBE"},
                                                 {"debtor_bic", "COBADEFFXXX"},
                                                 {"debtor_clearing_system", "CNAPS"},
                                                 {"debtor_member_id", "102100099996"},
                                                 {"charge_bearer", "SLEV"}},
                                                {{"uetr", "00000000-0000-4000-8000-000000000000"},
                                                 {"creditor_bic", "COBADEFF"},
                                                 {"creditor_clearing_system", "CNAPS"},
                                                 {"creditor_member_id", "102100099996"},
                                                 {"purpose", "SSBE"},
                                                 {"remittance", "help \" ' & <\t>"}}));
}

TEST_CASE("a transfer file of several batches and transfers is valid") {
    Row const one = {with(batch, {{"payment_information_id", "AB12CDF10001B001"}}), {{transfer, {}}, {transfer, {}}}};
    Row const two = {with(batch, {{"payment_information_id", "AB12CDF10001B002"}}), {{transfer, {}}}};
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

TEST_CASE("status reports at every level are valid and canonical") {
    Named const in_batch = {{"original_payment_information_id", "AB12CDF10001B001"}};
    check_document("pain.002.001.10", {with(report, {{"group_status", "ACTC"}}), {}});
    check_document("pain.002.001.10", {report, {{with(in_batch, {{"batch_status", "ACCP"}}), {}}}});
    Row const rejected = {with(reported, {{"reason", "AC04"}}), {}};
    Row const explained = {with(reported, {{"reason", "NARR"}, {"additional_information", "a & b"}}), {}};
    Row const words_only = {with(reported, {{"additional_information", "words"}}), {}};
    check_document("pain.002.001.10", {report, {{in_batch, {rejected, explained, words_only, {reported, {}}}}}});
    check_refused("pain.002.001.10", {with(report, {{"original_message_id", "X"}}), {}}, "OrgnlMsgId");
    check_refused("pain.002.001.10", {report, {{in_batch, {{with(reported, {{"reason", "AC4"}}), {}}}}}}, "Cd");
}

TEST_CASE("statements with and without entries are valid and canonical") {
    check_document("camt.053.001.08", {statement, {}});
    check_document(
        "camt.053.001.08",
        {with(statement, {{"account_other", ""}, {"account_iban", "DE89370400440532013000"}}), {{entry, {}}}});
}

TEST_CASE("entries of a transfer, a return and a batch are valid and canonical") {
    auto const of_transfer = with(entry, {{"account_servicer_reference", "B1"},
                                          {"original_message_id", "AB12CDF10001"},
                                          {"payment_information_id", "AB12CDF10001B001"},
                                          {"end_to_end_id", "AB12CD0000001711"}});
    auto const named = with(of_transfer, {{"creditor_name", "A"}, {"creditor_iban", "DE89370400440532013000"}});
    auto const numbered = with(of_transfer, {{"creditor_name", "A"}, {"creditor_account", "6222020000000000"}});
    auto const returned = with(of_transfer, {{"credit_debit", "CRDT"},
                                             {"sub_family", "RRTN"},
                                             {"return_reason", "AC04"},
                                             {"additional_information", "account closed"}});
    auto const of_batch =
        with(entry, {{"original_message_id", "AB12CDF10001"}, {"payment_information_id", "AB12CDF10001B001"}});
    std::vector<Row> rows;
    for (auto const& values : {of_transfer, named, numbered, returned, of_batch}) {
        rows.push_back({values, {}});
    }
    check_document("camt.053.001.08", {statement, rows});
    check_refused("camt.053.001.08", {statement, {{with(entry, {{"credit_debit", "C"}}), {}}}}, "CdtDbtInd");
    check_refused("camt.053.001.08", {statement, {{with(entry, {{"amount", "-1"}}), {}}}}, "Amt");
    check_refused("camt.053.001.08", {with(statement, {{"account_other", ""}}), {}}, "Id");
}
