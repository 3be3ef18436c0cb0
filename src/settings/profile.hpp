#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/character_set.hpp"
#include "core/money.hpp"
#include "core/signature_algorithm.hpp"

namespace almoner::settings {

/// Where the signature of a file stands: ds:Signature in SplmtryData/Envlp, CMS beside the file (NAME.p7s), or
/// ds:Signature in the business application header (head.001 AppHdr/Sgntr).
enum class SignaturePlacement { enveloped, detached_cms, bah };
/// What a statement shows of the payee's account.
enum class AccountEcho { full, masked, inner, none };
/// Who brings a file from the outbox to the bank.
enum class Submission { transport, person };

/// How one bank wants its files and what it answers. `formats/profiles/NAME.toml`, every key annotated
/// in the shipped testbank profile.
struct Profile {
    std::string id;
    std::string name;
    std::string message;      ///< folder of formats/messages, "pain.001.001.09"
    std::string calendar;     ///< file of formats/calendars
    int cut_off_minutes = 0;  ///< after midnight, local
    std::string time_zone;    ///< IANA name
    std::uint64_t max_transactions_per_file = 100'000;
    std::uint64_t max_transactions_per_batch = 100'000;
    std::optional<Money> max_sum_per_file;
    std::optional<Money> max_amount;                ///< of one transfer
    std::uint64_t name_characters = 140;            ///< pain.001 Nm
    CharacterSet name_charset = CharacterSet::any;  ///< a name that it cannot write is held
    std::uint64_t remittance_characters = 140;
    bool batch_booking = true;
    bool uetr = false;
    std::string service_level;        ///< or empty
    std::string charge_bearer;        ///< or empty
    std::string clearing_system;      ///< ClrSysId/Cd of bank codes, "CNAPS"
    bool bank_code_required = false;  ///< a line without bank_code is held
    SignaturePlacement signature_placement;
    SignatureAlgorithm signature_algorithm = SignatureAlgorithm::rsa_sha256;
    bool send_signature = false;       ///< a detached one goes to the bank, else it stays in the archive
    std::string file_name;             ///< "{message_id}.xml"
    std::vector<std::string> answers;  ///< "pain.002.001.10", "camt.053.001.08"
    bool answers_signed = true;
    Submission submission = Submission::person;
    AccountEcho account_echo = AccountEcho::full;
    int return_window_days = 10;
    std::uint64_t maximum_reference_length = 35;
};

/// The id is the file's name without ".toml".
/// @error profile.reference it cannot carry 16-character references
/// @error settings.value    also a signature that cannot be made or sent as asked, or a file name with a slash or
///                          without {message_id}
/// @error file.missing      and those of load_workspace
Result<Profile> load_profile(std::filesystem::path const& file);

}  // namespace almoner::settings
