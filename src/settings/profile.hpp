#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/character_set.hpp"
#include "core/day.hpp"
#include "core/file_encoding.hpp"
#include "core/money.hpp"
#include "core/signature_algorithm.hpp"
#include "core/transliteration.hpp"

namespace almoner::settings {

/// Where the signature of a file stands: ds:Signature in SplmtryData/Envlp, CMS beside the file (NAME.p7s), or
/// ds:Signature in the business application header (head.001 AppHdr/Sgntr).
enum class SignaturePlacement { enveloped, detached_cms, bah };
/// What a statement shows of the payee's account.
enum class AccountEcho { full, masked, inner, none };
/// Who brings a file from the outbox to the bank.
enum class Submission { transport, person };
/// How the bank is asked to give up what it has: a camt.055 into the outbox, a letter, or by a person at its portal.
enum class CancelWay { camt055, letter, portal };

/// PmtInf/BtchBookg, or no such element.
enum class BatchBooking { yes, no, omit };
/// The level at which PmtTpInf stands.
enum class PaymentTypeLevel { batch, transaction };
/// What a file says of the payee's bank (CdtrAgt): what the list has of it; nothing; NOTPROVIDED where the list has no
/// BIC; always a BIC; always a clearing member. A line that lacks what must be there is held.
enum class CreditorAgent { as_listed, omit, not_provided, bic, clearing_member };
/// How GrpHdr/CreDtTm is written: "2026-01-20T08:00:00Z"; the office's wall clock as "2026-01-20T16:00:00", or with its
/// offset "2026-01-20T16:00:00+08:00".
enum class DateTimeStyle { utc, plain, offset };
/// What a file says of the payee's address: nothing; TwnNm and Ctry; these with PstCd and AdrLine; these with StrtNm
/// and BldgNb. AdrLine alone is never written.
enum class AddressMode { none, bare, hybrid, structured };
/// Whom UltmtDbtr names.
enum class UltimateDebtor { omit, fund };
/// Whom UltmtCdtr names: nobody, or who is helped where that is another than the payee.
enum class UltimateCreditor { omit, beneficiary };

/// From which execution date on an address is written how.
struct AddressRule {
    std::optional<Day> from;  ///< none: always
    AddressMode mode = AddressMode::none;
    bool required = true;  ///< a line without town and country is held; else it has no address at all
};

/// Switches about which banks disagree, as pain.001 names the elements.
struct MessageOptions {
    BatchBooking batch_booking = BatchBooking::yes;
    bool group_control_sum = true;  ///< GrpHdr/CtrlSum
    bool debtor_currency = true;    ///< DbtrAcct/Ccy
    bool uetr = false;
    DateTimeStyle date_time = DateTimeStyle::utc;
    PaymentTypeLevel payment_type_level = PaymentTypeLevel::batch;
    std::string service_level;     ///< SvcLvl/Cd, or empty
    std::string local_instrument;  ///< LclInstrm/Cd, "INST", or empty
    bool category_purpose = true;  ///< the programme's, where it has one
    bool purpose = true;           ///< the category's, where it has one
    std::string charge_bearer;     ///< ChrgBr, or empty
    CreditorAgent creditor_agent = CreditorAgent::as_listed;
    std::string clearing_system;         ///< ClrSysId/Cd of bank codes, "CNAPS"
    bool bank_code_required = false;     ///< a line with neither bank_code nor BIC is held
    std::vector<AddressRule> addresses;  ///< the last in force counts; none: no address
    UltimateDebtor ultimate_debtor = UltimateDebtor::omit;
    UltimateCreditor ultimate_creditor = UltimateCreditor::omit;
    std::vector<std::string> references;       ///< kinds the bank takes: SCOR (ISO 11649), QRR
    std::string account_scheme;                ///< SchmeNm/Cd of an account that is no IBAN, "BBAN", or empty
    std::string instruction_for_debtor_agent;  ///< InstrForDbtrAgt, as where a bank asks so to verify payees
};

/// How one bank wants its files and what it answers. `formats/profiles/NAME.toml`, every key annotated
/// in the shipped testbank profile.
struct Profile {
    std::string id;
    std::string name;
    std::string message;            ///< folder of formats/messages, "pain.001.001.09"
    std::optional<Day> valid_from;  ///< the first and the last day on which the bank takes such files
    std::optional<Day> valid_until;
    std::string calendar;     ///< file of formats/calendars
    int cut_off_minutes = 0;  ///< after midnight, local
    std::string time_zone;    ///< IANA name
    std::uint64_t max_transactions_per_file = 100'000;
    std::uint64_t max_transactions_per_batch = 100'000;
    std::optional<Money> max_sum_per_file;
    std::optional<Money> max_amount;                ///< of one transfer
    std::uint64_t name_characters = 140;            ///< pain.001 Nm
    CharacterSet name_charset = CharacterSet::any;  ///< a name that it cannot write is held
    std::optional<std::uint64_t> name_bytes;        ///< of the payee's name in the file's encoding
    Transliteration transliteration;                ///< how names are written in `name_charset`
    std::uint64_t remittance_characters = 140;
    std::optional<Money> max_sum_per_batch;
    std::uint64_t max_batches_per_file = 999;
    std::uint64_t same_bank_digits = 0;               ///< first of a bank's code that say which bank; 0: not told apart
    std::optional<std::uint64_t> max_bytes_per_file;  ///< what has no room goes into the next
    MessageOptions options;
    FileEncoding encoding = FileEncoding::utf8;
    SignaturePlacement signature_placement;
    SignatureAlgorithm signature_algorithm = SignatureAlgorithm::rsa_sha256;
    bool send_signature = false;       ///< a detached one goes to the bank, else it stays in the archive
    std::string file_name;             ///< "{message_id}.xml"; also {execution_date}, as 20260120
    std::string rendering;             ///< of formats/renderings, where the bank's portal takes another file; or empty
    std::vector<std::string> answers;  ///< "pain.002.001.10", "camt.053.001.08"
    bool answers_signed = true;
    Submission submission = Submission::person;
    CancelWay cancel = CancelWay::letter;
    AccountEcho account_echo = AccountEcho::full;
    int return_window_days = 10;
    int status_days = 1;   ///< banking days after delivery in which a status comes; 0: the bank sends none
    int booking_days = 2;  ///< banking days after execution in which a statement books
    std::uint64_t maximum_reference_length = 35;

    /// What an address is written as on that execution date.
    [[nodiscard]] AddressRule address_rule(Day execution_date) const;
    [[nodiscard]] bool is_in_force(Day day) const;
    /// Whether two banks' codes begin with the digits of one bank. Never where these are not told apart.
    [[nodiscard]] bool is_same_bank(std::string_view one, std::string_view other) const;
};

/// The id is the file's name without ".toml"; tables of characters are those of `../characters`.
/// @error profile.reference it cannot carry 16-character references
/// @error settings.value    also a signature that cannot be made or sent as asked, or a file name with a slash or
///                          without {message_id}; a camt.055 about a message that is no pain.001, or with its signature
///                          in a header; of a table of characters with its row
/// @error file.missing      and those of load_workspace
Result<Profile> load_profile(std::filesystem::path const& file);

/// "camt055"
std::string_view text_of(CancelWay way);

}  // namespace almoner::settings
