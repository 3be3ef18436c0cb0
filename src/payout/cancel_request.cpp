#include "payout/cancel_request.hpp"

#include "core/check.hpp"

namespace almoner::payout {

namespace {

CancelTotals totals_of(CancelRequest::Batch const& batch) {
    check(!batch.transfers.empty(), "a batch of a request has transfers");
    CancelTotals totals{0, Money::zero(batch.transfers.front().amount.currency())};
    for (auto const& transfer : batch.transfers) {
        ++totals.count;
        totals.sum += transfer.amount;
    }
    return totals;
}

/// The texts of one scope, in the vocabulary's order.
using Texts = std::vector<std::string>;

Texts file_texts(CancelRequest const& request) {
    auto const totals = totals_of(request);
    auto const is_unknown = request.assignee_bic.empty() && request.assignee_member_id.empty();
    return {request.id,
            request.assigner_name,
            request.assignee_bic,
            request.assignee_clearing_system,
            request.assignee_member_id,
            is_unknown ? "NOTPROVIDED" : "",
            request.created,
            std::to_string(totals.count),
            to_text(totals.sum),
            request.original_message_id,
            request.original_message_name,
            request.original_created};
}

Texts batch_texts(CancelRequest::Batch const& batch) {
    auto const totals = totals_of(batch);
    return {batch.payment_information_id, std::to_string(totals.count), to_text(totals.sum),
            to_text(batch.execution_date)};
}

Texts transfer_texts(CancelRequest::Transfer const& transfer) {
    return {transfer.end_to_end_id,         transfer.end_to_end_id,
            transfer.end_to_end_id,         std::string(transfer.amount.currency().code()),
            to_text(transfer.amount),       transfer.reason,
            transfer.additional_information};
}

xml::Values views(Texts const& texts) { return {texts.begin(), texts.end()}; }

Status write_batch(xml::TemplateWriter& writer, CancelRequest::Batch const& batch) {
    auto const texts = batch_texts(batch);
    if (auto const opened = writer.open(views(texts)); !opened) {
        return opened;
    }
    for (auto const& transfer : batch.transfers) {
        auto const row = transfer_texts(transfer);
        if (auto const opened = writer.open(views(row)); !opened) {
            return opened;
        }
        if (auto const closed = writer.close(); !closed) {
            return closed;
        }
    }
    return writer.close();
}

}  // namespace

CancelTotals totals_of(CancelRequest const& request) {
    check(!request.batches.empty(), "a request has batches");
    auto all = totals_of(request.batches.front());
    for (auto batch = std::next(request.batches.begin()); batch != request.batches.end(); ++batch) {
        auto const totals = totals_of(*batch);
        all.count += totals.count;
        all.sum += totals.sum;
    }
    return all;
}

xml::Vocabulary const& cancel_request_vocabulary() {
    static xml::Vocabulary const scopes = {
        {"file",
         {"request_id", "assigner_name", "assignee_bic", "assignee_clearing_system", "assignee_member_id",
          "assignee_unknown", "creation_date_time", "transaction_count", "control_sum", "original_message_id",
          "original_message_name", "original_creation_date_time"}},
        {"batch",
         {"original_payment_information_id", "batch_transaction_count", "batch_control_sum",
          "original_execution_date"}},
        {"transfer",
         {"cancellation_id", "original_instruction_id", "original_end_to_end_id", "currency", "amount", "reason",
          "additional_information"}},
    };
    return scopes;
}

Result<xml::Template> cancel_request_message(settings::Formats const& formats, xml::Template::Signature signature) {
    auto const text = formats.message_text(cancel_request_message_name, "message.xml");
    if (!text) {
        return text.error();
    }
    return xml::Template::compile(*text, cancel_request_vocabulary(),
                                  std::string(cancel_request_message_name) + "/message.xml", signature);
}

Status write_cancel_request(xml::Template const& message, CancelRequest const& request, ByteSink& sink) {
    xml::TemplateWriter writer(message, sink);
    auto const texts = file_texts(request);
    if (auto const opened = writer.open(views(texts)); !opened) {
        return opened;
    }
    for (auto const& batch : request.batches) {
        if (auto const written = write_batch(writer, batch); !written) {
            return written;
        }
    }
    return writer.close();
}

}  // namespace almoner::payout
