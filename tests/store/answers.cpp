#include "store/answers.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

namespace {

BankStatement statement(std::int64_t bank_file, std::int64_t sequence) {
    BankStatement one;
    one.bank_file = bank_file;
    one.statement = 1;
    one.message = "camt.053";
    one.id = "S" + std::to_string(sequence);
    one.account = "62990001";
    one.currency = "CNY";
    one.sequence = sequence;
    one.opening = yuan(10);
    one.closing = yuan(-5);
    one.booked = yuan(-15);
    one.closing_day = *parse_day("2026-01-20");
    one.entry_count = 2;
    one.content = "digest";
    return one;
}

store::AttemptEvidence fact(std::int64_t list, std::int64_t bank_file, EvidenceKind kind, std::uint32_t entry = 1) {
    return {
        list, {0, 2}, 1, {kind, bank_file, 1, entry, 0, yuan(100), *parse_day("2026-01-20"), "AC04", "closed", "id"}};
}

}  // namespace

TEST_CASE("a bank's file is known by its bytes and taken once") {
    Cabinet cabinet;
    auto const id = cabinet.bank_file("ff");
    auto const found = store::bank_file_by_digest(cabinet.store(), "ff");
    REQUIRE((found && *found));
    CHECK((*found)->bank_file == id);
    CHECK((*found)->message == "camt.053.001.08");
    CHECK_FALSE((*found)->quarantined);
    CHECK_FALSE(*store::bank_file_by_digest(cabinet.store(), "ee"));
    CHECK_FALSE(
        store::add_bank_file(cabinet.store(), {.sha256 = "ff", .name = "again.xml", .run = 1, .taken = noon()}));
    REQUIRE(store::set_signer(cabinet.store(), id, "bank"));
    CHECK(store::bank_files(cabinet.store())->at(0).signer == "bank");
}

TEST_CASE("a quarantined file is kept with its reason") {
    Cabinet cabinet;
    REQUIRE(store::add_bank_file(cabinet.store(), {.sha256 = "ff",
                                                   .name = "strange.xml",
                                                   .quarantined = true,
                                                   .reason = "signature.missing",
                                                   .detail = "where",
                                                   .run = 1,
                                                   .taken = noon()}));
    auto const kept = store::bank_files(cabinet.store())->at(0);
    CHECK(kept.quarantined);
    CHECK(kept.reason == "signature.missing");
    CHECK(kept.detail == "where");
}

TEST_CASE("statements and entries come back as they were, an overdrawn balance too") {
    Cabinet cabinet;
    auto const bank_file = cabinet.bank_file();
    auto const zero = yuan(0);
    auto transaction = store::Transaction::begin(cabinet.store());
    std::vector<store::EntryRecord> const entries = {
        {1, 1, 0, zero - yuan(15), *parse_day("2026-01-20"), "E1", "payout_debit", "rule", "", "text"},
        {1, 2, 1, yuan(1), *parse_day("2026-01-21"), "E2", "return", "rule", "AC04", ""}};
    REQUIRE(store::add_entries(cabinet.store(), bank_file, entries));
    REQUIRE(store::add_statement(cabinet.store(), statement(bank_file, 7)));
    REQUIRE(transaction->commit());
    auto const statements = store::statements(cabinet.store());
    REQUIRE(statements->size() == 1);
    CHECK(statements->at(0).sequence == 7);
    CHECK(statements->at(0).opening == yuan(10));
    CHECK(statements->at(0).closing == yuan(-5));
    CHECK(statements->at(0).entry_count == 2);
    CHECK(statements->at(0).booked == yuan(-15));
    CHECK(statements->at(0).message == "camt.053");
    CHECK(statements->at(0).content == "digest");
    CHECK(statements->at(0).standing == Standing::counts);
    auto const returns = store::entries(cabinet.store(), "return");
    REQUIRE(returns->size() == 1);
    CHECK(returns->at(0).first == bank_file);
    CHECK(returns->at(0).second.detail == 1);
    CHECK(returns->at(0).second.reason == "AC04");
    CHECK(store::entries(cabinet.store(), "")->at(0).second.amount == yuan(-15));
}

TEST_CASE("entries without their statement are not kept") {
    Cabinet cabinet;
    auto const bank_file = cabinet.bank_file();
    auto transaction = store::Transaction::begin(cabinet.store());
    std::vector<store::EntryRecord> const entries = {
        {1, 1, 0, yuan(1), *parse_day("2026-01-20"), "E1", "return", "", "", ""}};
    REQUIRE(store::add_entries(cabinet.store(), bank_file, entries));
    CHECK_FALSE(transaction->commit());
}

