#pragma once

#include <string>
#include <vector>

#include "core/day.hpp"
#include "seal/transfer_signature.hpp"
#include "settings/formats.hpp"
#include "testbank/books.hpp"
#include "testbank/fate.hpp"
#include "testbank/order.hpp"
#include "xml/template.hpp"

namespace almoner::testbank {

/// One booking of a statement.
struct Booking {
    bool credit = false;
    Money amount;
    std::string sub_family;  ///< ESCT for transfers, RRTN for returns
    std::string reference;   ///< the bank's own
    Order const* order = nullptr;
    std::string message_id;
    std::string reason;
    bool is_sum = false;  ///< of the order's batch
};

/// Writes the bank's messages through formats/messages and signs them.
class Answers {
public:
    /// @error formats.missing and template errors
    static Result<Answers> prepare(settings::Formats const& formats, seal::Signer signer, Instant now);

    /// A pain.002 about one file: rejected transfers one by one, the others by the batch's status.
    Result<std::string> status_report(OrderFile const& file, std::vector<Fate> const& fates) const;
    /// A camt.053 with these bookings; moves the account's balance and statement number on.
    Result<std::string> statement(std::string const& account_number, Books::Account& account, Day day,
                                  std::vector<Booking> const& bookings) const;

private:
    Answers(xml::Template report, xml::Template statement, seal::Signer signer, Instant now)
        : report_(std::move(report)), statement_(std::move(statement)), signer_(std::move(signer)), now_(now) {}
    xml::Template report_;
    xml::Template statement_;
    seal::Signer signer_;
    Instant now_;
};

}  // namespace almoner::testbank
