#include "reconcile/solve_lumps.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "audit/log.hpp"
#include "reconcile/lumps.hpp"
#include "store/lumps.hpp"

namespace almoner::reconcile {

namespace {

/// The lumps of one transfer file with its transfers, looked at batch by batch.
class Ledger {
public:
    Ledger(std::vector<store::LumpRecord> lumps, std::vector<store::LumpMemberRecord> members)
        : lumps_(std::move(lumps)), members_(std::move(members)), shares_(lumps_.size()) {}

    /// First those of single batches; a lump of the file is of what they leave.
    void share_out() {
        std::set<int, std::greater<>> batches;
        for (auto const& lump : lumps_) {
            batches.insert(lump.reference.batch);
        }
        for (auto const batch : batches) {
            share_out(batch);
        }
    }

    [[nodiscard]] std::vector<store::LumpRecord> const& lumps() const { return lumps_; }
    [[nodiscard]] std::int64_t list() const { return members_.front().list; }

    /// What the lump stands for, as it goes into the store.
    [[nodiscard]] std::pair<store::LumpRecord, std::vector<store::AttemptEvidence>> told(std::size_t at) const {
        auto lump = lumps_[at];
        auto const& share = shares_[at];
        auto const credit = lump.amount.minor_units() > 0;
        lump.entry_class = !share ? "unexplained" : credit ? "return" : "payout_debit";
        lump.rule = share ? lump.reference.named_by + "+" + share->compared : "";
        std::vector<store::AttemptEvidence> facts;
        for (auto const member : share ? share->members : std::vector<std::size_t>{}) {
            auto const& transfer = members_[member];
            facts.push_back({transfer.list,
                             transfer.line,
                             transfer.attempt,
                             {credit ? EvidenceKind::credited_back : EvidenceKind::debited, lump.bank_file,
                              lump.statement, lump.entry, lump.detail, transfer.amount, lump.booking_day, lump.reason,
                              lump.text, lump.rule, true}});
        }
        return {std::move(lump), std::move(facts)};
    }

private:
    void share_out(int batch) {
        std::vector<std::size_t> which;
        std::vector<Lump> lumps;
        for (std::size_t at = 0; at < lumps_.size(); ++at) {
            auto const& lump = lumps_[at];
            if (lump.reference.batch == batch) {
                auto const credit = lump.amount.minor_units() > 0;
                auto const amount = credit ? lump.amount : Money::zero(lump.amount.currency()) - lump.amount;
                lumps.push_back({amount, credit, lump.reference.count, lump.booking_day});
                which.push_back(at);
            }
        }
        std::vector<std::size_t> transfers;
        std::vector<LumpMember> members;
        for (std::size_t at = 0; at < members_.size(); ++at) {
            auto const& member = members_[at];
            if (batch == 0 || member.batch == batch) {
                members.push_back({member.amount, member.failed, member.debited, member.returned});
                transfers.push_back(at);
            }
        }
        auto shares = shares_of(lumps, members);
        for (std::size_t at = 0; at < which.size(); ++at) {
            keep(which[at], std::move(shares[at]), transfers);
        }
    }

    /// Members of the batch become transfers of the file, which a lump of the file leaves alone.
    void keep(std::size_t at, std::optional<LumpShare> share, std::vector<std::size_t> const& transfers) {
        if (!share) {
            return;
        }
        for (auto& member : share->members) {
            member = transfers[member];
            auto& transfer = members_[member];
            (lumps_[at].amount.minor_units() > 0 ? transfer.returned : transfer.debited) = true;
        }
        shares_[at] = std::move(share);
    }

    std::vector<store::LumpRecord> lumps_;
    std::vector<store::LumpMemberRecord> members_;
    std::vector<std::optional<LumpShare>> shares_;
};

/// In one currency, for sums of several say nothing; a lump of another one stays unexplained.
bool has_currency_of(store::LumpRecord const& lump, std::vector<store::LumpMemberRecord> const& members) {
    return !members.empty() && lump.amount.currency() == members.front().amount.currency();
}

Status solve(Desk const& desk, std::int64_t file, std::set<audit::Part>& touched) {
    auto lumps = store::lumps_of(desk.store, file);
    if (!lumps || lumps->empty()) {
        return lumps ? Status{} : lumps.error();
    }
    auto members = store::lump_members(desk.store, file);
    if (!members) {
        return members.error();
    }
    std::erase_if(*lumps, [&](auto const& lump) { return !has_currency_of(lump, *members); });
    if (lumps->empty()) {
        return {};
    }
    Ledger ledger(*std::move(lumps), *std::move(members));
    ledger.share_out();
    for (std::size_t at = 0; at < ledger.lumps().size(); ++at) {
        auto const [lump, facts] = ledger.told(at);
        if (auto const set = store::set_lump(desk.store, lump, ledger.list(), facts); !set) {
            return set;
        }
        touched.insert({"entry", lump.bank_file});
        touched.insert({"evidence", lump.bank_file});
    }
    return {};
}

}  // namespace

Status solve_lumps(Desk const& desk) {
    auto const files = store::files_to_solve(desk.store);
    if (!files || files->empty()) {
        return files ? Status{} : files.error();
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    std::set<audit::Part> touched;
    for (auto const file : *files) {
        auto const solved = solve(desk, file, touched);
        auto const marked = solved ? store::mark_solved(desk.store, file) : solved;
        if (!marked) {
            return marked;
        }
    }
    if (!touched.empty()) {
        audit::Leaf leaf{.utc = desk.clock.now(), .run = desk.ticket.run, .kind = "lumps"};
        std::vector<audit::Part> const parts(touched.begin(), touched.end());
        if (auto const told = audit::append(desk.store, std::move(leaf), parts); !told) {
            return told;
        }
    }
    return transaction->commit();
}

Result<std::vector<Finding>> unsolved_lumps(store::Connection& store) {
    auto const lumps = store::unsolved_lumps(store);
    auto const files = store::bank_files(store);
    if (!lumps || !files) {
        return lumps ? files.error() : lumps.error();
    }
    std::map<std::int64_t, std::string> names;
    for (auto const& file : *files) {
        names.emplace(file.bank_file, file.name);
    }
    std::vector<Finding> findings;
    for (auto const& lump : *lumps) {
        auto const credit = lump.amount.minor_units() > 0;
        findings.push_back(finding_of(
            {credit ? ErrorCode::return_unmatched : ErrorCode::batch_unsolved, {}, to_grouped_text(lump.amount), {}},
            {names.at(lump.bank_file), {}, lump.entry, 0}));
    }
    return findings;
}

}  // namespace almoner::reconcile
