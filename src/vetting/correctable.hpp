#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "settings/formats.hpp"
#include "settings/workspace.hpp"
#include "store/answers.hpp"
#include "store/files.hpp"
#include "store/lists.hpp"

namespace almoner::vetting {

/// A line that a correction may name.
struct Correctable {
    std::string state;   ///< held, or of its latest attempt
    Money available;     ///< what may be paid at most: held, or come back
    std::string reason;  ///< why it was held (a finding's code), or what the bank said (ISO 20022 reason code)
};

/// What is looked up once to say which lines of a list may be corrected, and why the others may not.
class CorrectionGround {
public:
    /// @error store.failure
    static Result<CorrectionGround> look(store::Connection& connection, settings::Workspace const& workspace,
                                         settings::Reasons const& reasons, Day today);

    /// A correction needs a line that is held for what it can mend, or an attempt that failed on evidence: rejected,
    /// returned or cancelled, and no statement missing in which the money could still have gone.
    /// @error correction.line_not_failed @error correction.line_not_curable @error correction.reason_final
    /// @error correction.chain_broken
    [[nodiscard]] Result<Correctable> judge(store::PayoutRow const& latest) const;

    /// What may still be paid of a line that is held or has failed, whether a correction could mend it or not.
    /// @error correction.line_not_failed @error correction.chain_broken
    [[nodiscard]] Result<Correctable> available(store::PayoutRow const& latest) const;

private:
    explicit CorrectionGround(settings::Reasons const& reasons, Day today) : reasons_(&reasons), today_(today) {}
    [[nodiscard]] Result<Correctable> available_of_attempt(store::PayoutRow const& latest) const;
    [[nodiscard]] bool chain_is_broken(store::FileRecord const& file) const;

    settings::Reasons const* reasons_;
    Day today_;
    std::map<std::int64_t, store::FileRecord> files_;
    std::map<std::int64_t, std::string> debtor_accounts_;  ///< numbers, by the list that pays
    std::vector<BankStatement> statements_;
    std::vector<ChainFault> chain_faults_;  ///< between them
};

/// Tells of every line of the list in order with its latest version. @error store.failure
Status for_each_latest(store::Connection& connection, store::ListRecord const& list,
                       std::function<Status(store::PayoutRow const&)> const& take);

}  // namespace almoner::vetting
