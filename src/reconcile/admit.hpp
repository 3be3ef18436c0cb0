#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "audit/leaf.hpp"
#include "reconcile/desk.hpp"
#include "store/answers.hpp"

namespace almoner::reconcile {

/// What became of one bank file.
struct Admission {
    enum class Outcome { admitted, taken_before, quarantined, decided };
    Outcome outcome{};
    std::string name;
    std::string message;
    std::uint64_t facts = 0;        ///< about our attempts, batches and files
    std::vector<Finding> findings;  ///< why it was quarantined, or what a person should look at
};

/// Freezes the file in the archive, then verifies, reads, matches and settles it in one pass inside one
/// transaction: nothing is believed until the signature holds and the statement is sound in itself.
/// A file with a fault is quarantined with the reason; only a failure of the machine is an error.
Result<Admission> admit(Desk const& desk, std::filesystem::path const& file);

/// Lets a file in that is in quarantine, because people have decided so; what is wrong with its statements is told and
/// keeps it out no more, and where its signature was the fault nobody has signed it. One that cannot be read stays
/// where it is. `leaf` tells of the decision. @error those of admit
Result<Admission> let_in(Desk const& desk, store::BankFileRecord const& file, audit::Leaf leaf);

}  // namespace almoner::reconcile
