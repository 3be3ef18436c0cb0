#pragma once

#include <string>
#include <vector>

#include "payout/deliver.hpp"
#include "payout/desk.hpp"
#include "payout/recall.hpp"

namespace almoner::payout {

/// What a run of paying did.
struct Paid {
    struct Taken {
        std::string code;
        std::uint64_t lines_waiting = 0;  ///< held and refused
    };
    std::vector<Taken> lists;            ///< claimed in this run
    std::vector<DeliveredFile> files;    ///< in the outbox since this run
    std::vector<std::string> decisions;  ///< N-KIND, in force since this run
    std::vector<ShownRecall> recalls;    ///< what asks the bank to give transfers up, to be seen since this run
    std::vector<Finding> findings;       ///< in the order they were met
};

/// Whether a run would pay or claim anything: a cover waits, or what was begun is not finished. @error store.failure
Result<bool> has_work(Desk const& desk);

/// Money out, from the inbox to the outbox. Good lines go on, bad lines and bad lists are reported;
/// only a failure of the machine or the settings is an error, and the run may then be started again.
Result<Paid> run(Desk const& desk);

}  // namespace almoner::payout
