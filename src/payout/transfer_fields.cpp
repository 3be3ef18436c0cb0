#include "payout/transfer_fields.hpp"

#include <algorithm>
#include <initializer_list>
#include <span>

#include "core/identifiers.hpp"
#include "crypto/digest.hpp"

namespace almoner::payout {

namespace {

using settings::AddressMode;
using settings::CreditorAgent;

std::string iban_of(Account const& account) { return account.scheme == AccountScheme::iban ? account.number : ""; }
std::string other_of(Account const& account) { return account.scheme == AccountScheme::other ? account.number : ""; }
std::string minor_units(Money money) { return std::to_string(money.minor_units()); }
/// Has a value when one of a group of fields has: the element around them stands then.
std::string if_any(bool any) { return any ? "yes" : ""; }
std::string if_wanted(bool wanted, std::string const& text) { return wanted ? text : ""; }

/// A name of the vocabulary and where its value comes from.
template <class Facts>
struct Field {
    std::string_view name;
    std::string (*value)(Facts const&);
};

struct FileFacts {
    Writing const& writing;
    store::FileRecord const& file;
    LocalTime created;
};
struct BatchFacts {
    Writing const& writing;
    settings::MessageOptions const& options;
    store::BatchRecord const& batch;
};
struct TransferFacts {
    Writing const& writing;
    settings::MessageOptions const& options;
    store::TransferRow const& row;
    std::string id;
    std::string uetr;
    std::uint64_t number;
};

/// "+08:00": how far the wall clock was ahead of UTC.
std::string offset_of(Instant instant, LocalTime shown) {
    auto const wall = shown.day + shown.time_of_day;
    auto const ahead =
        std::chrono::duration_cast<std::chrono::minutes>(wall - date::floor<std::chrono::minutes>(instant));
    auto const minutes = ahead.count() < 0 ? -ahead.count() : ahead.count();
    auto const two_digits = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return (ahead.count() < 0 ? "-" : "+") + two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
}

std::string creation_date_time(FileFacts const& facts) {
    return date_time_text(facts.writing.profile.options.date_time, facts.file.created, facts.created);
}

/// A bank's code says nothing without the clearing system it is of.
std::string debtor_member(Writing const& writing) {
    return if_wanted(!writing.profile.options.clearing_system.empty(), writing.debtor.bank_code);
}

constexpr Field<FileFacts> file_table[] = {
    {"message_id", [](FileFacts const& of) { return of.file.message_id; }},
    {"creation_date_time", creation_date_time},
    {"transaction_count", [](FileFacts const& of) { return std::to_string(of.file.transaction_count); }},
    {"control_sum",
     [](FileFacts const& of) {
         return if_wanted(of.writing.profile.options.group_control_sum, to_text(of.file.control_sum));
     }},
    {"control_sum_minor", [](FileFacts const& of) { return minor_units(of.file.control_sum); }},
    {"initiating_party_name", [](FileFacts const& of) { return written(of.writing.profile, of.writing.organisation); }},
    {"initiating_party_id", [](FileFacts const& of) { return of.writing.organisation_id; }},
    {"bank_bic", [](FileFacts const& of) { return of.writing.debtor.bic; }},
    {"bank_clearing_system",
     [](FileFacts const& of) {
         return if_wanted(!debtor_member(of.writing).empty(), of.writing.profile.options.clearing_system);
     }},
    {"bank_member_id", [](FileFacts const& of) { return debtor_member(of.writing); }},
};

std::string batch_booking(BatchFacts const& of) {
    switch (of.options.batch_booking) {
        case settings::BatchBooking::yes: return "true";
        case settings::BatchBooking::no: return "false";
        case settings::BatchBooking::omit: return "";
    }
    return "";
}

std::string category_purpose(Writing const& writing) {
    return if_wanted(writing.profile.options.category_purpose, writing.programme->category_purpose);
}

bool has_payment_type(Writing const& writing) {
    auto const& options = writing.profile.options;
    return !options.service_level.empty() || !options.local_instrument.empty() || !category_purpose(writing).empty();
}

template <class Facts>
bool is_level(Facts const& of, settings::PaymentTypeLevel level) {
    return of.options.payment_type_level == level;
}
constexpr auto in_batch = settings::PaymentTypeLevel::batch;
constexpr auto in_transfer = settings::PaymentTypeLevel::transaction;

std::string debtor_text(BatchFacts const& of, std::string PostalAddress::*part) {
    auto const is_told = of.writing.address != AddressMode::none;
    return if_wanted(is_told, written(of.writing.profile, of.writing.debtor.address.*part));
}

std::string ultimate_debtor(BatchFacts const& of) {
    if (of.options.ultimate_debtor == settings::UltimateDebtor::omit) {
        return "";
    }
    auto const* fund = of.writing.programme->fund(of.writing.list.fund);
    return fund == nullptr ? "" : written(of.writing.profile, fund->name);
}

constexpr Field<BatchFacts> batch_table[] = {
    {"payment_information_id", [](BatchFacts const& of) { return of.batch.payment_information_id; }},
    {"batch_booking", batch_booking},
    {"batch_transaction_count", [](BatchFacts const& of) { return std::to_string(of.batch.transaction_count); }},
    {"batch_control_sum", [](BatchFacts const& of) { return to_text(of.batch.control_sum); }},
    {"batch_control_sum_minor", [](BatchFacts const& of) { return minor_units(of.batch.control_sum); }},
    {"payment_type_given",
     [](BatchFacts const& of) { return if_any(is_level(of, in_batch) && has_payment_type(of.writing)); }},
    {"service_level", [](BatchFacts const& of) { return if_wanted(is_level(of, in_batch), of.options.service_level); }},
    {"local_instrument",
     [](BatchFacts const& of) { return if_wanted(is_level(of, in_batch), of.options.local_instrument); }},
    {"category_purpose",
     [](BatchFacts const& of) { return if_wanted(is_level(of, in_batch), category_purpose(of.writing)); }},
    {"execution_date", [](BatchFacts const& of) { return to_text(of.batch.execution_date); }},
    {"debtor_name", [](BatchFacts const& of) { return written(of.writing.profile, of.writing.debtor.name); }},
    {"debtor_address_given",
     [](BatchFacts const& of) { return if_any(!debtor_text(of, &PostalAddress::country).empty()); }},
    {"debtor_street", [](BatchFacts const& of) { return debtor_text(of, &PostalAddress::street); }},
    {"debtor_building", [](BatchFacts const& of) { return debtor_text(of, &PostalAddress::building); }},
    {"debtor_postcode", [](BatchFacts const& of) { return debtor_text(of, &PostalAddress::postcode); }},
    {"debtor_town", [](BatchFacts const& of) { return debtor_text(of, &PostalAddress::town); }},
    {"debtor_country", [](BatchFacts const& of) { return debtor_text(of, &PostalAddress::country); }},
    {"debtor_iban", [](BatchFacts const& of) { return iban_of(of.writing.debtor.account); }},
    {"debtor_account", [](BatchFacts const& of) { return other_of(of.writing.debtor.account); }},
    {"debtor_currency",
     [](BatchFacts const& of) {
         return if_wanted(of.options.debtor_currency, std::string(of.writing.debtor.currency.code()));
     }},
    {"debtor_bic", [](BatchFacts const& of) { return of.writing.debtor.bic; }},
    {"debtor_clearing_system",
     [](BatchFacts const& of) { return if_wanted(!debtor_member(of.writing).empty(), of.options.clearing_system); }},
    {"debtor_member_id", [](BatchFacts const& of) { return debtor_member(of.writing); }},
    {"debtor_agent_unknown",
     [](BatchFacts const& of) {
         return if_wanted(of.writing.debtor.bic.empty() && debtor_member(of.writing).empty(), "NOTPROVIDED");
     }},
    {"instruction_for_debtor_agent", [](BatchFacts const& of) { return of.options.instruction_for_debtor_agent; }},
    {"ultimate_debtor_name", ultimate_debtor},
    {"charge_bearer", [](BatchFacts const& of) { return of.options.charge_bearer; }},
    {"account_scheme", [](BatchFacts const& of) { return of.options.account_scheme; }},
};

std::string creditor_bic(TransferFacts const& of) {
    auto const rule = of.options.creditor_agent;
    return if_wanted(rule != CreditorAgent::omit && rule != CreditorAgent::clearing_member, of.row.line.bic);
}

std::string creditor_member(TransferFacts const& of) {
    auto const rule = of.options.creditor_agent;
    auto const is_told = rule == CreditorAgent::as_listed || rule == CreditorAgent::clearing_member;
    return if_wanted(is_told && !of.options.clearing_system.empty(), of.row.line.bank_code);
}

std::string creditor_agent_unknown(TransferFacts const& of) {
    auto const is_asked = of.options.creditor_agent == CreditorAgent::not_provided;
    return if_wanted(is_asked && of.row.line.bic.empty(), "NOTPROVIDED");
}

std::string creditor_text(TransferFacts const& of, std::string PostalAddress::*part) {
    return written(of.writing.profile, of.row.line.address.*part);
}

bool is_told(TransferFacts const& of, std::initializer_list<AddressMode> modes) {
    auto const is_there = !of.row.line.address.country.empty();
    return is_there && std::find(modes.begin(), modes.end(), of.writing.address) != modes.end();
}

bool has_address(TransferFacts const& of) {
    return is_told(of, {AddressMode::bare, AddressMode::hybrid, AddressMode::structured});
}

std::string ultimate_creditor(TransferFacts const& of) {
    auto const& line = of.row.line;
    auto const another = !line.beneficiary_name.empty() && line.beneficiary_name != line.payee_name;
    auto const is_asked = of.options.ultimate_creditor == settings::UltimateCreditor::beneficiary;
    return if_wanted(is_asked && another, written(of.writing.profile, line.beneficiary_name));
}

/// A structured reference says it all: banks take one of the two.
std::string remittance(TransferFacts const& of) {
    return if_wanted(of.row.line.reference.empty(), written(of.writing.profile, of.writing.programme->remittance));
}

std::string purpose(TransferFacts const& of) {
    auto const* category = of.writing.programme->category(of.row.line.category);
    return category != nullptr ? if_wanted(of.options.purpose, category->purpose) : "";
}

/// Payee and debtor have accounts at one bank, as far as the first digits of the banks' codes tell.
bool is_same_bank(TransferFacts const& of) {
    return of.writing.profile.is_same_bank(of.writing.debtor.bank_code, of.row.line.bank_code);
}

bool is_rf(TransferFacts const& of) { return of.row.line.reference.starts_with("RF"); }

constexpr Field<TransferFacts> transfer_table[] = {
    {"transfer_number", [](TransferFacts const& of) { return std::to_string(of.number); }},
    {"instruction_id", [](TransferFacts const& of) { return of.id; }},
    {"end_to_end_id", [](TransferFacts const& of) { return of.id; }},
    {"uetr", [](TransferFacts const& of) { return of.uetr; }},
    {"transfer_type_given",
     [](TransferFacts const& of) { return if_any(is_level(of, in_transfer) && has_payment_type(of.writing)); }},
    {"transfer_service_level",
     [](TransferFacts const& of) { return if_wanted(is_level(of, in_transfer), of.options.service_level); }},
    {"transfer_local_instrument",
     [](TransferFacts const& of) { return if_wanted(is_level(of, in_transfer), of.options.local_instrument); }},
    {"transfer_category_purpose",
     [](TransferFacts const& of) { return if_wanted(is_level(of, in_transfer), category_purpose(of.writing)); }},
    {"currency", [](TransferFacts const& of) { return std::string(of.row.line.amount.currency().code()); }},
    {"amount", [](TransferFacts const& of) { return to_text(of.row.line.amount); }},
    {"amount_minor", [](TransferFacts const& of) { return minor_units(of.row.line.amount); }},
    {"creditor_agent_given",
     [](TransferFacts const& of) {
         auto const known = !creditor_bic(of).empty() || !creditor_member(of).empty();
         return if_any(known || !creditor_agent_unknown(of).empty());
     }},
    {"creditor_bic", creditor_bic},
    {"creditor_clearing_system",
     [](TransferFacts const& of) { return if_wanted(!creditor_member(of).empty(), of.options.clearing_system); }},
    {"creditor_member_id", creditor_member},
    {"creditor_agent_unknown", creditor_agent_unknown},
    {"same_bank", [](TransferFacts const& of) { return if_any(is_same_bank(of)); }},
    {"creditor_name", [](TransferFacts const& of) { return written(of.writing.profile, of.row.line.payee_name); }},
    {"creditor_address_given", [](TransferFacts const& of) { return if_any(has_address(of)); }},
    {"creditor_street",
     [](TransferFacts const& of) {
         return if_wanted(is_told(of, {AddressMode::structured}), creditor_text(of, &PostalAddress::street));
     }},
    {"creditor_building",
     [](TransferFacts const& of) {
         return if_wanted(is_told(of, {AddressMode::structured}), creditor_text(of, &PostalAddress::building));
     }},
    {"creditor_postcode",
     [](TransferFacts const& of) {
         return if_wanted(is_told(of, {AddressMode::hybrid, AddressMode::structured}),
                          creditor_text(of, &PostalAddress::postcode));
     }},
    {"creditor_town",
     [](TransferFacts const& of) { return if_wanted(has_address(of), creditor_text(of, &PostalAddress::town)); }},
    {"creditor_country",
     [](TransferFacts const& of) { return if_wanted(has_address(of), of.row.line.address.country); }},
    {"creditor_address_line",
     [](TransferFacts const& of) {
         return if_wanted(is_told(of, {AddressMode::hybrid}), creditor_text(of, &PostalAddress::line));
     }},
    {"creditor_iban", [](TransferFacts const& of) { return iban_of(of.row.line.account); }},
    {"creditor_account", [](TransferFacts const& of) { return other_of(of.row.line.account); }},
    {"ultimate_creditor_name", ultimate_creditor},
    {"purpose", purpose},
    {"remittance_given",
     [](TransferFacts const& of) { return if_any(!of.row.line.reference.empty() || !remittance(of).empty()); }},
    {"remittance", remittance},
    {"creditor_reference", [](TransferFacts const& of) { return of.row.line.reference; }},
    {"creditor_reference_code", [](TransferFacts const& of) { return if_wanted(is_rf(of), "SCOR"); }},
    {"creditor_reference_proprietary",
     [](TransferFacts const& of) { return if_wanted(!is_rf(of) && !of.row.line.reference.empty(), "QRR"); }},
};

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

template <class Facts, std::size_t count>
xml::Scope scope_of(std::string name, Field<Facts> const (&table)[count]) {
    xml::Scope scope{std::move(name), {}};
    for (auto const& field : table) {
        scope.fields.emplace_back(field.name);
    }
    return scope;
}

template <class Facts, std::size_t count>
void add_all(Fields& fields, Field<Facts> const (&table)[count], Facts const& facts, std::uint32_t scope) {
    auto const& message = facts.writing.message;
    for (std::uint32_t field = 0; field < count; ++field) {
        fields.add(fields.wants_all() || message.uses(scope, field) ? table[field].value(facts) : std::string());
    }
}

}  // namespace

xml::Vocabulary const& vocabulary() {
    static xml::Vocabulary const scopes = {scope_of("file", file_table), scope_of("batch", batch_table),
                                           scope_of("transfer", transfer_table)};
    return scopes;
}

std::string written(settings::Profile const& profile, std::string_view text) {
    return profile.transliteration.empty() ? std::string(text) : profile.transliteration.of(text);
}

std::string date_time_text(settings::DateTimeStyle style, Instant instant, LocalTime const& local) {
    if (style == settings::DateTimeStyle::utc) {
        return to_text(instant);
    }
    auto const seconds = instant - date::floor<std::chrono::minutes>(instant);
    auto text = to_text(Instant{local.day} + local.time_of_day + seconds);
    text.pop_back();  // the Z of UTC
    return style == settings::DateTimeStyle::plain ? text : text + offset_of(instant, local);
}

void file_fields(Fields& fields, Writing const& writing, store::FileRecord const& file, LocalTime created) {
    add_all(fields, file_table, {writing, file, created}, 0);
}

void batch_fields(Fields& fields, Writing const& writing, store::BatchRecord const& batch) {
    add_all(fields, batch_table, {writing, writing.profile.options, batch}, 1);
}

Status transfer_fields(Fields& fields, Writing const& writing, store::TransferRow const& row, std::uint64_t number) {
    auto const code = ListCode::parse(writing.list.lines_code());
    check(static_cast<bool>(code), "a stored list code is well formed");
    auto const id = EndToEndId::of(*code, row.line.number, row.attempt);
    auto uetr = writing.profile.options.uetr ? uetr_of(id) : Result<std::string>(std::string());
    if (!uetr) {
        return uetr.error();
    }
    add_all(fields, transfer_table,
            {writing, writing.profile.options, row, std::string(id.text()), *std::move(uetr), number}, 2);
    return {};
}

}  // namespace almoner::payout
