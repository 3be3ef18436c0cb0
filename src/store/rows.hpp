#pragma once

#include "store/files.hpp"
#include "store/lists.hpp"
#include "store/query.hpp"

namespace almoner::store {

/// The columns of a line in the order `read_line` takes them.
inline constexpr std::string_view line_columns =
    "line.sheet, line.row, line.payee_kind, line.channel, line.state, line.category, line.unit, line.payee_name, "
    "line.person_key, "
    "line.scheme, line.account, line.bank_code, line.bic, line.amount, line.members, line.note, line.finding, "
    "line.beneficiary_name, line.relation, line.address, line.reference";

/// What is paid of a line by bank, as the line first had it, in the order `read_paid` takes it.
inline constexpr std::string_view paid_columns =
    "line.sheet, line.row, line.category, line.payee_name, line.person_key, line.scheme, line.account, "
    "line.bank_code, line.bic, line.amount, line.beneficiary_name, line.address, line.reference";
/// The same as one version of the line has it, where `correction` is joined to it, perhaps with no row.
inline constexpr std::string_view paid_version_columns =
    "line.sheet, line.row, line.category, coalesce(correction.payee_name, line.payee_name), line.person_key, "
    "coalesce(correction.scheme, line.scheme), coalesce(correction.account, line.account), "
    "coalesce(correction.bank_code, line.bank_code), coalesce(correction.bic, line.bic), "
    "coalesce(correction.amount, line.amount), line.beneficiary_name, line.address, line.reference";

/// Joins what a correction says of the version that `attempt` pays.
inline constexpr std::string_view join_correction =
    "LEFT JOIN correction ON correction.list = attempt.list AND correction.sheet = attempt.sheet AND correction.row = "
    "attempt.row AND correction.attempt = attempt.attempt ";

PersonKey person_key_at(Statement const& row, int column);

/// Whether `attempt` stood in its file: it still counts, or was over only after that, by a correction that followed it
/// or by people who closed the payout. One that is over for neither was taken out before the file was written.
inline constexpr std::string_view stood_in_file =
    "(attempt.live = 1 OR EXISTS (SELECT 1 FROM correction AS later WHERE later.list = attempt.list AND later.sheet = "
    "attempt.sheet AND later.row = attempt.row AND later.attempt > attempt.attempt) OR EXISTS (SELECT 1 FROM closing "
    "WHERE closing.list = attempt.list AND closing.sheet = attempt.sheet AND closing.row = attempt.row))";

/// Overwrites `line` from the row's first columns.
void read_line(Statement const& row, Currency currency, Line& line);
/// Likewise, but for what is not paid: all else of `line` stays as it is.
void read_paid(Statement const& row, Currency currency, Line& line);

}  // namespace almoner::store
