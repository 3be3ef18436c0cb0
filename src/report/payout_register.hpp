#pragma once

#include <functional>
#include <map>
#include <string>

#include "core/interfaces.hpp"
#include "report/summary.hpp"
#include "store/files.hpp"

namespace almoner::report {

/// What a register line needs to know of its surroundings, looked up once.
struct RegisterContext {
    std::vector<store::FileRecord> files;
    std::map<std::int64_t, std::string> bank_files;  ///< names by id
    std::map<std::int64_t, std::string> list_codes;  ///< by id
};
Result<RegisterContext> register_context(store::Connection& connection);

/// One JSON object for an attempt of a payout line: list, row, payout_state, attempt, end_to_end_id, message_id,
/// payment_information_id, amount, currency, state, file_state, reason, booked_amount, returned_amount,
/// statement, entry, inferred. Absent facts are null.
std::string register_json_line(store::ListRecord const& list, Outcome const& outcome, RegisterContext const& context);

/// The heading and a line of the register as a table: the same facts, with payee and account masked, and the list that
/// corrected this version.
std::vector<std::string> register_heading(std::function<std::string(std::string_view)> const& text);
std::vector<std::string> register_cells(store::ListRecord const& list, Outcome const& outcome,
                                        RegisterContext const& context);

/// Tells of every attempt of every line of every list, or of the list `code` only.
Status for_each_payout(store::Connection& connection, std::string_view code, Horizon const& horizon,
                       RegisterContext const& context,
                       std::function<Status(store::ListRecord const&, Outcome const&)> const& take);

}  // namespace almoner::report
