#include <charconv>
#include <functional>

#include "payout/claim.hpp"
#include "payout/record.hpp"
#include "sheet/columns.hpp"
#include "vetting/survey.hpp"

namespace almoner::payout {

namespace {

using sheet::Needed;

std::vector<sheet::Column> const& cancellation_columns() {
    static std::vector<sheet::Column> const columns = {{"row", Needed::required},
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
};

Result<Named> read_named(sheet::Columns const& columns, sheet::Row const& row, Currency currency) {
    auto const place = columns.cell(row, "row");
    std::uint32_t number = 0;
    auto const [end, fault] = std::from_chars(place.data(), place.data() + place.size(), number);
    if (fault != std::errc{} || end != place.data() + place.size()) {
        return Error{ErrorCode::line_cancel_unmatched, {}, std::string(place), {}};
    }
    auto const amount = Money::parse(columns.cell(row, "amount"), currency);
    if (!amount) {
        return amount.error();
    }
    return Named{LineNumber::of_csv_record(number), std::string(columns.cell(row, "payee_name")), *amount};
}

/// Takes the named line out. A fault of the row is a finding, a fault of the store an error.
Status cancel_named(Desk const& desk, store::ListRecord const& original, Result<Named> const& named,
                    std::vector<Finding>& findings, Position const& position) {
    if (!named) {
        findings.push_back(finding_of(named.error(), position));
        return {};
    }
    auto const line = store::line_at(desk.store, original, named->line);
    if (!line) {
        return line.error();
    }
    auto const fits = *line && (*line)->payee_name == named->payee_name && (*line)->amount == named->amount;
    auto const cancelled =
        fits ? store::cancel_line(desk.store, original.list, named->line, "cancelled") : Result<bool>(false);
    if (!cancelled) {
        return cancelled.error();
    }
    if (!*cancelled) {
        findings.push_back(finding_of(
            {ErrorCode::line_cancel_unmatched, {}, std::to_string(named->line.row), {original.code}}, position));
    }
    return {};
}

/// Reads a cancellation list from end to end and hands over what each row names.
Result<vetting::CountAndSum> read_rows(std::filesystem::path const& rows, std::string const& file, Currency currency,
                                       std::vector<Finding>& findings,
                                       std::function<Status(Result<Named> const&, Position const&)> const& take) {
    auto reader = sheet::CsvReader::open(rows);
    if (!reader) {
        return reader.error();
    }
    auto const heading = reader->next();
    if (!heading || !*heading) {
        return heading ? Error{ErrorCode::list_empty, {file, {}, 0, 0}, {}, {}} : heading.error();
    }
    auto const mapped = sheet::Columns::of(**heading, cancellation_columns(), file);
    findings = mapped.findings;
    vetting::CountAndSum sum(currency);
    for (;;) {
        auto const row = reader->next();
        if (!row) {
            return row.error();
        }
        if (!*row) {
            return sum;
        }
        auto const named = read_named(mapped.columns, **row, currency);
        if (auto const taken = take(named, {file, {}, (*row)->number, 0}); !taken) {
            return taken.error();
        }
        sum.add(named ? named->amount : Money::zero(currency));
    }
}

Status store_cancellation(Desk const& desk, PaymentList const& list, store::ListRecord& head) {
    auto writer = store::ListWriter::begin(desk.store, head, list.approvals);
    if (!writer) {
        return writer.error();
    }
    head.list = writer->list();
    return record(desk, "list", head.code, head.cover_sha256);
}

}  // namespace

Result<vetting::CountAndSum> survey_cancellation(std::filesystem::path const& rows, Currency currency,
                                                 std::vector<Finding>& findings) {
    std::vector<Finding> faults;
    auto const sum = read_rows(rows, rows.filename().string(), currency, findings,
                               [&](Result<Named> const& named, Position const& position) -> Status {
                                   if (!named) {
                                       faults.push_back(finding_of(named.error(), position));
                                   }
                                   return {};
                               });
    findings.insert(findings.end(), faults.begin(), faults.end());
    return sum;
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
    auto const totals = read_rows(list.rows, list.cover.rows_file, list.cover.currency, result.findings,
                                  [&](Result<Named> const& named, Position const& position) {
                                      return cancel_named(desk, **original, named, result.findings, position);
                                  });
    if (!totals) {
        return totals.error();
    }
    if (totals->count != list.cover.count || totals->sum != list.cover.total) {
        result.findings.push_back(
            finding_of({ErrorCode::cover_total, {}, to_text(list.cover.total), {to_text(totals->sum), "bank"}},
                       {list.cover_file, {}, 0, 0}));
    }
    if (!result.findings.empty()) {
        return result;
    }
    // The list stands in the store with no line of its own: what it took out is counted where it was.
    auto head = record_of(desk, list, Money::zero(list.cover.currency));
    if (auto const stored = store_cancellation(desk, list, head); !stored) {
        return stored.error();
    }
    if (auto const committed = transaction->commit(); !committed) {
        return committed.error();
    }
    result.list = std::move(head);
    return result;
}

}  // namespace almoner::payout
