#pragma once

#include <string>
#include <vector>

#include "seal/transfer_signature.hpp"
#include "settings/formats.hpp"
#include "testbank/day_statement.hpp"
#include "testbank/fate.hpp"
#include "testbank/order.hpp"
#include "testbank/recall.hpp"
#include "xml/template.hpp"

namespace almoner::testbank {

/// Writes the bank's messages through formats/messages and signs them.
class Answers {
public:
    /// @error formats.missing and template errors
    static Result<Answers> prepare(settings::Formats const& formats, seal::Signer signer, Instant now);

    /// A pain.002 about one file: rejected transfers one by one, the others by the batch's status.
    Result<std::string> status_report(OrderFile const& file, std::vector<Fate> const& fates) const;
    /// A camt.029 about one request, with a verdict for each of its transfers.
    Result<std::string> resolution(RecallFile const& file, std::vector<Verdict> const& verdicts) const;
    /// A camt.053.
    Result<std::string> camt053(DayStatement const& statement) const;

private:
    Answers(xml::Template report, xml::Template resolution, xml::Template statement, seal::Signer signer, Instant now)
        : report_(std::move(report)), resolution_(std::move(resolution)), statement_(std::move(statement)),
          signer_(std::move(signer)), now_(now) {}
    xml::Template report_;
    xml::Template resolution_;
    xml::Template statement_;
    seal::Signer signer_;
    Instant now_;
};

}  // namespace almoner::testbank
