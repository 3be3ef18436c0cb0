#include "settings/decision.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

/// Every key there is.
constexpr auto* annotated = R"(kind = "accept_audit"                 # what is decided
targets = ["e3b0c442", "9f86d081"]    # of what
reason = "the gap is the power cut of 12 January"
person = "sun.li"                     # who wrote it; others sign the same file
time = "2026-01-16T01:00:00Z"
)";

std::string outcome(std::string const& text) { return told(parse_decision(text, "1-accept_audit.toml")); }

}  // namespace

TEST_CASE("a decision is read with all its keys, and as it was written") {
    auto const decision = parse_decision(annotated, "1-accept_audit.toml");
    REQUIRE(decision);
    CHECK(decision->kind == DecisionKind::accept_audit);
    CHECK(decision->targets == std::vector<std::string>{"e3b0c442", "9f86d081"});
    CHECK(decision->person == "sun.li");
    CHECK(to_text(decision->time) == "2026-01-16T01:00:00Z");
    auto const back = parse_decision(to_text(*decision), "file");
    REQUIRE(back);
    CHECK(back->reason == decision->reason);
    CHECK(back->targets == decision->targets);
    CHECK(back->time == decision->time);
}

TEST_CASE("every kind has its word") {
    for (auto const kind :
         {DecisionKind::accept_audit, DecisionKind::prove_bank, DecisionKind::admit_bank_file, DecisionKind::submitted,
          DecisionKind::withdraw, DecisionKind::deliver, DecisionKind::paid_outside, DecisionKind::write_back,
          DecisionKind::carry_over, DecisionKind::recovered, DecisionKind::close, DecisionKind::close_minor,
          DecisionKind::reopen, DecisionKind::recall_accepted, DecisionKind::recall_refused, DecisionKind::confirm_paid,
          DecisionKind::confirm_failed, DecisionKind::recover_store}) {
        auto const decision =
            parse_decision(replaced(annotated, "accept_audit", std::string(text_of(kind))), "1-decision.toml");
        REQUIRE(decision);
        CHECK(decision->kind == kind);
        CHECK(to_text(*decision).starts_with("kind = \"" + std::string(text_of(kind)) + "\""));
    }
}

TEST_CASE("who asks the bank to give payouts up says why, in ISO's code") {
    auto const recall = replaced(annotated, "accept_audit", "recall");
    CHECK(outcome(recall + "code = \"DUPL\"\n") == "ok");
    CHECK(parse_decision(to_text(*parse_decision(recall + "code = \"DUPL\"\n", "file")), "file")->code == "DUPL");
    CHECK(outcome(recall).starts_with("settings.value ''"));
    CHECK(outcome(recall + "code = \"ABCD\"\n").starts_with("settings.value 'ABCD'"));
    CHECK(outcome(annotated + std::string("code = \"DUPL\"\n")).starts_with("settings.value 'DUPL'"));
}

TEST_CASE("a decision keeps what the store said of each target, and how and where it is shown") {
    std::string const about =
        "said = [\"returned 600.00 AC04\", \"held 450.00\"]\nhow = \"portal\"\nreference = \"EB77\"\n";
    auto const decision = parse_decision(annotated + about, "2-paid_outside.toml");
    REQUIRE(decision);
    CHECK(decision->said == std::vector<std::string>{"returned 600.00 AC04", "held 450.00"});
    CHECK(decision->how == "portal");
    CHECK(decision->reference == "EB77");
    auto const back = parse_decision(to_text(*decision), "file");
    REQUIRE(back);
    CHECK(back->said == decision->said);
    CHECK(back->how == "portal");
    CHECK(back->reference == "EB77");
    CHECK(outcome(annotated + std::string("said = [\"one of two\"]\n")).starts_with("settings.value ''"));
}

TEST_CASE("a decision of another kind, about nothing or at no time is none") {
    CHECK(outcome(replaced(annotated, "accept_audit", "accept_all")).starts_with("settings.value 'accept_all'"));
    CHECK(outcome(replaced(annotated, "[\"e3b0c442\", \"9f86d081\"]", "[]")).starts_with("settings.value ''"));
    CHECK(outcome(replaced(annotated, "01:00:00Z", "25:00:00Z")).starts_with("settings.value '2026-01-16T25"));
    CHECK(outcome(replaced(annotated, "reason", "raison")).starts_with("settings.key_unknown 'raison'"));
}

TEST_CASE("who explains an entry says what it is, and who matches one says which payout") {
    auto const one = replaced(annotated, "[\"e3b0c442\", \"9f86d081\"]", "[\"a.xml#1/2\"]");
    auto const explain = replaced(one, "accept_audit", "explain");
    CHECK(outcome(explain + "how = \"fee\"\nfund = \"relief/main\"\n") == "ok");
    CHECK(parse_decision(to_text(*parse_decision(explain + "how = \"fee\"\nfund = \"relief/main\"\n", "file")), "file")
              ->fund == "relief/main");
    CHECK(outcome(explain + "how = \"gift\"\n").starts_with("settings.value 'gift'"));
    CHECK(outcome(explain).starts_with("settings.value ''"));
    auto const match = replaced(one, "accept_audit", "match");
    CHECK(outcome(match + "payout = \"SP000100000002\"\n") == "ok");
    CHECK(outcome(match).starts_with("settings.value ''"));
    CHECK(outcome(replaced(annotated, "accept_audit", "match") + "payout = \"SP000100000002\"\n")
              .starts_with("settings.value"));
    CHECK(outcome(annotated + std::string("payout = \"SP000100000002\"\n")).starts_with("settings.value"));
    CHECK(outcome(annotated + std::string("fund = \"relief/main\"\n")).starts_with("settings.value 'relief/main'"));
    CHECK(outcome(annotated + std::string("amount = \"1.00\"\n")).starts_with("settings.value '1.00'"));
    auto const recovered = replaced(annotated, "accept_audit", "recovered") + "amount = \"1.00\"\n";
    CHECK(parse_decision(to_text(*parse_decision(recovered, "file")), "file")->amount == "1.00");
}
