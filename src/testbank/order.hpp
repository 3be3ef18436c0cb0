#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"
#include "crypto/keys.hpp"

namespace almoner::testbank {

/// One CdtTrfTxInf as the bank reads it.
struct Order {
    std::string payment_information_id;  ///< of its batch
    std::string end_to_end_id;
    std::string name;
    std::string iban;
    std::string account;
    Money amount;
};

/// One transfer file of the customer: all its batches have one debtor account and one day, as Almoner writes them.
struct OrderFile {
    std::string message_id;
    std::string debtor_account;
    Day execution_date;
    Money control_sum;
    std::vector<Order> orders;
    std::string sha256;
    std::string name = {};  ///< as the outbox calls it
};

/// Reads a file and believes it only when the customer's signature holds.
/// @error signature.* @error document.* @error amount.* what a transfer says cannot be read
Result<OrderFile> read_orders(std::filesystem::path const& file, crypto::Certificate const& customer);

}  // namespace almoner::testbank
