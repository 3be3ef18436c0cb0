#include "report/payout_register.hpp"

#include <algorithm>

#include "core/json.hpp"

namespace almoner::report {

namespace {

/// The identifiers of an attempt, or nothing for a line that never became one.
struct References {
    std::optional<std::string> end_to_end_id;
    std::optional<std::string> message_id;
    std::optional<std::string> payment_information_id;
    std::optional<std::string> file_state;
};

References references_of(store::ListRecord const& list, Outcome const& outcome, RegisterContext const& context) {
    if (!outcome.attempt) {
        return {};
    }
    auto const code = ListCode::parse(list.code);
    auto const file = std::find_if(context.files.begin(), context.files.end(),
                                   [&](auto const& one) { return one.file == outcome.file; });
    check(code && file != context.files.end(), "an attempt is in a file of its list");
    auto const message = MessageId::parse(file->message_id);
    check(static_cast<bool>(message), "a stored message identifier is well formed");
    return {std::string(EndToEndId::of(*code, outcome.line.number, *outcome.attempt).text()), file->message_id,
            message->payment_information_id(outcome.batch), std::string(text_of(file->state))};
}

std::string line_state_text(Outcome const& outcome) {
    if (outcome.attempt) {
        return std::string(text_of(outcome.folded.state));
    }
    auto const& line = outcome.line;
    if (line.state != LineState::accepted) {
        return std::string(text_of(line.state));
    }
    return line.channel == Channel::bank ? "open" : "due";
}

std::string reason_of(Outcome const& outcome) {
    return outcome.folded.reason.empty() ? outcome.line.finding : outcome.folded.reason;
}

std::string payout_id_of(store::ListRecord const& list, Line const& line) {
    auto const code = ListCode::parse(list.code);
    check(static_cast<bool>(code), "a stored list has a code");
    return std::string(EndToEndId::of(*code, line.number, 1).payout_id());
}

std::int64_t row_of(Line const& line) {
    return static_cast<std::int64_t>(line.number.sheet) * LineNumber::rows_per_sheet + line.number.row;
}

}  // namespace

Result<RegisterContext> register_context(store::Connection& connection) {
    auto files = store::files(connection, std::nullopt);
    auto const bank_files = store::bank_files(connection);
    auto const lists = store::lists(connection);
    for (auto const* error : {files ? nullptr : &files.error(), bank_files ? nullptr : &bank_files.error(),
                              lists ? nullptr : &lists.error()}) {
        if (error != nullptr) {
            return *error;
        }
    }
    RegisterContext context{*std::move(files), {}, {}};
    for (auto const& list : *lists) {
        context.list_codes.emplace(list.list, list.code);
    }
    for (auto const& file : *bank_files) {
        context.bank_files.emplace(file.bank_file, file.name);
    }
    return context;
}

std::string register_json_line(store::ListRecord const& list, Outcome const& outcome, RegisterContext const& context) {
    auto const references = references_of(list, outcome, context);
    auto const& folded = outcome.folded;
    auto const reason = reason_of(outcome);
    auto const proved = folded.bank_file != 0;
    JsonLine json;
    json.field("list", std::string_view(list.code)).field("row", row_of(outcome.line));
    json.field("payout", payout_id_of(list, outcome.line)).field("payout_state", text_of(outcome.state));
    json.field("attempt", outcome.attempt ? std::optional<std::int64_t>(*outcome.attempt) : std::nullopt);
    json.field("end_to_end_id", references.end_to_end_id).field("message_id", references.message_id);
    json.field("payment_information_id", references.payment_information_id);
    json.field("amount", outcome.line.amount).field("currency", outcome.line.amount.currency().code());
    json.field("state", std::string_view(line_state_text(outcome))).field("file_state", references.file_state);
    json.field("reason", reason.empty() ? std::nullopt : std::optional(reason));
    json.field("booked_amount", folded.booked_amount).field("returned_amount", folded.returned_amount);
    json.field("statement", proved ? std::optional<std::int64_t>(folded.statement) : std::nullopt);
    json.field("entry", proved ? std::optional<std::int64_t>(folded.entry) : std::nullopt);
    json.field("inferred", folded.inferred);
    return json.text();
}

std::vector<std::string> register_heading(std::function<std::string(std::string_view)> const& text) {
    std::vector<std::string> heading;
    for (auto const* key : {"report.list", "report.row", "report.unit", "report.category", "report.payee",
                            "report.account", "report.channel", "report.amount", "report.state", "report.reason",
                            "report.end_to_end_id", "report.file", "report.answer", "report.corrected_by"}) {
        heading.push_back(text(key));
    }
    return heading;
}

std::vector<std::string> register_cells(store::ListRecord const& list, Outcome const& outcome,
                                        RegisterContext const& context) {
    auto const references = references_of(list, outcome, context);
    auto const& line = outcome.line;
    auto const& folded = outcome.folded;
    auto const bank_file = context.bank_files.find(folded.bank_file);
    auto const answer =
        bank_file == context.bank_files.end()
            ? std::string()
            : bank_file->second + "#" + std::to_string(folded.statement) + "/" + std::to_string(folded.entry);
    return {list.code,
            std::to_string(row_of(line)),
            line.unit,
            line.category,
            line.payee_name,
            line.account.number.empty() ? "" : masked(line.account.number),
            std::string(text_of(line.channel)),
            to_text(line.amount),
            line_state_text(outcome),
            reason_of(outcome),
            references.end_to_end_id.value_or(""),
            references.message_id.value_or(""),
            answer,
            outcome.correction == 0 ? std::string() : context.list_codes.at(outcome.correction)};
}

Status for_each_payout(store::Connection& connection, std::string_view code, Horizon const& horizon,
                       RegisterContext const& context,
                       std::function<Status(store::ListRecord const&, Outcome const&)> const& take) {
    auto const lists = store::lists(connection);
    if (!lists) {
        return lists.error();
    }
    for (auto const& list : *lists) {
        if (!code.empty() && list.code != code) {
            continue;
        }
        auto const read = for_each_outcome(connection, list, context.files, horizon,
                                           [&](Outcome const& outcome) { return take(list, outcome); });
        if (!read) {
            return read;
        }
    }
    return {};
}

}  // namespace almoner::report
