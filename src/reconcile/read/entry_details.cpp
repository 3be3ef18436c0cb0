#include "reconcile/read/entry_details.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace almoner::reconcile {

namespace {

using Length = std::uint32_t;

constexpr std::array texts = {&EntryDetail::message_id,
                              &EntryDetail::payment_information_id,
                              &EntryDetail::instruction_id,
                              &EntryDetail::end_to_end_id,
                              &EntryDetail::uetr,
                              &EntryDetail::account_servicer_reference,
                              &EntryDetail::amount,
                              &EntryDetail::currency,
                              &EntryDetail::credit_debit,
                              &EntryDetail::charges,
                              &EntryDetail::creditor_name,
                              &EntryDetail::creditor_account,
                              &EntryDetail::debtor_name,
                              &EntryDetail::debtor_account,
                              &EntryDetail::domain,
                              &EntryDetail::family,
                              &EntryDetail::sub_family,
                              &EntryDetail::proprietary_code,
                              &EntryDetail::remittance,
                              &EntryDetail::return_reason,
                              &EntryDetail::text};
static_assert(sizeof(EntryDetail) == texts.size() * sizeof(std::string), "every text of a detail is kept");

}  // namespace

void EntryDetails::add(EntryDetail const& detail) {
    for (std::size_t place = 0; place < texts.size(); ++place) {
        auto const& text = detail.*texts[place];
        if (text.empty()) {
            continue;
        }
        auto const length = static_cast<Length>(text.size());
        packed_ += static_cast<char>(place + 1);
        packed_.append(reinterpret_cast<char const*>(&length), sizeof length).append(text);
    }
    packed_ += '\0';
    ++count_;
}

EntryDetails::Iterator::Iterator(std::string const& packed) : packed_(&packed) { read(); }

EntryDetails::Iterator& EntryDetails::Iterator::operator++() {
    read();
    return *this;
}

/// The detail at `next_`, if there is one.
void EntryDetails::Iterator::read() {
    ended_ = next_ == packed_->size();
    if (ended_) {
        return;
    }
    for (auto const text : texts) {
        (detail_.*text).clear();
    }
    auto const* at = packed_->data() + next_;
    while (*at != '\0') {
        auto const place = static_cast<std::size_t>(*at++) - 1;
        Length length = 0;
        std::memcpy(&length, at, sizeof length);
        at += sizeof length;
        (detail_.*texts[place]).assign(at, length);
        at += length;
    }
    next_ = static_cast<std::size_t>(at + 1 - packed_->data());
}

}  // namespace almoner::reconcile
