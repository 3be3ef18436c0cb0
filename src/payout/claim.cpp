#include "payout/claim.hpp"

#include <algorithm>

#include "payout/record.hpp"
#include "vetting/survey.hpp"

namespace almoner::payout {

namespace {

constexpr std::size_t chunk = 1000;

/// The keys the list's lines want to spend, under the scopes of the store.
Result<std::vector<store::PayoutKey>> keys_of(Desk const& desk, PaymentList const& list,
                                              vetting::Survey const& survey) {
    auto const scope = [&](std::uint32_t category, bool goods) {
        auto const& cover = list.cover;
        return store::scope_of(desk.store, {cover.programme, cover.period, survey.categories_in_order[category],
                                            goods ? "goods" : "money", cover.instalment});
    };
    std::map<std::pair<std::uint32_t, bool>, std::int64_t> scopes;
    std::vector<store::PayoutKey> keys;
    keys.reserve(survey.claimants.size());
    for (auto const& claimant : survey.claimants) {
        auto const which = std::pair{claimant.category, claimant.goods};
        if (!scopes.contains(which)) {
            auto const id = scope(claimant.category, claimant.goods);
            if (!id) {
                return id.error();
            }
            scopes.emplace(which, *id);
        }
        keys.push_back({scopes.at(which), claimant.person, claimant.line});
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

/// Lines whose person got this benefit by another list already wait for a person to look.
Status hold_spent(Desk const& desk, PaymentList const& list, vetting::Survey& survey,
                  std::vector<store::PayoutKey>& keys) {
    auto const spent = store::spent_keys(desk.store, keys);
    if (!spent) {
        return spent.error();
    }
    for (auto const index : *spent) {
        auto const line = keys[index].line;
        auto const position = Position{list.cover.rows_file, {}, line.row, 0};
        auto finding = finding_of({ErrorCode::payout_already_approved, {}, {}, {}}, position);
        finding.severity = Severity::held;
        survey.findings.push_back(finding);
        survey.verdicts.emplace(line, std::move(finding));
        ++survey.counts.held;
    }
    std::erase_if(keys, [&](auto const& key) { return survey.verdicts.contains(key.line); });
    return {};
}

Status write_lines(vetting::LineTerms const& terms, vetting::Survey const& survey, PaymentList const& list,
                   store::ListWriter& writer) {
    std::vector<Line> lines;
    auto const flush = [&]() -> Status {
        auto const appended = writer.append(lines);
        lines.clear();
        return appended;
    };
    auto const written = vetting::for_each_line(terms, survey, list.rows, [&](Line const& line) -> Status {
        lines.push_back(line);
        return lines.size() == chunk ? flush() : Status{};
    });
    return written ? flush() : Status{written.error()};
}

Status within_fund(Desk const& desk, PaymentList const& list) {
    auto const committed = store::fund_committed(desk.store, list.cover.programme, list.cover.fund);
    if (!committed) {
        return committed.error();
    }
    auto const allocated = list.programme->fund(list.cover.fund)->allocated;
    if (*committed > allocated.minor_units()) {
        return Error{ErrorCode::fund_overdrawn,
                     {list.cover_file, {}, 0, 0},
                     list.cover.fund,
                     {to_grouped_text(Money{*committed, list.cover.currency}), to_grouped_text(allocated)}};
    }
    return {};
}

/// Everything of one list in one transaction; it comes whole or not at all.
Result<store::ListRecord> store_list(Desk const& desk, PaymentList const& list, vetting::Survey& survey) {
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto keys = keys_of(desk, list, survey);
    if (!keys) {
        return keys.error();
    }
    if (auto const held = hold_spent(desk, list, survey, *keys); !held) {
        return held.error();
    }
    auto head = record_of(desk, list, survey.bank.sum + survey.cash.sum + survey.in_kind.sum);
    auto writer = store::ListWriter::begin(desk.store, head, list.approvals);
    if (!writer) {
        return writer.error();
    }
    head.list = writer->list();
    if (auto const written = write_lines(terms_of(desk, list), survey, list, *writer); !written) {
        return written.error();
    }
    if (auto const spent = writer->spend(*keys); !spent) {
        return spent.error();
    }
    if (auto const enough = within_fund(desk, list); !enough) {
        return enough.error();
    }
    if (auto const told = store::add_findings(desk.store, desk.ticket.run, head.code, survey.findings); !told) {
        return told.error();
    }
    if (auto const leaf = record(desk, "list", head.code, head.cover_sha256); !leaf) {
        return leaf.error();
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed.error();
    }
    return head;
}

void warn_of_change(vetting::Survey const& survey, PaymentList const& list, std::vector<Finding>& findings) {
    if (!(survey.counts == list.cover.findings)) {
        findings.push_back(finding_of({ErrorCode::list_findings_changed,
                                       {},
                                       std::to_string(list.cover.findings.held),
                                       {std::to_string(survey.counts.refused), std::to_string(survey.counts.held)}},
                                      {list.cover_file, {}, 0, 0}));
    }
}

}  // namespace

store::ListRecord record_of(Desk const& desk, PaymentList const& list, Money total) {
    auto const& cover = list.cover;
    return {.list = 0,
            .code = std::string(cover.code.text()),
            .cover_sha256 = list.cover_sha256,
            .kind = std::string(text_of(cover.kind)),
            .of_list = list.of_list,
            .programme = cover.programme,
            .period = cover.period,
            .instalment = cover.instalment,
            .unit = cover.unit,
            .fund = cover.fund,
            .profile = cover.profile,
            .debtor_account = cover.debtor_account,
            .currency = cover.currency,
            .execution_date = cover.execution_date,
            .maker = cover.maker,
            .cover_file = list.cover_file,
            .rows_file = cover.rows_file,
            .rows_sha256 = cover.rows_sha256,
            .total = total,
            .planned = false,
            .run = desk.ticket.run,
            .claimed = desk.clock.now()};
}

vetting::LineTerms terms_of(Desk const& desk, PaymentList const& list) {
    auto const& cover = list.cover;
    return {*list.programme, list.profile,    desk.tables, desk.person_digest, desk.clock.local().day,
            cover.unit,      cover.rows_file, desk.words,  cover.columns};
}

Result<Claim> claim(Desk const& desk, PaymentList const& list) {
    Claim result;
    auto surveyed = vetting::survey(terms_of(desk, list), list.rows);
    if (!surveyed) {
        auto const position = surveyed.error().position.file.empty() ? Position{list.cover.rows_file, {}, 0, 0}
                                                                     : surveyed.error().position;
        result.findings.push_back(finding_of(surveyed.error(), position));
        return result;
    }
    result.findings = vetting::judge(*surveyed, list.cover, *list.programme, list.cover_file);
    if (!result.findings.empty()) {
        result.findings.insert(result.findings.end(), surveyed->findings.begin(), surveyed->findings.end());
        return result;
    }
    auto stored = store_list(desk, list, *surveyed);
    if (!stored) {
        if (stored.error().code != ErrorCode::fund_overdrawn) {
            return stored.error();
        }
        result.findings.push_back(finding_of(stored.error(), stored.error().position));
        return result;
    }
    warn_of_change(*surveyed, list, result.findings);
    result.findings.insert(result.findings.end(), surveyed->findings.begin(), surveyed->findings.end());
    result.list = *std::move(stored);
    return result;
}

}  // namespace almoner::payout
