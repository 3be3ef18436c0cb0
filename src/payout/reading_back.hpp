#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <vector>

#include "payout/sign.hpp"
#include "seal/transfer_signature.hpp"

namespace almoner::payout {

/// A file in the archive that is signed, durable, and was read back by other code than wrote it:
/// signature, schema, count, sum, and every transfer against the store. Only `ReadingBack` makes one.
struct SignedFile {
    store::FileRecord record;
    std::filesystem::path path;
    seal::Verified verified;
    audit::Hash transfers;                          ///< the root over their records
    std::vector<std::filesystem::path> companions;  ///< beside it: a signature that is sent, a rendering
};

/// S5: a fresh file being read again while other things are done, the next file written among them.
class ReadingBack {
public:
    /// Compares the file with the store on a thread of its own, which has `reading` to itself until the end; `desk`
    /// and `writing` live as long.
    ReadingBack(Desk const& desk, Writing const& writing, FreshFile file, store::Connection& reading);

    /// Holds the file against its schema, waits for the comparison, and writes the rendering where the profile has one.
    /// @error those of render @error file.reread what was read is not what the store says @error signature.* @error
    /// document.invalid
    Result<SignedFile> finish();

private:
    Desk const& desk_;
    Writing const& writing_;
    std::shared_ptr<FreshFile> file_;
    std::future<Result<seal::Verified>> compared_;
};

}  // namespace almoner::payout
