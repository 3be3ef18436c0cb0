#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/account.hpp"
#include "core/money.hpp"
#include "core/postal_address.hpp"

namespace almoner::settings {

/// Of what people read.
enum class Language { en, zh };

/// An account money is paid from.
struct DebtorAccount {
    std::string id;         ///< the name covers use, e.g. "relief-main"
    std::string name;       ///< holder (pain.001 Dbtr/Nm)
    Account account;        ///< pain.001 DbtrAcct
    std::string bank_code;  ///< clearing member id, or empty
    std::string bic;        ///< or empty
    Currency currency;
    PostalAddress address;              ///< of the holder; parts may be empty
    std::optional<Money> opening = {};  ///< what it held before the first statement that is brought in, signed
    /// Within so many banking days the bank brings a statement of every day; 0 where it has not promised that.
    int statement_days = 0;
};

/// `almoner.toml`: one organisation's workspace.
struct Workspace {
    std::filesystem::path home;
    std::string organisation;     ///< pain.001 InitgPty/Nm
    std::string organisation_id;  ///< pain.001 InitgPty/Id, or empty
    std::string list_prefix;      ///< first two characters of every list code
    Language language = Language::en;
    std::string time_zone;                       ///< IANA name
    bool rehearsal = false;                      ///< allows --now
    bool prove_banks = true;                     ///< a bank not proven gets test lists only; off in rehearsals alone
    std::vector<std::filesystem::path> anchors;  ///< folders that keep the checkpoints, best one on another disk
    std::vector<DebtorAccount> debtor_accounts;

    /// Null when there is none of that id.
    [[nodiscard]] DebtorAccount const* debtor_account(std::string_view id) const;
};

/// Reads `home/almoner.toml`.
/// @error workspace.missing @error settings.syntax @error settings.key_unknown @error settings.missing_key
/// @error settings.value also two accounts of one id, no organisation, a prefix that is not two of A-Z0-9, an
/// account with blanks, or banks that need no proof outside of a rehearsal
Result<Workspace> load_workspace(std::filesystem::path const& home);

}  // namespace almoner::settings
