#pragma once

#include "office.hpp"
#include "payout/claim.hpp"
#include "payout/plan.hpp"
#include "store/answers.hpp"
#include "store/query.hpp"

/// An office that has claimed and planned a list of four: rows 2 to 4 have an attempt, row 5 is held for want of an
/// account. What the bank says of them, and corrections of it, come as the tests want them.
namespace corrections {

using namespace office;

inline std::string const row_5 = "person,胡宗,370199195505115721,,102100099996,general,,bank,200.00,,\n";
inline std::string const columns = "row,approved_name,approved_amount,payee_name,account_no,bank_code,channel,amount\n";
/// Rows as they should be: another account each, row 2 for less.
inline std::string const mended_2 = "2,毛红燕,500.00,毛红燕,6299990000000242309,102100099996,bank,450.00\n";
inline std::string const mended_5 = "5,胡宗,200.00,胡宗,6299990000000242358,102100099996,bank,200.00\n";

class Bench {
public:
    Bench() {
        auto const rows = good_rows + row_5;
        auto cover = office.cover(rows);
        cover.count = 4;
        cover.total = yuan(1400);
        cover.sums = {{"general", 4, yuan(1400)}};
        cover.findings.held = 1;
        auto const claim = taken(payout::claim(office.desk(), list_of(office, office.lay(cover, rows))));
        REQUIRE(claim.list);
        REQUIRE(taken(payout::plan(office.desk(), *claim.list)).files.size() == 1);
        fs::remove_all(office.inbox());
    }

    [[nodiscard]] store::ListRecord list() const { return *taken(store::list_by_code(office.store(), "AA0001")); }

    /// One fact of the bank about an attempt.
    void say(std::uint32_t row, EvidenceKind kind, std::string const& reason = {}, Money amount = yuan(0),
             int attempt = 1) {
        auto const file = store::add_bank_file(office.store(), {.sha256 = std::to_string(++files_),
                                                                .name = "answer.xml",
                                                                .message = "camt.053.001.08",
                                                                .run = 1,
                                                                .taken = office.clock.now()});
        auto const moved = amount.minor_units() != 0;
        Evidence const fact{kind,
                            taken(file),
                            moved ? 1U : 0U,
                            1,
                            0,
                            moved ? std::optional(amount) : std::nullopt,
                            moved ? std::optional(*parse_day("2026-01-20")) : std::nullopt,
                            reason,
                            {},
                            "end_to_end_id"};
        store::AttemptEvidence const told{list().list, {0, row}, attempt, fact};
        REQUIRE(store::add_evidence(office.store(), {&told, 1}));
    }

    void statement(std::int64_t sequence, Money opening, Money closing, std::string const& day) {
        auto const file = store::add_bank_file(office.store(), {.sha256 = "s" + std::to_string(sequence),
                                                                .name = "statement.xml",
                                                                .message = "camt.053.001.08",
                                                                .run = 1,
                                                                .taken = office.clock.now()});
        BankStatement one;
        one.bank_file = taken(file);
        one.statement = 1;
        one.message = "camt.053";
        one.id = std::to_string(sequence);
        one.account = "6299999000000000013";
        one.currency = opening.currency().code();
        one.sequence = sequence;
        one.opening = opening;
        one.closing = closing;
        one.closing_day = *parse_day(day);
        REQUIRE(store::add_statement(office.store(), one));
    }

    /// The cover of a correction that pays `count` lines by bank and `total`.
    [[nodiscard]] settings::Cover cover(std::string const& rows, std::uint64_t count, Money total) const {
        auto cover = office.cover(rows);
        cover.code = *ListCode::parse("AA000" + std::to_string(rounds_ + 2));
        cover.kind = settings::ListKind::correction;
        cover.of = *ListCode::parse("AA0001");
        cover.reason = "asked again";
        cover.rows_file = "fix.csv";
        cover.count = count;
        cover.total = total;
        cover.sums = {{"general", count, total}};
        return cover;
    }

    payout::Claim claim(settings::Cover const& cover, std::string const& rows) {
        fs::remove_all(office.inbox());
        auto claim = taken(payout::claim_correction(
            office.desk(), list_of(office, office.lay(cover, rows, {"maker", "approver"}, "fix"))));
        rounds_ += claim.list ? 1 : 0;
        return claim;
    }
    payout::Claim correct(std::string const& rows, std::uint64_t count, Money total) {
        return claim(cover(rows, count, total), rows);
    }

    /// The one finding of a correction of one row that is refused: code, row and column.
    std::string refusal(std::string const& row, Money total = yuan(450)) {
        auto const claim = correct(columns + row, 1, total);
        CHECK_FALSE(claim.list);
        CHECK(count("correction") == 0);
        REQUIRE(claim.findings.size() == 1);
        auto const& finding = claim.findings[0];
        CHECK(finding.severity == Severity::refused);
        CHECK(finding.position.file == "fix.csv");
        return std::string(text_of(finding.code)) + " " + std::to_string(finding.position.row) + ":" +
               std::to_string(finding.position.column);
    }

    std::int64_t count(std::string const& from) {
        std::int64_t number = 0;
        REQUIRE(store::for_each_row(store::query(office.store(), "SELECT count(*) FROM " + from),
                                    [&](store::Statement& row) { number = row.number(0); }));
        return number;
    }

    Office office;

private:
    int files_ = 0;
    int rounds_ = 0;
};

}  // namespace corrections
