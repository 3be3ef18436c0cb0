#pragma once

#include <string>
#include <vector>

#include "payout/emit.hpp"
#include "store/files.hpp"
#include "xml/template.hpp"

namespace almoner::payout {

/// The names a payment message template may use, by scope: file, batch, transfer.
xml::Vocabulary const& vocabulary();

/// Values in the vocabulary's order; the texts they point to live here.
class Fields {
public:
    void add(std::string text) { texts_.push_back(std::move(text)); }
    [[nodiscard]] xml::Values values() const { return {texts_.begin(), texts_.end()}; }
    /// Emptied, its memory kept.
    void clear() { texts_.clear(); }

private:
    std::vector<std::string> texts_;
};

void file_fields(Fields& fields, Desk const& desk, Writing const& writing, store::FileRecord const& file);
void batch_fields(Fields& fields, Writing const& writing, store::BatchRecord const& batch);
/// @error crypto.failure of the digest a UETR is made of
Status transfer_fields(Fields& fields, Writing const& writing, store::TransferRow const& row);

}  // namespace almoner::payout
