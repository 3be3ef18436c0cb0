#pragma once

#include <cstdint>

#include "payout/emit.hpp"

namespace almoner::payout {

/// How many bytes a file will have, told before it is planned: for banks that limit them. Counts and sums are taken at
/// their longest, so that a file is never larger than measured.
class FileMeasure {
public:
    /// Bytes of a file without batches, its signature with it, and those of a batch without transfers.
    struct Frame {
        std::uint64_t file = 0;
        std::uint64_t batch = 0;
    };

    /// @error document.invalid and those of writing_for
    static Result<FileMeasure> begin(Desk const& desk, store::ListRecord const& list, Day execution_day);

    [[nodiscard]] Frame frame() const { return frame_; }
    /// What one transfer adds. @error document.invalid a value holds a control character @error crypto.failure
    Result<std::uint64_t> transfer(Line const& line) const;

private:
    FileMeasure(Writing writing, store::FileRecord file, store::BatchRecord batch, LocalTime created)
        : writing_(std::move(writing)), file_(std::move(file)), batch_(std::move(batch)), created_(created) {}
    enum class Depth { file, batch, transfer };
    Result<std::uint64_t> bytes_of(Depth depth, Line const& line) const;

    Writing writing_;
    store::FileRecord file_;
    store::BatchRecord batch_;
    LocalTime created_;
    Frame frame_;
    std::uint64_t without_transfers_ = 0;  ///< a document of one batch
};

}  // namespace almoner::payout
