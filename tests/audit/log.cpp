#include "audit/log.hpp"

#include "audit/anchor.hpp"
#include "audit/proof.hpp"
#include "crypto/workshop.hpp"
#include "store/cabinet.hpp"

using namespace cabinet;
using audit::Part;

namespace {

/// A store with a log, and what was signed of it.
struct Desk {
    Desk() {
        auto const& pair = key();
        auto made = audit::Witness::of("almoner/AA", pair.certificate);
        REQUIRE(made);
        witnesses.push_back(*std::move(made));
    }

    static workshop::Pair const& key() {
        static auto const pair = workshop::make_pair("log", "-algorithm ED25519", workshop::may_sign);
        return pair;
    }

    void append(std::string const& kind, std::vector<Part> const& touched, audit::Leaf leaf = {}) {
        leaf.utc = noon();
        leaf.run = 1;
        leaf.kind = kind;
        leaf.subject = "AA0001";
        REQUIRE(audit::append(cabinet.store(), leaf, touched));
    }

    void publish() {
        REQUIRE(audit::publish(cabinet.store(), {folder.path() / "anchor"}, witnesses.front(), key().key));
    }

    audit::Verdict verdict() {
        auto proved = audit::prove(
            {cabinet.store(), folder.path(), folder.path() / "outbox", {folder.path() / "anchor"}, witnesses});
        REQUIRE(proved);
        return *std::move(proved);
    }

    std::vector<std::string> faults() {
        std::vector<std::string> told;
        for (auto const& fault : verdict().faults) {
            told.push_back(std::string(text_of(fault.code)) + " " + fault.value);
        }
        return told;
    }

    Cabinet cabinet;
    Folder folder;
    std::vector<audit::Witness> witnesses;
};

using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("leaves are numbered, and carry the digests of the rows they left") {
    Desk desk;
    auto const list = desk.cabinet.claim(list_record(), {line_of({0, 2})});
    desk.append("list", {{"list", list.list}, {"line", list.list}});
    desk.append("run", {});
    std::vector<audit::Leaf> leaves;
    REQUIRE(store::for_each_audit_leaf(desk.cabinet.store(), [&](std::string_view record, std::string_view) -> Status {
        leaves.push_back(*audit::parse_leaf(record));
        return {};
    }));
    REQUIRE(leaves.size() == 2);
    CHECK(leaves[0].sequence == 0);
    CHECK(leaves[1].sequence == 1);
    CHECK(leaves[0].rows.at({"line", list.list}) == *audit::digest_of(desk.cabinet.store(), {"line", list.list}));
    CHECK(leaves[0].rows.at({"line", list.list}).columns == 22);
}

TEST_CASE("a store as its log says has no fault") {
    Desk desk;
    CHECK(desk.faults() == Faults{});
    auto const list = desk.cabinet.claim(list_record(), {line_of({0, 2})});
    desk.append("list", {{"list", list.list}, {"line", list.list}});
    desk.publish();
    auto const verdict = desk.verdict();
    CHECK(verdict.faults.empty());
    CHECK(verdict.leaves == 1);
    CHECK(verdict.checkpoints == 1);
}

TEST_CASE("rows that no leaf tells of, or that are not as told, are faults; what a later leaf tells counts") {
    Desk desk;
    auto const list = desk.cabinet.claim(list_record(), {line_of({0, 2})});
    auto const line = "audit.rows_changed line/" + std::to_string(list.list);
    desk.append("list", {{"list", list.list}});
    CHECK(desk.faults() == Faults{line});
    desk.append("list", {{"line", list.list}});
    CHECK(desk.faults() == Faults{});
    REQUIRE(desk.cabinet.said("UPDATE line SET note = 'changed'") == "taken");
    CHECK(desk.faults() == Faults{line});
    desk.append("screening", {{"line", list.list}});
    CHECK(desk.faults() == Faults{});
}

TEST_CASE("columns of a later schema are no fault") {
    Desk desk;
    auto const list = desk.cabinet.claim(list_record(), {line_of({0, 2})});
    desk.append("list", {{"list", list.list}, {"line", list.list}});
    REQUIRE(desk.cabinet.said("ALTER TABLE line ADD COLUMN later TEXT NOT NULL DEFAULT ''") == "taken");
    CHECK(desk.faults() == Faults{});
}

TEST_CASE("what people have accepted is the log's own again") {
    Desk desk;
    auto const list = desk.cabinet.claim(list_record(), {line_of({0, 2})});
    audit::Leaf leaf;
    leaf.archived["lists/rows.csv"] = std::string(64, '0');
    leaf.archived["lists/gone.csv"] = std::string(64, '1');
    desk.append("list", {{"list", list.list}, {"line", list.list}}, leaf);
    desk.folder.write("lists/rows.csv", "other");
    REQUIRE(desk.cabinet.said("UPDATE line SET note = 'changed'") == "taken");
    auto const verdict = desk.verdict();
    CHECK(verdict.faults.size() == 3);
    CHECK(verdict.log_holds);
    auto const target = audit::digest_of_differences(verdict);
    REQUIRE(target);
    desk.append("accepted", {}, audit::acceptance_of(verdict, "decision"));
    CHECK(desk.faults() == Faults{});
    // Another difference is another decision.
    desk.folder.write("lists/gone.csv", "back");
    CHECK(desk.faults() == Faults{"audit.archive_changed AA0001"});
    CHECK(*audit::digest_of_differences(desk.verdict()) != *target);
}

TEST_CASE("one run may have lost its checkpoint, two have not") {
    Desk desk;
    desk.append("run", {});
    desk.publish();
    desk.append("run", {});
    CHECK(desk.faults() == Faults{});
    desk.append("run", {});
    CHECK(desk.faults() == Faults{"audit.checkpoint_missing 2"});
    CHECK_FALSE(desk.verdict().log_holds);
    desk.publish();
    CHECK(desk.faults() == Faults{});
}

TEST_CASE("checkpoints of a key that was replaced still hold") {
    Desk desk;
    desk.append("run", {});
    desk.publish();
    auto const& next = workshop::make_pair("log-next", "-algorithm ED25519", workshop::may_sign);
    desk.witnesses.insert(desk.witnesses.begin(), *audit::Witness::of("almoner/AA", next.certificate));
    desk.append("run", {});
    REQUIRE(audit::publish(desk.cabinet.store(), {desk.folder.path() / "anchor"}, desk.witnesses.front(), next.key));
    CHECK(desk.verdict().checkpoints == 2);
    CHECK(desk.faults() == Faults{});
    desk.witnesses.pop_back();
    auto const unknown =
        audit::prove({desk.cabinet.store(), desk.folder.path(), {}, {desk.folder.path() / "anchor"}, desk.witnesses});
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().code == ErrorCode::audit_checkpoint);
}

