#pragma once

#include <optional>
#include <vector>

#include "payout/intake.hpp"
#include "store/lists.hpp"
#include "vetting/survey.hpp"
#include "vetting/terms.hpp"

namespace almoner::payout {

/// What became of a list that was to be claimed.
struct Claim {
    std::optional<store::ListRecord> list;  ///< nothing when the list as a whole must wait
    std::vector<Finding> findings;          ///< of the list and of its lines
    std::uint64_t lines_waiting = 0;        ///< held and refused ones of a list that was taken
};

/// S3: checks every line against the rules, and writes list, lines, spent payout keys, findings and the
/// audit leaf in one transaction. A list whose cover does not fit its rows, with too many faults, or
/// beyond its fund is refused as a whole and does not spend its code.
Result<Claim> claim(Desk const& desk, PaymentList const& list);

/// The same for a cancellation list: takes lines out of the list it is of, before they have an attempt.
/// One row that fits no such line refuses the whole cancellation.
Result<Claim> claim_cancellation(Desk const& desk, PaymentList const& list);

/// The same for a correction list: gives held lines, and lines that failed on the bank's word, a new account, name,
/// bank, channel or a lower amount, to be paid under their own row in a new round. A row that fits no such line refuses
/// the whole correction; the lines are claimed in one transaction.
Result<Claim> claim_correction(Desk const& desk, PaymentList const& list);

/// With what a list is read that names lines of another.
struct NamingTerms {
    sheet::Words const& words;
    std::map<std::string, std::string> const& said;  ///< headings the cover explains
    Currency currency;
    std::string file;  ///< for positions
};

/// Lines and money a cancellation list names, as its cover must say them; what is wrong with its rows are findings.
/// Only faults of the file as a whole are errors.
Result<vetting::CountAndSum> survey_cancellation(std::filesystem::path const& rows, NamingTerms const& terms,
                                                 std::vector<Finding>& findings);

/// Inside the claim's transaction: what the fund has promised, this list included, is not beyond it.
/// @error fund.overdrawn
Status within_fund(Desk const& desk, PaymentList const& list);

/// The head under which a list is stored; shared by all kinds of claim.
store::ListRecord record_of(Desk const& desk, PaymentList const& list, Money total);

/// What its lines are checked against.
vetting::Terms terms_of(Desk const& desk, PaymentList const& list);

}  // namespace almoner::payout
