#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/money.hpp"
#include "crypto/keys.hpp"

namespace almoner::testbank {

/// One TxInf of a camt.055 as the bank reads it.
struct Recall {
    std::string payment_information_id;  ///< of its batch
    std::string end_to_end_id;
    Money amount;
};

/// One request of the customer to give up transfers of a file.
struct RecallFile {
    std::string request_id;
    std::string customer;
    std::string message_id;    ///< of the file
    std::string message_name;  ///< "pain.001.001.09"
    std::vector<Recall> transfers;
    std::string sha256;
};

/// What the bank makes of one of them.
struct Verdict {
    bool gives_up = false;
    std::string reason;  ///< ISO 20022 ExternalPaymentCancellationRejection1Code, of a refusal
};

/// Reads a file of the customer, and believes it only when the customer's signature holds; nothing where it is no
/// camt.055. @error signature.* @error document.* @error amount.*
Result<std::optional<RecallFile>> read_recall(std::filesystem::path const& file, crypto::Certificate const& customer);

}  // namespace almoner::testbank
