#include "report/exceptions.hpp"

#include "report/evening.hpp"
#include "store/corrections.hpp"

using namespace evening;

namespace {

std::map<std::string, report::Exception> worklist(Evening const& evening) {
    auto const all = report::exceptions(evening.connection(), evening.horizon);
    REQUIRE(all);
    std::map<std::string, report::Exception> by_id;
    auto severity = 1;
    for (auto const& exception : *all) {
        CHECK(exception.severity >= severity);
        severity = exception.severity;
        by_id.emplace(exception.id, exception);
    }
    return by_id;
}

}  // namespace

TEST_CASE("each thing a person must look at is raised once, by its cause, the worst first") {
    Evening evening;
    auto const all = worklist(evening);
    std::vector<std::string> ids;
    for (auto const& [id, exception] : all) {
        ids.push_back(id);
        CHECK(exception.members == 1);
        CHECK(exception.amount == yuan(100));
    }
    CHECK(ids == std::vector<std::string>{"conflict:AA0001", "line_held:AA0001/account.missing", "rejected:AC04",
                                          "returned:AC06"});
    CHECK(all.at("conflict:AA0001").severity == 1);
    CHECK(all.at("rejected:AC04").examples == std::vector<std::string>{"AA000100000003"});
}

TEST_CASE("what was corrected is no longer on the worklist, unless the bank now says it was paid after all") {
    Evening evening;
    auto record = list_record("AA0002");
    record.kind = "correction";
    record.of_list = evening.list;
    record.round = 2;
    auto const writer = store::ListWriter::begin(evening.connection(), record, {});
    REQUIRE(writer);
    record.list = writer->list();
    std::vector<store::Correction> const corrections = {{line_of(3), 2, yuan(0)}, {line_of(4), 3, yuan(0)}};
    REQUIRE(store::add_corrections(evening.connection(), record, corrections));
    auto const all = worklist(evening);
    CHECK_FALSE(all.contains("rejected:AC04"));
    CHECK_FALSE(all.contains("returned:AC06"));
    CHECK(all.at("conflict:AA0001").members == 1);

    Evidence const booked{
        EvidenceKind::debited, evening.bank_file, 1, 9, 0, yuan(100), *parse_day("2026-01-21"), {}, {}, {}};
    store::AttemptEvidence const late{evening.list, {0, 3}, 1, booked};
    REQUIRE(store::add_evidence(evening.connection(), {&late, 1}));
    CHECK(worklist(evening).at("conflict:AA0001").members == 2);
}

TEST_CASE("what to do stands in the user's language for every exception") {
    Evening evening;
    for (auto const language : {settings::Language::en, settings::Language::zh}) {
        auto const texts = evening.texts(language);
        for (auto const& [id, exception] : worklist(evening)) {
            INFO(id);
            CHECK(report::what_to_do(exception, texts).size() > 8);
            CHECK(report::what_to_do(exception, texts) != exception.reason_key);
        }
    }
}

TEST_CASE("money that left without an order of ours is worse than money that came") {
    Evening evening;
    auto const zero = yuan(0);
    std::vector<store::EntryRecord> const entries = {
        {1, 6, 0, zero - yuan(30), *parse_day("2026-01-20"), "", "unexplained", "", "", ""},
        {1, 7, 0, yuan(40), *parse_day("2026-01-20"), "", "unexplained", "", "", ""},
        {1, 8, 0, yuan(50), *parse_day("2026-01-20"), "", "funding", "", "", ""}};
    auto transaction = store::Transaction::begin(evening.connection());
    REQUIRE(transaction);
    REQUIRE(store::add_entries(evening.connection(), evening.bank_file, entries));
    auto const all = worklist(evening);
    CHECK(all.at("debit_not_ours:camt053-1.xml").severity == 1);
    CHECK(all.at("credit_unexplained:camt053-1.xml").severity == 3);
    CHECK(all.at("credit_unexplained:camt053-1.xml").members == 1);
    CHECK(all.at("credit_unexplained:camt053-1.xml").examples == std::vector<std::string>{"camt053-1.xml#1/7"});
}

TEST_CASE("a quarantined file and a list that waits are for today, without a sum") {
    Evening evening;
    REQUIRE(store::add_bank_file(evening.connection(), {.sha256 = "dd",
                                                        .name = "strange.xml",
                                                        .quarantined = true,
                                                        .reason = "signature.missing",
                                                        .run = 1,
                                                        .taken = now()}));
    std::vector<Finding> const findings = {
        finding_of({ErrorCode::cover_total, {}, "1.00", {"2.00", "bank"}}, {"next.cover.toml", {}, 0, 0})};
    REQUIRE(store::add_findings(evening.connection(), 1, "AA0002", findings));
    REQUIRE(store::add_findings(evening.connection(), 1, "AA0001", findings));
    auto const all = worklist(evening);
    CHECK(all.at("quarantined:strange.xml").severity == 2);
    CHECK_FALSE(all.at("quarantined:strange.xml").amount);
    CHECK(report::amount_text(all.at("quarantined:strange.xml")).empty());
    CHECK(all.contains("list_waiting:AA0002"));
    // A list that was claimed meanwhile waits no longer.
    CHECK_FALSE(all.contains("list_waiting:AA0001"));
}
