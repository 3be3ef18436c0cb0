#pragma once

#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"
#include "settings/formats.hpp"
#include "xml/template.hpp"

namespace almoner::payout {

/// The folder of formats/messages.
inline constexpr char const* cancel_request_message_name = "camt.055.001.08";

/// Asks a bank to cancel transfers of one file (ISO 20022 camt.055, CustomerPaymentCancellationRequest).
struct CancelRequest {
    struct Transfer {
        std::string end_to_end_id;
        Money amount;
        std::string reason;                  ///< ISO 20022 ExternalCancellationReason1Code: "DUPL", "CUST", "FRAD"
        std::string additional_information;  ///< 105 characters at most, or empty; never a name
    };
    struct Batch {
        std::string payment_information_id;
        Day execution_date;
        std::vector<Transfer> transfers;
    };
    std::string id;             ///< the file's MsgId, "C" and two digits: the first request of a file is C01
    std::string assigner_name;  ///< who asks
    std::string assignee_bic;   ///< of the debtor's bank, or empty
    std::string assignee_clearing_system;
    std::string assignee_member_id;
    std::string created;  ///< as the bank wants CreDtTm
    std::string original_message_id;
    std::string original_message_name;  ///< "pain.001.001.09"
    std::string original_created;       ///< CreDtTm as it stands there
    std::vector<Batch> batches;         ///< none empty
};

/// Count and sum of some transfers.
struct CancelTotals {
    std::size_t count = 0;
    Money sum;
};

/// Of all transfers of the request, which has some and all of one currency.
CancelTotals totals_of(CancelRequest const& request);

/// The names that the template of camt.055 may use, by scope: file, batch, transfer.
xml::Vocabulary const& cancel_request_vocabulary();

/// The message of `formats/messages/camt.055.001.08`, compiled; its signature inside or beside the file.
/// @error formats.missing @error template.name_unknown @error template.structure
Result<xml::Template> cancel_request_message(settings::Formats const& formats, xml::Template::Signature signature);

/// Writes the request up to its signature; count and sums are those of its transfers, all of one currency.
/// @error document.invalid a value holds a control character, and whatever the sink returns
Status write_cancel_request(xml::Template const& message, CancelRequest const& request, ByteSink& sink);

}  // namespace almoner::payout