TEST_CASE("a statement may lack its number, balances and currency, and be one page of several") {
    Cabinet cabinet;
    BankStatement bare;
    bare.bank_file = cabinet.bank_file();
    bare.statement = 3;
    bare.message = "camt.054";
    bare.page = 2;
    bare.first_page = bare.last_page = false;
    REQUIRE(store::add_statement(cabinet.store(), bare));
    auto const kept = store::statements(cabinet.store())->at(0);
    CHECK(kept.statement == 3);
    CHECK_FALSE((kept.sequence || kept.opening || kept.closing || kept.booked));
    CHECK(kept.currency.empty());
    CHECK(kept.page == 2);
    CHECK_FALSE((kept.first_page || kept.last_page));
}

TEST_CASE("of two versions of a statement one counts at most, and what does not count proves nothing") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2})});
    cabinet.plan(list, {{0, 2}});
    auto const first = statement(cabinet.bank_file("ff"), 7);
    auto other = statement(cabinet.bank_file("ee"), 7);
    REQUIRE(store::add_statement(cabinet.store(), first));
    CHECK_FALSE(store::add_statement(cabinet.store(), other));
    other.standing = Standing::contested;
    REQUIRE(store::add_statement(cabinet.store(), other));
    CHECK_FALSE(store::set_standing(cabinet.store(), other, Standing::counts));
    std::vector<store::AttemptEvidence> const facts = {fact(list.list, first.bank_file, EvidenceKind::debited)};
    REQUIRE(store::add_evidence(cabinet.store(), facts));
    CHECK(cabinet.count("evidence_in_force") == 1);
    std::vector<store::EntryRecord> const entries = {
        {1, 1, 0, yuan(1), *parse_day("2026-01-20"), "E1", "return", "", "", ""}};
    REQUIRE(store::add_entries(cabinet.store(), first.bank_file, entries));
    CHECK(store::entries(cabinet.store(), "return")->size() == 1);
    REQUIRE(store::set_standing(cabinet.store(), first, Standing::superseded));
    REQUIRE(store::set_standing(cabinet.store(), other, Standing::counts));
    CHECK(cabinet.count("evidence_in_force") == 0);
    CHECK(cabinet.count("evidence") == 1);
    CHECK(store::entries(cabinet.store(), "return")->empty());
}

TEST_CASE("a file let in keeps its id and why it was quarantined") {
    Cabinet cabinet;
    auto const id = store::add_bank_file(cabinet.store(), {.sha256 = "ff",
                                                           .name = "strange.xml",
                                                           .quarantined = true,
                                                           .reason = "statement.arithmetic",
                                                           .run = 1,
                                                           .taken = noon()});
    REQUIRE(id);
    auto file = store::bank_files(cabinet.store())->at(0);
    file.message = "camt.053.001.08";
    REQUIRE(store::let_in(cabinet.store(), file));
    auto const kept = store::bank_files(cabinet.store())->at(0);
    CHECK(kept.bank_file == *id);
    CHECK_FALSE(kept.quarantined);
    CHECK(kept.message == "camt.053.001.08");
    CHECK(kept.reason == "statement.arithmetic");
}

TEST_CASE("attempts are looked up in the order asked, and nothing is where there is none") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2}), line_of({0, 3})});
    auto const file = cabinet.plan(list, {{0, 2}, {0, 3}});
    auto const id = [](char const* code, std::uint32_t row, int attempt) {
        return EndToEndId::of(*ListCode::parse(code), {0, row}, attempt);
    };
    std::vector<EndToEndId> const ids = {id("AA0001", 3, 1), id("AA0001", 9, 1), id("AA0001", 2, 1), id("AA0001", 2, 2),
                                         id("AA0009", 2, 1)};
    auto const found = store::find_attempts(cabinet.store(), ids);
    REQUIRE(found);
    REQUIRE(found->size() == 5);
    REQUIRE(found->at(0));
    CHECK(found->at(0)->line == LineNumber{0, 3});
    CHECK(found->at(0)->file == file.file);
    CHECK(found->at(0)->amount == yuan(100));
    CHECK(found->at(0)->account.number == "6299990000000007751");
    CHECK(found->at(0)->profile == "testbank-cn");
    CHECK_FALSE(found->at(1));
    CHECK(found->at(2)->line == LineNumber{0, 2});
    CHECK_FALSE(found->at(3));
    CHECK_FALSE(found->at(4));
}

TEST_CASE("a fact is kept once, and never changed or removed") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2})});
    cabinet.plan(list, {{0, 2}});
    auto const bank_file = cabinet.bank_file();
    std::vector<store::AttemptEvidence> const facts = {fact(list.list, bank_file, EvidenceKind::debited)};
    REQUIRE(store::add_evidence(cabinet.store(), facts));
    REQUIRE(store::add_evidence(cabinet.store(), facts));
    CHECK(cabinet.count("evidence") == 1);
    CHECK(cabinet.said("UPDATE evidence SET amount = 1") == "evidence is never changed");
    CHECK(cabinet.said("DELETE FROM evidence") == "evidence is never removed");
    auto const of_nobody = store::AttemptEvidence{list.list, {0, 99}, 1, facts[0].evidence};
    CHECK_FALSE(store::add_evidence(cabinet.store(), {&of_nobody, 1}));
}
