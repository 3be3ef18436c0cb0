#pragma once

#include <string>
#include <vector>

#include "payout/archived_lists.hpp"
#include "payout/signed_contents.hpp"
#include "store/files.hpp"

namespace almoner::payout {

/// A signed file of the archive that the store has not sealed, with all that goes with it.
struct UnsealedFile {
    MessageId message_id;
    std::map<std::string, std::string> names;  ///< of what has its MsgId in archive/files -> SHA-256
};

/// Everything that was signed for one list in one round.
struct Round {
    ListCode code;  ///< whose lines are paid
    int number = 1;
    std::vector<UnsealedFile> files;  ///< by MsgId
};

/// What became of the files of a round, and how many lines of the list nobody knows the end of.
struct Rebuilt {
    std::vector<store::FileRecord> files;
    std::uint64_t lines_held = 0;
};

/// Puts the files of a round into the store as they were signed, with their list where the store has none, and tells
/// the log. Inside the caller's transaction, which must end where this fails.
/// @error recover.list no list of the archive fits @error recover.file the file says otherwise than the store's plan;
/// and those of read_signed and reread
Result<Rebuilt> rebuild(Desk const& desk, Round const& round, ArchivedList list,
                        std::vector<crypto::Certificate> const& certificates);

/// The round of paying its lines that a MsgId is of.
int round_of(MessageId const& id);

}  // namespace almoner::payout
