#include "settings/decision.hpp"

#include <algorithm>
#include <tuple>

#include "core/names.hpp"
#include "settings/toml_table.hpp"
#include "settings/toml_text.hpp"

namespace almoner::settings {

namespace {

constexpr Names<22> kinds = {"accept_audit",   "prove_bank",   "admit_bank_file", "submitted",  "withdraw",
                             "deliver",        "paid_outside", "write_back",      "carry_over", "recovered",
                             "close",          "close_minor",  "reopen",          "recall",     "recall_accepted",
                             "recall_refused", "confirm_paid", "confirm_failed",  "explain",    "match",
                             "recover_store",  "purge"};

bool contains(std::vector<std::string> const& texts, std::string const& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// What some kinds cannot do without, and others have no use for.
void check_words(TomlTable& table, Decision const& decision) {
    auto const recalls = decision.kind == DecisionKind::recall;
    if (recalls ? !contains(cancellation_codes(), decision.code) : !decision.code.empty()) {
        table.fail("code", decision.code);
    }
    auto const explains = decision.kind == DecisionKind::explain;
    if (explains && !contains(explanation_classes(), decision.how)) {
        table.fail("how", decision.how);
    }
    if (!explains && !decision.fund.empty()) {
        table.fail("fund", decision.fund);
    }
    auto const matches = decision.kind == DecisionKind::match;
    if (decision.payout.empty() == matches || (matches && decision.targets.size() != 1)) {
        table.fail("payout", decision.payout);
    }
    if (decision.kind != DecisionKind::recovered && !decision.amount.empty()) {
        table.fail("amount", decision.amount);
    }
}

/// One line for each value that is there.
std::string optional_line(std::string_view key, std::string const& value) {
    return value.empty() ? std::string() : std::string(key) + " = " + toml_text(value) + "\n";
}

std::string array_of(std::vector<std::string> const& texts) {
    std::string array;
    for (auto const& text : texts) {
        array += (array.empty() ? "" : ", ") + toml_text(text);
    }
    return "[" + array + "]";
}

}  // namespace

Result<Decision> parse_decision(std::string_view text, std::string const& file) {
    auto table = TomlTable::parse(text, file);
    if (!table) {
        return table.error();
    }
    Decision decision;
    decision.kind = table->choice<DecisionKind>("kind", kinds);
    decision.targets = table->texts("targets");
    if (decision.targets.empty()) {
        table->fail("targets", "");
    }
    decision.said = table->texts("said");
    if (!decision.said.empty() && decision.said.size() != decision.targets.size()) {
        table->fail("said", "");
    }
    decision.how = table->text_or("how", "");
    decision.reference = table->text_or("reference", "");
    decision.code = table->text_or("code", "");
    decision.fund = table->text_or("fund", "");
    decision.payout = table->text_or("payout", "");
    decision.amount = table->text_or("amount", "");
    check_words(*table, decision);
    decision.reason = table->text("reason");
    decision.person = table->text("person");
    auto const said = table->text("time");
    auto const time = parse_instant(said);
    if (!time) {
        table->fail("time", said);
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    decision.time = *time;
    return decision;
}

std::string_view text_of(DecisionKind kind) { return name_in(kinds, kind); }

std::vector<std::string> const& cancellation_codes() {
    static std::vector<std::string> const codes = {"CUST", "DUPL", "TECH", "FRAD", "AC03", "AM09"};
    return codes;
}

std::vector<std::string> const& explanation_classes() {
    static std::vector<std::string> const classes = {"fee", "funding", "forwarding", "internal", "cash", "goods"};
    return classes;
}

bool says_the_same(Decision const& left, Decision const& right) {
    auto const words = [](Decision const& one) {
        return std::tie(one.kind, one.targets, one.said, one.how, one.reference, one.code, one.fund, one.payout,
                        one.amount);
    };
    return words(left) == words(right);
}

std::string to_text(Decision const& decision) {
    return "kind = " + toml_text(text_of(decision.kind)) + "\ntargets = " + array_of(decision.targets) + "\n" +
           (decision.said.empty() ? "" : "said = " + array_of(decision.said) + "\n") +
           optional_line("how", decision.how) + optional_line("reference", decision.reference) +
           optional_line("code", decision.code) + optional_line("fund", decision.fund) +
           optional_line("payout", decision.payout) + optional_line("amount", decision.amount) +
           "reason = " + toml_text(decision.reason) + "\nperson = " + toml_text(decision.person) +
           "\ntime = " + toml_text(almoner::to_text(decision.time)) + "\n";
}

}  // namespace almoner::settings
