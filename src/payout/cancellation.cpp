#include <algorithm>
#include <functional>

#include "payout/approvals.hpp"
#include "payout/claim.hpp"
#include "payout/record.hpp"
#include "store/corrections.hpp"
#include "vetting/naming.hpp"

namespace almoner::payout {

namespace {

using sheet::Needed;

std::vector<sheet::Column> const& cancellation_columns() {
    static std::vector<sheet::Column> const columns = {{"sheet", Needed::optional},
                                                       {"row", Needed::required},
                                                       {"payee_name", Needed::required},
                                                       {"amount", Needed::required},
                                                       {"note", Needed::required}};
    return columns;
}

/// What one row of a cancellation list names: the line's place, and name and amount as a second proof.
struct Named {
    LineNumber line;
    std::string payee_name;
    Money amount;
    std::string note;
};

Result<Named> read_named(vetting::NamingRow const& row, Currency currency) {
    auto const line = row.line();
    if (!line) {
        return Error{ErrorCode::line_cancel_unmatched, {}, std::string(row.text("row")), {}};
    }
    if (row.is_hidden()) {
        return Error{ErrorCode::sheet_hidden_row, {}, {}, {}};
    }
    auto const amount = Money::parse(row.text("amount"), currency);
    if (!amount) {
        return amount.error();
    }
    return Named{*line, std::string(row.text("payee_name")), *amount, std::string(row.text("note"))};
}

/// Reads a cancellation list from end to end and hands over what each row names.
Result<vetting::CountAndSum> read_rows(std::filesystem::path const& rows, NamingTerms const& terms,
                                       std::vector<Finding>& findings,
                                       std::function<Status(Result<Named> const&, Position const&)> const& take) {
    vetting::CountAndSum sum(terms.currency);
    auto const headings =
        vetting::for_each_naming_row(rows, {terms.words, terms.said, cancellation_columns(), terms.file},
                                     [&](vetting::NamingRow const& row) -> Status {
                                         auto const named = read_named(row, terms.currency);
                                         sum.add(named ? named->amount : Money::zero(terms.currency));
                                         return take(named, row.position(""));
                                     });
    if (!headings) {
        return headings.error();
    }
    findings.insert(findings.begin(), headings->begin(), headings->end());
    return sum;
}

/// Takes lines out of one list, and remembers which.
class Cancelling {
public:
    Cancelling(Desk const& desk, store::ListRecord const& original) : desk_(desk), original_(original) {}

    /// A fault of the row is a finding, a fault of the store an error.
    Status cancel(Result<Named> const& named, Position const& position) {
        if (!named) {
            findings.push_back(finding_of(named.error(), position));
            return {};
        }
        auto const line = store::line_at(desk_.store, original_, named->line);
        if (!line) {
            return line.error();
        }
        auto const fits = *line && (*line)->payee_name == named->payee_name && (*line)->amount == named->amount;
        auto const cancelled =
            fits ? store::cancel_line(desk_.store, original_.list, named->line, "cancelled") : Result<bool>(false);
        if (!cancelled) {
            return cancelled.error();
        }
        if (!*cancelled) {
            findings.push_back(finding_of(
                {ErrorCode::line_cancel_unmatched, {}, std::to_string(named->line.row), {original_.code}}, position));
        }
        lines.push_back({original_.list, named->line, named->note});
        return {};
    }

    std::vector<Finding> findings;
    std::vector<store::Cancellation> lines;

private:
    Desk const& desk_;
    store::ListRecord const& original_;
};

Status store_cancellation(Desk const& desk, PaymentList const& list, store::ListRecord& head,
                          std::vector<store::Cancellation> const& lines) {
    auto const writer = store::ListWriter::begin(desk.store, head, list.approvals);
    if (!writer) {
        return writer.error();
    }
    head.list = writer->list();
    if (auto const added = store::add_cancellations(desk.store, head, lines); !added) {
        return added;
    }
    auto const leaf = leaf_of(desk, list);
    auto const told = leaf ? record(desk, *leaf,
                                    {{"list", head.list},
                                     {"approval", head.list},
                                     {"cancelled_line", head.of_list},
                                     {"line", head.of_list}})
                           : Status{leaf.error()};
    return told ? record_approvals(desk, head.code, list.approvals) : told;
}

bool refuses(std::vector<Finding> const& findings) {
    return std::any_of(findings.begin(), findings.end(), [](auto const& finding) {
        return finding.severity == Severity::refused || finding.severity == Severity::held;
    });
}

}  // namespace

Result<vetting::CountAndSum> survey_cancellation(std::filesystem::path const& rows, NamingTerms const& terms,
                                                 std::vector<Finding>& findings) {
    return read_rows(rows, terms, findings, [&](Result<Named> const& named, Position const& position) -> Status {
        if (!named) {
            findings.push_back(finding_of(named.error(), position));
        }
        return {};
    });
}

Result<Claim> claim_cancellation(Desk const& desk, PaymentList const& list) {
    auto const original = store::list_by_code(desk.store, list.cover.of->text());
    if (!original) {
        return original.error();
    }
    check(original->has_value(), "the intake has found the list a cancellation is of");
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    Claim result;
    Cancelling cancelling(desk, **original);
    auto const& cover = list.cover;
    auto const totals =
        read_rows(list.rows, {desk.words, cover.columns, cover.currency, cover.rows_file}, result.findings,
                  [&](auto const& named, auto const& position) { return cancelling.cancel(named, position); });
    if (!totals && severity_of(totals.error().code) == Severity::stopped) {
        return totals.error();
    }
    if (!totals) {
        result.findings.push_back(finding_of(totals.error(), totals.error().position));
        return result;
    }
    auto const& faults = cancelling.findings;
    result.findings.insert(result.findings.end(), faults.begin(), faults.end());
    if (totals->count != cover.count || totals->sum != cover.total) {
        result.findings.push_back(
            finding_of({ErrorCode::cover_total, {}, to_text(cover.total), {to_text(totals->sum), "bank"}},
                       {list.cover_file, {}, 0, 0}));
    }
    if (refuses(result.findings)) {
        return result;
    }
    // The list stands in the store with no line of its own: what it took out is counted where it was.
    auto head = record_of(desk, list, Money::zero(cover.currency));
    if (auto const stored = store_cancellation(desk, list, head, cancelling.lines); !stored) {
        return stored.error();
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed.error();
    }
    result.list = std::move(head);
    return result;
}

}  // namespace almoner::payout
