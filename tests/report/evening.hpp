#pragma once

#include "ground.hpp"
#include "report/horizon.hpp"
#include "settings/texts.hpp"
#include "store/answers.hpp"
#include "store/runs.hpp"

/// A store in which one list met each fate: row 2 paid, 3 rejected, 4 returned, 5 in conflict, 6 in flight, 7 held,
/// 8 cash. Invented people and accounts.
namespace evening {

using namespace almoner;
using namespace almoner::testing;

inline Currency cny() { return *Currency::parse("CNY"); }
inline Money yuan(std::int64_t amount) { return {amount * 100, cny()}; }
inline Instant now() { return *parse_instant("2026-01-22T01:00:00Z"); }

inline store::ListRecord list_record(std::string const& code = "AA0001") {
    return {.code = code,
            .cover_sha256 = "cover of " + code,
            .kind = "original",
            .programme = "winter",
            .period = "2026",
            .unit = "union",
            .fund = "main",
            .profile = "testbank-cn",
            .debtor_account = "relief",
            .currency = cny(),
            .execution_date = *parse_day("2026-01-20"),
            .maker = "li",
            .cover_file = "list.cover.toml",
            .rows_file = "rows.csv",
            .total = yuan(700),
            .run = 1,
            .claimed = now()};
}

inline Line line_of(std::uint32_t row) {
    Line line{.amount = yuan(100)};
    line.number = {0, row};
    line.category = "general";
    line.unit = "union";
    line.payee_name = "<张三>";
    line.person_key[0] = static_cast<std::uint8_t>(row);
    line.account = {AccountScheme::other, "629999000000000775" + std::to_string(row)};
    if (row == 7) {
        line.state = LineState::held;
        line.finding = "account.missing";
        line.account = {};
    }
    if (row == 8) {
        line.channel = Channel::cash;
        line.account = {};
    }
    return line;
}

class Evening {
public:
    Evening() {
        auto opened = store::open_sqlite(folder.path() / "almoner.db");
        REQUIRE(opened);
        connection_ = *std::move(opened);
        REQUIRE(store::begin_run(connection(), "run", now()));
        claim_and_plan();
        hear_from_the_bank();
        auto looked =
            report::horizon(connection(), settings::Formats(source() / "formats"), {}, *parse_day("2026-01-22"));
        REQUIRE(looked);
        horizon = *looked;
    }

    [[nodiscard]] store::Connection& connection() const { return *connection_; }

    settings::Texts texts(settings::Language language = settings::Language::en) const {
        auto loaded = settings::Texts::load(source() / "formats", language);
        REQUIRE(loaded);
        return *std::move(loaded);
    }

    Folder folder;
    report::Horizon horizon;
    std::int64_t list = 0;
    std::int64_t file = 0;
    std::int64_t bank_file = 0;

private:
    void claim_and_plan() {
        auto writer = store::ListWriter::begin(connection(), list_record(), {});
        REQUIRE(writer);
        list = writer->list();
        std::vector<Line> lines;
        for (std::uint32_t row = 2; row <= 8; ++row) {
            lines.push_back(line_of(row));
        }
        REQUIRE(writer->append(lines));
        store::PlanWriter plan(connection(), list, list);
        auto const added = plan.add_file({.message_id = "AA0001F10001",
                                          .list = list,
                                          .name = "AA0001F10001.xml",
                                          .created = now(),
                                          .transaction_count = 5,
                                          .control_sum = yuan(500)});
        REQUIRE(added);
        file = *added;
        REQUIRE(plan.add_batch(file, {1, "AA0001F10001B001", *parse_day("2026-01-20"), 5, yuan(500)}));
        std::vector<LineNumber> const rows = {{0, 2}, {0, 3}, {0, 4}, {0, 5}, {0, 6}};
        REQUIRE(plan.add_attempts(file, 1, 1, rows));
        REQUIRE(plan.finish());
        REQUIRE(store::seal_file(connection(), file,
                                 {std::string(64, 'a'), 9, std::string(64, 'b'), "signer", "boot", "bank", now()}));
        REQUIRE(store::set_file_state(connection(), file, FileState::delivered, now()));
    }

    void say(std::uint32_t row, EvidenceKind kind, std::string const& reason, std::uint32_t entry) {
        auto const moved = kind == EvidenceKind::debited || kind == EvidenceKind::credited_back;
        Evidence const fact{kind,
                            bank_file,
                            moved ? 1U : 0U,
                            entry,
                            0,
                            moved ? std::optional(yuan(100)) : std::nullopt,
                            moved ? std::optional(*parse_day("2026-01-20")) : std::nullopt,
                            reason,
                            {},
                            "end_to_end_id"};
        store::AttemptEvidence const told{list, {0, row}, 1, fact};
        REQUIRE(store::add_evidence(connection(), {&told, 1}));
    }

    void hear_from_the_bank() {
        auto const added = store::add_bank_file(
            connection(),
            {.sha256 = "cc", .name = "camt053-1.xml", .message = "camt.053.001.08", .run = 1, .taken = now()});
        REQUIRE(added);
        bank_file = *added;
        say(2, EvidenceKind::debited, "", 1);
        say(3, EvidenceKind::rejected, "AC04", 2);
        say(4, EvidenceKind::debited, "", 3);
        say(4, EvidenceKind::credited_back, "AC06", 4);
        say(5, EvidenceKind::mismatch, "", 5);
    }

    std::unique_ptr<store::Connection> connection_;
};

}  // namespace evening
