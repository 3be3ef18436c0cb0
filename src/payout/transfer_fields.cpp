#include "payout/transfer_fields.hpp"

#include <span>

#include "core/identifiers.hpp"
#include "crypto/digest.hpp"

namespace almoner::payout {

namespace {

std::string iban_of(Account const& account) { return account.scheme == AccountScheme::iban ? account.number : ""; }
std::string other_of(Account const& account) { return account.scheme == AccountScheme::other ? account.number : ""; }

/// ISODateTime without zone offset would be ambiguous; the stored instant is UTC.
std::string date_time(Instant instant) { return to_text(instant); }

/// Unique end-to-end transaction reference (ISO 20022 UETR, RFC 4122 version 4) of one attempt: the first 16 bytes of
/// the SHA-256 of its EndToEndId, so that it is the same whenever the file is written.
Result<std::string> uetr_of(EndToEndId const& id) {
    auto digest = crypto::sha256(id.text());
    if (!digest) {
        return digest.error();
    }
    (*digest)[6] = static_cast<std::uint8_t>(((*digest)[6] & 0x0FU) | 0x40U);
    (*digest)[8] = static_cast<std::uint8_t>(((*digest)[8] & 0x3FU) | 0x80U);
    auto text = crypto::hex(std::span(*digest).first(16));
    for (auto const place : {8U, 13U, 18U, 23U}) {
        text.insert(place, 1, '-');
    }
    return text;
}

}  // namespace

xml::Vocabulary const& vocabulary() {
    static xml::Vocabulary const scopes = {
        {"file",
         {"message_id", "creation_date_time", "transaction_count", "control_sum", "initiating_party_name",
          "initiating_party_id", "bank_bic", "bank_clearing_system", "bank_member_id"}},
        {"batch",
         {"payment_information_id", "batch_booking", "batch_transaction_count", "batch_control_sum", "service_level",
          "category_purpose", "execution_date", "debtor_name", "debtor_iban", "debtor_account", "debtor_currency",
          "debtor_bic", "debtor_clearing_system", "debtor_member_id", "charge_bearer"}},
        {"transfer",
         {"instruction_id", "end_to_end_id", "uetr", "currency", "amount", "creditor_bic", "creditor_clearing_system",
          "creditor_member_id", "creditor_name", "creditor_iban", "creditor_account", "purpose", "remittance"}},
    };
    return scopes;
}

void file_fields(Fields& fields, Desk const& desk, Writing const& writing, store::FileRecord const& file) {
    auto const& debtor = writing.debtor;
    fields.add(file.message_id);
    fields.add(date_time(file.created));
    fields.add(std::to_string(file.transaction_count));
    fields.add(to_text(file.control_sum));
    fields.add(desk.workspace.organisation);
    fields.add(desk.workspace.organisation_id);
    fields.add(debtor.bic);
    fields.add(debtor.bank_code.empty() ? "" : writing.profile.clearing_system);
    fields.add(debtor.bank_code);
}

void batch_fields(Fields& fields, Writing const& writing, store::BatchRecord const& batch) {
    auto const& profile = writing.profile;
    auto const& debtor = writing.debtor;
    fields.add(batch.payment_information_id);
    fields.add(profile.batch_booking ? "true" : "false");
    fields.add(std::to_string(batch.transaction_count));
    fields.add(to_text(batch.control_sum));
    fields.add(profile.service_level);
    fields.add(writing.programme->category_purpose);
    fields.add(to_text(batch.execution_date));
    fields.add(debtor.name);
    fields.add(iban_of(debtor.account));
    fields.add(other_of(debtor.account));
    fields.add(std::string(debtor.currency.code()));
    fields.add(debtor.bic);
    fields.add(debtor.bank_code.empty() ? "" : profile.clearing_system);
    fields.add(debtor.bank_code);
    fields.add(profile.charge_bearer);
}

Status transfer_fields(Fields& fields, Writing const& writing, store::TransferRow const& row) {
    auto const& line = row.line;
    auto const code = ListCode::parse(writing.list.lines_code());
    check(static_cast<bool>(code), "a stored list code is well formed");
    auto const id = EndToEndId::of(*code, line.number, row.attempt);
    auto const uetr = writing.profile.uetr ? uetr_of(id) : Result<std::string>(std::string());
    if (!uetr) {
        return uetr.error();
    }
    auto const* category = writing.programme->category(line.category);
    fields.add(std::string(id.text()));
    fields.add(std::string(id.text()));
    fields.add(*uetr);
    fields.add(std::string(line.amount.currency().code()));
    fields.add(to_text(line.amount));
    fields.add(line.bic);
    fields.add(line.bank_code.empty() ? "" : writing.profile.clearing_system);
    fields.add(line.bank_code);
    fields.add(line.payee_name);
    fields.add(iban_of(line.account));
    fields.add(other_of(line.account));
    fields.add(category == nullptr ? "" : category->purpose);
    fields.add(writing.programme->remittance);
    return {};
}

}  // namespace almoner::payout
