#include "cli/bench.hpp"
#include "cli/clock.hpp"
#include "cli/command.hpp"
#include "cli/key_room.hpp"
#include "cli/office.hpp"
#include "cli/print.hpp"
#include "core/json.hpp"
#include "reconcile/read/answer.hpp"

namespace almoner::cli {

namespace {

std::optional<std::string_view> present(std::string const& text) {
    return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

void print_entry(reconcile::Entry const& entry, reconcile::EntryDetail const* detail,
                 std::optional<std::int64_t> number) {
    static reconcile::EntryDetail const none;
    auto const& facts = detail == nullptr ? none : *detail;
    auto const credit = entry.credit_debit == "CRDT";
    auto const code =
        entry.domain.empty() ? entry.proprietary_code : entry.domain + "-" + entry.family + "-" + entry.sub_family;
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

Status read_statement(Bench const& bench, std::filesystem::path const& file) {
    auto const kind = reconcile::kind_of(file);
    if (!kind) {
        return kind.error();
    }
    auto reader = reconcile::AnswerReader::create(bench.formats, *kind, {tell_status, tell_entry, tell_statement});
    if (!reader) {
        return reader.error();
    }
    xml::Limits limits;
    limits.accept = xml::Accept::any_well_formed;
    return xml::read_file(file, reader->handler(), limits);
}

/// The key that a file of the workspace was sealed with: a later one must not be asked for it.
Result<crypto::Certificate> sealing_certificate(Options const& options, std::filesystem::path const& file) {
    auto const office = open_office(options);
    auto const people = office ? people_of(*office) : Result<seal::People>(office.error());
    auto const room = people ? open_key_room(*office, *people) : Result<KeyRoom>(people.error());
    return room ? sealed_with(*office, *room, file) : room.error();
}

Result<seal::Verified> verified_in(seal::Frame frame, std::filesystem::path const& file,
                                   std::filesystem::path const& signature, seal::Pin const& pin) {
    return signature.empty() ? seal::verify_enveloped(file, pin, frame, nullptr)
                             : seal::verify_detached(file, signature, pin, frame, nullptr);
}

/// The day of --on, or today.
Result<Day> day_of(Options const& options) {
    if (!options.date.empty()) {
        return parse_day(options.date);
    }
    auto const clock = make_clock("UTC", {});
    return clock ? Result<Day>(date::floor<date::days>((*clock)->now())) : clock.error();
}

/// A bank's file may differ from canonical form outside the digest; ours never does.
Result<seal::Verified> verified_as_agreed(std::filesystem::path const& file, std::filesystem::path const& signature,
                                          seal::Pin const& pin) {
    auto exact = verified_in(seal::Frame::exact, file, signature, pin);
    return !exact && exact.error().code == ErrorCode::signature_frame
               ? verified_in(seal::Frame::any, file, signature, pin)
               : std::move(exact);
}

}  // namespace

ExitCode run_statement(Options const& options) {
    auto const bench = open_bench(options);
    if (!bench) {
        return leave_with(bench.error());
    }
    for (auto const& file : options.files) {
        if (auto const read = read_statement(*bench, file); !read) {
            print_error(bench->texts.line(read.error()));
            return ExitCode::needs_person;
        }
    }
    return ExitCode::well;
}

ExitCode run_verify(Options const& options) {
    auto const bench = open_bench(options);
    if (!bench) {
        return leave_with(bench.error());
    }
    if (!options.signature.empty() && options.files.size() != 1) {
        return leave_with({ErrorCode::usage_argument, {}, "--signature", {}}, bench->texts);
    }
    auto const day = day_of(options);
    if (!day) {
        return leave_with({ErrorCode::usage_argument, {}, "--on", {}}, bench->texts);
    }
    auto worst = ExitCode::well;
    for (auto const& file : options.files) {
        auto const certificate = options.certificate.empty() ? sealing_certificate(options, file)
                                                             : crypto::Certificate::load(options.certificate);
        if (!certificate) {
            return leave_with(certificate.error(), bench->texts);
        }
        seal::Pin const pin{*certificate, signature_algorithm_of(options.algorithm), *day};
        if (auto const verified = verified_as_agreed(file, options.signature, pin)) {
            print("valid\t" + file.string() + "\t" + verified->signer + "\t" + verified->algorithm + "\t" +
                  verified->file_digest);
        } else {
            auto const& error = verified.error();
            print("refused: " + std::string(text_of(error.code)) + ": " + bench->texts.line(error));
            worst = ExitCode::needs_person;
        }
    }
    return worst;
}

}  // namespace almoner::cli
