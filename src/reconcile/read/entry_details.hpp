#pragma once

#include <cstddef>
#include <iterator>
#include <string>

namespace almoner::reconcile {

/// A TxDtls of an entry. Texts as the bank wrote them; empty when absent.
struct EntryDetail {
    std::string message_id, payment_information_id, instruction_id, end_to_end_id, uetr, account_servicer_reference;
    std::string amount, currency, credit_debit, charges;
    std::string creditor_name, creditor_account;  ///< IBAN or other
    std::string debtor_name, debtor_account;
    std::string domain, family, sub_family, proprietary_code;  ///< its own bank transaction code, mostly absent
    std::string remittance, return_reason, text;
};

/// The details of one entry, one after the other. A bank books a batch of 100,000 transfers in one entry, and an entry
/// is judged when it ends: until then only the texts that are there are kept, some 100 bytes a detail instead of 800.
class EntryDetails {
public:
    void add(EntryDetail const& detail);
    [[nodiscard]] std::size_t size() const { return count_; }
    [[nodiscard]] bool empty() const { return count_ == 0; }

    /// What it points to stands until it is moved on.
    class Iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = EntryDetail;
        using difference_type = std::ptrdiff_t;
        using pointer = EntryDetail const*;
        using reference = EntryDetail const&;

        explicit Iterator(std::string const& packed);
        reference operator*() const { return detail_; }
        pointer operator->() const { return &detail_; }
        Iterator& operator++();
        friend bool operator==(Iterator const& iterator, std::default_sentinel_t) { return iterator.ended_; }

    private:
        void read();

        std::string const* packed_;
        std::size_t next_ = 0;
        bool ended_ = false;
        EntryDetail detail_;
    };
    [[nodiscard]] Iterator begin() const { return Iterator(packed_); }
    [[nodiscard]] static std::default_sentinel_t end() { return {}; }

private:
    /// Of each detail its texts, each as its place in EntryDetail from 1, its length and its bytes; then a 0.
    std::string packed_;
    std::size_t count_ = 0;
};

}  // namespace almoner::reconcile
