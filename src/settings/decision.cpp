#include "settings/decision.hpp"

#include "core/names.hpp"
#include "settings/toml_table.hpp"
#include "settings/toml_text.hpp"

namespace almoner::settings {

namespace {

constexpr Names<3> kinds = {"accept_audit", "prove_bank", "admit_bank_file"};

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

std::string to_text(Decision const& decision) {
    std::string targets;
    for (auto const& target : decision.targets) {
        targets += (targets.empty() ? "" : ", ") + toml_text(target);
    }
    return "kind = " + toml_text(text_of(decision.kind)) + "\ntargets = [" + targets +
           "]\nreason = " + toml_text(decision.reason) + "\nperson = " + toml_text(decision.person) +
           "\ntime = " + toml_text(almoner::to_text(decision.time)) + "\n";
}

}  // namespace almoner::settings
