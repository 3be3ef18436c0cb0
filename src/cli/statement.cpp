#include "cli/bench.hpp"
#include "cli/command.hpp"
#include "cli/print.hpp"
#include "core/json.hpp"
#include "reconcile/read/answer.hpp"

namespace almoner::cli {

namespace {

std::optional<std::string_view> present(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

/// Domain, family and sub-family where the bank gives them, else its own code.
template <class Coded>
std::string code_of(Coded const& facts) {
    return facts.domain.empty() ? facts.proprietary_code : facts.domain + "-" + facts.family + "-" + facts.sub_family;
}

void print_entry(reconcile::Entry const& entry, reconcile::EntryDetail const* detail,
                 std::optional<std::int64_t> number) {
    static reconcile::EntryDetail const none;
    auto const& facts = detail == nullptr ? none : *detail;
    auto const credit = entry.credit_debit == "CRDT";
    auto const own_code = code_of(facts);
    JsonLine json;
    json.field("type", "entry")
        .field("statement", std::int64_t{entry.statement})
        .field("entry", std::int64_t{entry.entry})
        .field("detail", number);
    json.field("entry_amount", present(entry.amount)).field("amount", present(facts.amount));
    json.field("currency", present(facts.currency.empty() ? entry.currency : facts.currency));
    json.field("credit_debit", present(facts.credit_debit.empty() ? entry.credit_debit : facts.credit_debit))
        .field("status", present(entry.status));
    json.field("reversal", entry.reversal == "true")
        .field("booking_date", present(entry.booking_date))
        .field("value_date", present(entry.value_date));
    json.field("message_id", present(facts.message_id.empty() ? entry.batch_message_id : facts.message_id));
    json.field("payment_information_id",
               present(facts.payment_information_id.empty() ? entry.batch_payment_information_id
                                                            : facts.payment_information_id));
    json.field("instruction_id", present(facts.instruction_id))
        .field("end_to_end_id", present(facts.end_to_end_id))
        .field("uetr", present(facts.uetr));
    json.field("account_servicer_reference",
               present(facts.account_servicer_reference.empty() ? entry.account_servicer_reference
                                                                : facts.account_servicer_reference));
    auto const code = own_code.empty() ? code_of(entry) : own_code;
    json.field("bank_transaction_code", present(code));
    json.field("return_reason", present(facts.return_reason.empty() ? entry.return_reason : facts.return_reason));
    json.field("counterparty_name", present(credit ? facts.debtor_name : facts.creditor_name));
    json.field("counterparty_account", present(credit ? facts.debtor_account : facts.creditor_account));
    json.field("remittance", present(facts.remittance)).field("batch_count", present(entry.batch_count));
    print(json.text());
}

Status tell_entry(reconcile::Entry const& entry) {
    std::int64_t number = 0;
    for (auto const& detail : entry.details) {
        print_entry(entry, &detail, ++number);
    }
    if (entry.details.empty()) {
        print_entry(entry, nullptr, std::nullopt);
    }
    return {};
}

Status tell_statement(reconcile::StatementHead const& head) {
    auto const balance = [&](std::string_view first, std::string_view second) -> std::optional<std::string> {
        for (auto const wanted : {first, second}) {
            for (auto const& one : head.balances) {
                if (one.type == wanted) {
                    return (one.credit_debit == "DBIT" ? "-" : "") + one.amount;
                }
            }
        }
        return std::nullopt;
    };
    auto const currency = head.account_currency.empty() && !head.balances.empty() ? head.balances.front().currency
                                                                                  : head.account_currency;
    JsonLine json;
    json.field("type", "statement")
        .field("statement", std::int64_t{head.statement})
        .field("message", present(head.message_id))
        .field("id", present(head.id));
    json.field("account", present(head.account))
        .field("currency", present(currency))
        .field("electronic_sequence", present(head.electronic_sequence));
    json.field("opening", balance("OPBD", "PRCD"))
        .field("closing", balance("CLBD", "CLBD"))
        .field("entry_count", static_cast<std::int64_t>(head.entry_count));
    print(json.text());
    return {};
}

Status tell_status(reconcile::StatusRecord const& status) {
    constexpr std::string_view levels[] = {"group", "batch", "transaction"};
    JsonLine json;
    json.field("type", "status")
        .field("level", levels[static_cast<std::size_t>(status.level)])
        .field("original_message_id", present(status.original_message_id));
    json.field("original_payment_information_id", present(status.original_payment_information_id))
        .field("end_to_end_id", present(status.end_to_end_id));
    json.field("status", present(status.status))
        .field("reason", present(status.reason))
        .field("additional_information", present(status.text));
    print(json.text());
    return {};
}

Status read_statement(Bench const& bench, reconcile::AnswerFormats const& formats, std::filesystem::path const& file) {
    auto const container = bytes::Container::open(file);
    auto const answers =
        container ? reconcile::answers_in(formats, *container) : Result<reconcile::Answers>(container.error());
    if (!answers) {
        return answers.error();
    }
    for (auto const& other : answers->passed_over) {
        print_error(bench.texts.line(other));
    }
    reconcile::AnswerReader reader(formats, {tell_status, tell_entry, tell_statement, [&](Finding const& departure) {
                                                 print_error(bench.texts.line(departure));
                                                 return Status{};
                                             }});
    for (auto const& part : answers->parts) {
        if (auto const read = reader.read(*container, part); !read) {
            return read;
        }
    }
    return {};
}

}  // namespace

ExitCode run_statement(Options const& options) {
    auto const bench = open_bench(options);
    if (!bench) {
        return leave_with(bench.error());
    }
    auto const formats = reconcile::AnswerFormats::load(bench->formats);
    if (!formats) {
        return leave_with(formats.error(), bench->texts);
    }
    for (auto const& file : options.files) {
        if (auto const read = read_statement(*bench, *formats, file); !read) {
            print_error(bench->texts.line(read.error()));
            return ExitCode::needs_person;
        }
    }
    return ExitCode::well;
}

}  // namespace almoner::cli
