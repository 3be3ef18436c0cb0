#include "payout/recall_sheet.hpp"

#include "settings/texts.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

namespace {

constexpr char const* message_name = "recall-letter";

using Words = std::vector<std::string>;

/// Sentences of formats/texts, and the fields of the page that they fill.
constexpr std::string_view sentences[] = {"label_bank",    "label_account",    "label_message",   "label_reason",
                                          "label_count",   "label_sum",        "label_reference", "label_batch",
                                          "label_date",    "label_amount",     "label_payee",     "label_payee_account",
                                          "answer_wanted", "transfers_follow", "label_signatures"};

xml::Vocabulary const& vocabulary_of_sheet() {
    static xml::Vocabulary const scopes = [] {
        Words file = {"language",   "title",   "introduction",        "assigner_name", "bank",   "created",
                      "request_id", "account", "original_message_id", "code",          "reason", "transaction_count",
                      "control_sum"};
        file.insert(file.end(), std::begin(sentences), std::end(sentences));
        return xml::Vocabulary{
            {"file", std::move(file)},
            {"batch", {"original_payment_information_id", "original_execution_date"}},
            {"transfer", {"original_end_to_end_id", "currency", "amount", "payee_name", "payee_account"}}};
    }();
    return scopes;
}

Words file_words(settings::Texts const& texts, RecallSheet const& sheet) {
    auto const& request = sheet.request;
    auto const portal = sheet.way == settings::CancelWay::portal;
    auto const totals = totals_of(request);
    Words words = {texts.language() == settings::Language::zh ? "zh" : "en",
                   texts.get("recall.title"),
                   texts.get(portal ? "recall.at_portal" : "recall.by_letter"),
                   request.assigner_name,
                   request.assignee_bic.empty() ? request.assignee_member_id : request.assignee_bic,
                   request.created,
                   request.id,
                   sheet.account,
                   request.original_message_id,
                   sheet.code,
                   texts.get("cancellation." + sheet.code),
                   std::to_string(totals.count),
                   to_grouped_text(totals.sum)};
    for (auto const sentence : sentences) {
        words.push_back(texts.get("recall." + std::string(sentence)));
    }
    return words;
}

xml::Values views(Words const& words) { return {words.begin(), words.end()}; }

Status write_transfers(xml::TemplateWriter& writer, CancelRequest::Batch const& batch,
                       std::vector<Line const*>::const_iterator& payee) {
    for (auto const& transfer : batch.transfers) {
        auto const& line = **payee++;
        Words const words = {transfer.end_to_end_id, std::string(transfer.amount.currency().code()),
                             to_grouped_text(transfer.amount), line.payee_name, line.account.number};
        auto const opened = writer.open(views(words));
        auto const closed = opened ? writer.close() : opened;
        if (!closed) {
            return closed;
        }
    }
    return {};
}

Status write_page(xml::TemplateWriter& writer, settings::Texts const& texts, RecallSheet const& sheet) {
    auto const words = file_words(texts, sheet);
    if (auto const opened = writer.open(views(words)); !opened) {
        return opened;
    }
    auto payee = sheet.payees.begin();
    for (auto const& batch : sheet.request.batches) {
        Words const of_batch = {batch.payment_information_id, to_text(batch.execution_date)};
        auto const opened = writer.open(views(of_batch));
        auto const written = opened ? write_transfers(writer, batch, payee) : opened;
        auto const closed = written ? writer.close() : written;
        if (!closed) {
            return closed;
        }
    }
    return writer.close();
}

}  // namespace

Status write_recall_sheet(Desk const& desk, RecallSheet const& sheet, std::filesystem::path const& path) {
    auto const texts = settings::Texts::load(desk.formats.folder(), desk.workspace.language);
    auto const text = desk.formats.message_text(message_name, "message.xml");
    if (!texts || !text) {
        return texts ? text.error() : texts.error();
    }
    auto const page = xml::Template::compile(*text, vocabulary_of_sheet(), std::string(message_name) + "/message.xml",
                                             xml::Template::Signature::beside);
    if (!page) {
        return page.error();
    }
    StringSink html;
    xml::TemplateWriter writer(*page, html);
    if (auto const written = write_page(writer, *texts, sheet); !written) {
        return written;
    }
    return store::write_durably(path, "<!DOCTYPE html>\n" + html.text + "\n", store::DurableFile::IfThere::replace);
}

}  // namespace almoner::payout
