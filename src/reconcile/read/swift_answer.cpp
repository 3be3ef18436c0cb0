#include "reconcile/read/swift_answer.hpp"

#include <algorithm>
#include <utility>

#include "bytes/legacy_text.hpp"
#include "core/check_digits.hpp"
#include "core/iban.hpp"

namespace almoner::reconcile {

namespace {

std::string first_line_of(std::string_view text) {
    auto line = text.substr(0, text.find('\n'));
    auto const first = line.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string()
                                           : std::string(line.substr(first, line.find_last_not_of(" \t") - first + 1));
}

std::string text_of(SwiftDialects::Facts const& facts, std::string_view name) {
    auto const found = facts.find(name);
    return found == facts.end() ? std::string() : bytes::to_utf8(found->second);
}

/// By its form and check digits (ISO 13616-1), whatever its country.
bool is_iban(std::string_view text) {
    constexpr std::size_t shortest = 15;
    constexpr std::size_t head = 4;
    if (text.size() < shortest || text.size() > Iban::longest || !is_upper_alphanumeric(text) ||
        !is_digits(text.substr(2, 2)) || is_digits(text.substr(0, 1)) || is_digits(text.substr(1, 1))) {
        return false;
    }
    return remainder_97(text.substr(0, head), remainder_97(text.substr(head))) == 1;
}

/// Field 25 is an IBAN, with its currency behind or its bank before it, or whatever else the bank calls the account.
std::string account_of(std::string const& text, std::string& currency) {
    auto const slash = text.find('/');
    auto const number = text.substr(slash == std::string::npos ? 0 : slash + 1);
    if (is_iban(number)) {
        return number;
    }
    constexpr std::size_t currency_size = 3;
    auto const size = number.size() > currency_size ? number.size() - currency_size : 0;
    auto const bare = first_line_of(std::string_view(number).substr(0, size));
    if (is_iban(bare)) {
        currency = number.substr(size);
        return bare;
    }
    return bytes::to_utf8(text);
}

/// "EURD12345,67": the floor limit tells the currency of a message without balances.
std::string currency_of(std::string_view text) {
    auto const currency = text.substr(0, 3);
    auto const is_code = currency.size() == 3 && std::all_of(currency.begin(), currency.end(), [](char letter) {
                             return letter >= 'A' && letter <= 'Z';
                         });
    return is_code ? std::string(currency) : std::string();
}

}  // namespace

SwiftAnswer::SwiftAnswer(SwiftDialects const& dialects, std::string file_name, AnswerListener const& listener,
                         Departures& departures, StatementCount& count)
    : dialects_(dialects), file_name_(file_name), listener_(listener), departures_(departures), count_(count),
      fields_(std::move(file_name), [this](SwiftField const& field) { return take(field); }) {}

Error SwiftAnswer::placed(Error error, SwiftField const& field) const {
    auto const before_value = static_cast<std::uint32_t>(field.tag.size()) + 2;
    error.position = {file_name_, {}, field.line, error.position.column + before_value};
    error.value = ":" + field.tag + ": " + error.value;
    return error;
}

Status SwiftAnswer::take(SwiftField const& field) {
    if (field.tag == "NS" || field.tag == "940") {
        return {};
    }
    if (field.tag == "20" || !head_) {
        if (auto const ended = end_statement(); !ended) {
            return ended;
        }
        head_.emplace();
        head_->statement = ++count_.statements;
        row_ = field.line;
    }
    if (field.tag == "86") {
        take_information(field);
        return {};
    }
    if (auto const ended = end_entry(); !ended) {
        return ended;
    }
    return field.tag == "61" ? take_line(field) : take_head(field);
}

Status SwiftAnswer::take_line(SwiftField const& field) {
    auto line = parse_statement_line(field.text);
    if (!line) {
        return placed(line.error(), field);
    }
    auto const odd_day = line->odd_day;
    auto const without_type = line->type.empty();
    entry_ = Waiting{*std::move(line), field.line, std::nullopt};
    ++entries_;
    return departures_.tell(odd_day ? ":61: day" : without_type ? ":61: type" : "", field.line);
}

void SwiftAnswer::take_information(SwiftField const& field) {
    // Before the first entry and after the closing balance it speaks of the statement.
    if (!entry_) {
        return;
    }
    if (entry_->information) {
        *entry_->information += '\n';
    }
    entry_->information = entry_->information.value_or("") + field.text;
}

Status SwiftAnswer::take_head(SwiftField const& field) {
    auto const value = first_line_of(field.text);
    if (field.tag == "20") {
        head_->message_id = bytes::to_utf8(value);
    } else if (field.tag.starts_with("25")) {
        head_->account = account_of(value, head_->account_currency);
    } else if (field.tag.starts_with("28")) {
        head_->id = bytes::to_utf8(value);
        auto const slash = head_->id.find('/');
        head_->electronic_sequence = head_->id.substr(0, slash);
        head_->page_number = slash == std::string::npos ? "" : head_->id.substr(slash + 1);
    } else if (field.tag == "34F") {
        interim_ = true;
        currency_ = currency_of(value);
    } else if (field.tag.starts_with("6")) {
        return take_balance(field);
    } else if (field.tag.starts_with("13") || field.tag.starts_with("90")) {
        interim_ = true;
    }
    return {};
}

/// The balances of a page (60M, 62M) are what its own entries lead from and to, as those of a whole statement are; the
/// letter says whether pages stand before or after. One that cannot be read is missing, which settles nothing.
Status SwiftAnswer::take_balance(SwiftField const& field) {
    auto const balance = parse_swift_balance(field.text);
    if (!balance) {
        return departures_.tell(":" + field.tag + ": " + balance.error().value, field.line);
    }
    auto const* const type = field.tag.starts_with("60")   ? "OPBD"
                             : field.tag.starts_with("62") ? "CLBD"
                             : field.tag == "64"           ? "CLAV"
                                                           : "FWAV";
    if (field.tag == "60F" || field.tag == "60M") {
        head_->first_page = field.tag == "60F" ? "true" : "false";
    } else if (field.tag == "62M") {
        head_->last_page = "false";
    }
    currency_ = balance->currency;
    head_->balances.push_back(
        {type, balance->amount, balance->currency, balance->credit ? "CRDT" : "DBIT", to_text(balance->day)});
    return {};
}

Status SwiftAnswer::end_entry() {
    if (!entry_) {
        return {};
    }
    auto const waiting = *std::exchange(entry_, std::nullopt);
    auto const& line = waiting.line;
    Entry entry;
    entry.statement = head_->statement;
    entry.entry = entries_;
    entry.line = waiting.row;
    entry.message = message();
    entry.account = head_->account;
    entry.reference = bytes::to_utf8(line.customer_reference);
    entry.amount = line.amount;
    entry.currency = currency_;
    entry.credit_debit = line.credit ? "CRDT" : "DBIT";
    entry.reversal = line.reversal ? "true" : "";
    entry.status = line.expected ? "PDNG" : "BOOK";
    entry.value_date = line.value_day ? to_text(*line.value_day) : "";
    entry.booking_date = line.entry_day ? to_text(*line.entry_day) : "";
    entry.account_servicer_reference =
        dialects_.is_reference(line.bank_reference) ? bytes::to_utf8(line.bank_reference) : "";
    entry.proprietary_code = bytes::to_utf8(line.type);
    entry.text = bytes::to_utf8(line.supplementary);
    if (waiting.information || dialects_.is_reference(line.customer_reference)) {
        add_detail(entry, waiting.information.value_or(""));
    }
    return listener_.entry ? listener_.entry(entry) : Status{};
}

void SwiftAnswer::add_detail(Entry& entry, std::string_view information) const {
    auto const facts = dialects_.read(information);
    EntryDetail detail;
    detail.message_id = text_of(facts, "message_id");
    detail.payment_information_id = text_of(facts, "payment_information_id");
    detail.end_to_end_id = text_of(facts, "end_to_end_id");
    detail.uetr = text_of(facts, "uetr");
    detail.instruction_id = dialects_.is_reference(entry.reference) ? entry.reference : "";
    detail.remittance = text_of(facts, "remittance");
    detail.return_reason = text_of(facts, "return_reason");
    detail.text = text_of(facts, "posting_text");
    auto const credit = entry.credit_debit == "CRDT";
    (credit ? detail.debtor_name : detail.creditor_name) = text_of(facts, "counterparty_name");
    (credit ? detail.debtor_account : detail.creditor_account) = text_of(facts, "counterparty_account");
    entry.details.add(detail);
    // As the DK writes it into camt.053: SWIFT's type, then the bank's transaction code.
    if (auto const code = text_of(facts, "bank_transaction_code"); !code.empty()) {
        entry.proprietary_code += (entry.proprietary_code.empty() ? "" : "+") + code;
    }
}

Status SwiftAnswer::end_statement() {
    if (auto const ended = end_entry(); !ended || !head_) {
        return ended;
    }
    head_->message = message();
    // The second number of field 28 counts reports during the day; only fields 60 and 62 tell of pages.
    head_->page_number = head_->message == "mt942" ? "" : head_->page_number;
    auto head = *std::exchange(head_, std::nullopt);
    head.entry_count = std::exchange(entries_, 0);
    head.account_currency = head.account_currency.empty() ? currency_ : head.account_currency;
    auto const lacks = [&](std::string_view type) {
        return std::none_of(head.balances.begin(), head.balances.end(),
                            [type](auto const& one) { return one.type == type; });
    };
    auto const interim = std::exchange(interim_, false);
    std::string what;
    if (head.account.empty()) {
        what = ":25: missing";
    } else if (!interim && lacks("OPBD")) {
        what = ":60F: missing";
    } else if (!interim && lacks("CLBD")) {
        what = ":62F: missing";
    }
    currency_.clear();
    auto const told = departures_.tell(what, row_);
    return told && listener_.statement ? listener_.statement(head) : told;
}

Status SwiftAnswer::finish() {
    auto const finished = fields_.finish();
    return finished ? end_statement() : finished;
}

}  // namespace almoner::reconcile
