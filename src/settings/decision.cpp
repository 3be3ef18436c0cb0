#include "settings/decision.hpp"

#include <algorithm>

#include "core/names.hpp"
#include "settings/toml_table.hpp"
#include "settings/toml_text.hpp"

namespace almoner::settings {

namespace {

constexpr Names<16> kinds = {"accept_audit", "prove_bank", "admit_bank_file", "submitted",
                             "withdraw",     "deliver",    "paid_outside",    "write_back",
                             "carry_over",   "recovered",  "close",           "close_minor",
                             "reopen",       "recall",     "recall_accepted", "recall_refused"};

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
    auto const& codes = cancellation_codes();
    auto const is_code = std::find(codes.begin(), codes.end(), decision.code) != codes.end();
    if (decision.kind == DecisionKind::recall ? !is_code : !decision.code.empty()) {
        table->fail("code", decision.code);
    }
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

std::string to_text(Decision const& decision) {
    return "kind = " + toml_text(text_of(decision.kind)) + "\ntargets = " + array_of(decision.targets) + "\n" +
           (decision.said.empty() ? "" : "said = " + array_of(decision.said) + "\n") +
           optional_line("how", decision.how) + optional_line("reference", decision.reference) +
           optional_line("code", decision.code) + "reason = " + toml_text(decision.reason) +
           "\nperson = " + toml_text(decision.person) + "\ntime = " + toml_text(almoner::to_text(decision.time)) + "\n";
}

}  // namespace almoner::settings
