#include "payout/sealed_settings.hpp"

#include "payout/record.hpp"
#include "seal/settings_seal.hpp"
#include "store/lists.hpp"

namespace almoner::payout {

Status settings_are_sealed(Desk const& desk) {
    auto const state = seal::settings_state(desk.workspace, desk.formats, desk.people, desk.clock.local().day);
    if (!state) {
        return state.error();
    }
    if (auto const is_sealed = seal::is_sealed(*state); !is_sealed) {
        return is_sealed;
    }
    std::string signers;
    for (auto const& signer : state->signers) {
        signers += (signers.empty() ? "" : " ") + signer;
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const told = record(desk, "settings", signers, state->sha256);
    return told ? transaction->commit() : told;
}

}  // namespace almoner::payout
