#include "xml/messages.hpp"

using namespace messages;

Vocabulary transfers_vocabulary();

namespace {

std::map<std::string, Vocabulary> const& vocabularies() {
    static std::map<std::string, Vocabulary> const known = {
        {"pain.001.001.03", transfers_vocabulary()},
        {"pain.001.001.09", transfers_vocabulary()},
        {"pain.001.001.12", transfers_vocabulary()},
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

Vocabulary messages::vocabulary_of(std::string const& message) { return vocabularies().at(message); }

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