TEST_CASE("a signed file, or one in the outbox, that nothing has sealed is a fault that nobody can accept") {
    Desk desk;
    auto const list = desk.cabinet.claim(list_record(), {line_of({0, 2})});
    desk.cabinet.plan(list, {{0, 2}});
    desk.append("file_planned",
                {{"list", list.list}, {"line", list.list}, {"attempt", list.list}, {"transfer_file", 1}, {"batch", 1}});
    desk.folder.write("files/AA0001F10001.xml", "signed");
    CHECK(desk.faults() == Faults{});
    desk.folder.write("outbox/AA0001F10001.xml", "signed");
    CHECK(desk.faults() == Faults{"audit.unknown_file AA0001F10001.xml"});
    CHECK_FALSE(desk.verdict().log_holds);
    auto const digest = crypto::sha256("signed");
    REQUIRE(digest);
    audit::Leaf sealed;
    sealed.archived["files/AA0001F10001.xml"] = crypto::hex(*digest);
    desk.append("file_sealed", {}, sealed);
    CHECK(desk.faults() == Faults{});
    CHECK(desk.verdict().files_held == 2);
    desk.folder.write("files/AA0009F10001.xml", "of a newer store");
    CHECK(desk.faults() == Faults{"audit.unknown_file AA0009F10001.xml"});
}

TEST_CASE("a store that is behind its newest checkpoint is told of before anything is written") {
    Desk desk;
    desk.append("list", {});
    desk.append("run", {});
    desk.publish();
    audit::Ground const ground{desk.cabinet.store(), {}, {}, {desk.folder.path() / "anchor"}, desk.witnesses};
    CHECK(audit::not_behind(ground));
    REQUIRE(desk.cabinet.said("DROP TRIGGER audit_stays") == "taken");
    REQUIRE(desk.cabinet.said("DELETE FROM audit WHERE leaf = 2") == "taken");
    CHECK(audit::not_behind(ground).error().code == ErrorCode::audit_store_behind);
    desk.append("other", {});
    CHECK(audit::not_behind(ground).error().code == ErrorCode::audit_log_changed);
}

TEST_CASE("a log that says which checkpoints are gone goes on beside them") {
    Desk desk;
    desk.append("list", {});
    desk.append("run", {});
    desk.publish();
    REQUIRE(desk.cabinet.said("DROP TRIGGER audit_stays") == "taken");
    REQUIRE(desk.cabinet.said("DELETE FROM audit") == "taken");
    auto const gone =
        audit::astray(desk.cabinet.store(), *audit::anchored({desk.folder.path() / "anchor"}, desk.witnesses));
    REQUIRE(gone);
    REQUIRE(gone->size() == 1);
    desk.folder.write("recovered/note.checkpoint", read(gone->front().file));
    audit::Leaf leaf;
    leaf.archived["recovered/note.checkpoint"] = gone->front().sha256;
    desk.append(std::string(audit::recovered_kind), {}, leaf);
    CHECK(desk.faults() == Faults{});
    // The new log comes by the size of the old one, and both notes stay.
    desk.append("run", {});
    desk.publish();
    desk.publish();
    CHECK(desk.faults() == Faults{});
    CHECK(desk.verdict().checkpoints == 1);
    CHECK(audit::anchored({desk.folder.path() / "anchor"}, desk.witnesses)->size() == 2);
}

TEST_CASE("a log behind or beside its checkpoints is a fault that nobody can accept") {
    Desk desk;
    desk.append("list", {});
    desk.append("run", {});
    desk.publish();
    REQUIRE(desk.cabinet.said("DROP TRIGGER audit_stays") == "taken");
    REQUIRE(desk.cabinet.said("DELETE FROM audit WHERE leaf = 2") == "taken");
    CHECK(desk.faults() == Faults{"audit.store_behind 1"});
    desk.append("other", {});
    CHECK(desk.faults() == Faults{"audit.log_changed 2"});
    CHECK_FALSE(desk.verdict().log_holds);
}
