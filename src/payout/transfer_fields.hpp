#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "payout/emit.hpp"
#include "store/files.hpp"
#include "xml/template.hpp"

namespace almoner::payout {

/// The names a payment message template may use, by scope: file, batch, transfer (formats/README.md).
xml::Vocabulary const& vocabulary();

/// Values in the vocabulary's order; the texts they point to live here.
class Fields {
public:
    /// A message uses few of the fields, and those it does not use cost nothing; a rendering may use others.
    enum class Want { used_by_message, all };
    explicit Fields(Want want = Want::used_by_message) : want_(want) {}

    [[nodiscard]] bool wants_all() const { return want_ == Want::all; }
    void add(std::string text) {
        if (count_ == texts_.size()) {
            texts_.emplace_back();
        }
        texts_[count_++] = std::move(text);
    }
    [[nodiscard]] xml::Values values() const {
        return {texts_.begin(), texts_.begin() + static_cast<std::ptrdiff_t>(count_)};
    }
    /// Emptied, its memory kept.
    void clear() { count_ = 0; }

private:
    Want want_;
    std::vector<std::string> texts_;  ///< the first `count_` are there
    std::size_t count_ = 0;
};

/// A name, address or remittance text in the characters of the profile's bank.
std::string written(settings::Profile const& profile, std::string_view text);

/// A moment as the bank wants it (CreDtTm); `local` is what the office's wall clock showed then.
std::string date_time_text(settings::DateTimeStyle style, Instant instant, LocalTime const& local);

/// `created` is what the office's wall clock showed when the file was planned.
void file_fields(Fields& fields, Writing const& writing, store::FileRecord const& file, LocalTime created);
void batch_fields(Fields& fields, Writing const& writing, store::BatchRecord const& batch);
/// `number` counts the transfers of the file from 1. Fields that the message does not use stay empty.
/// @error crypto.failure of the digest a UETR is made of
Status transfer_fields(Fields& fields, Writing const& writing, store::TransferRow const& row, std::uint64_t number);

}  // namespace almoner::payout
