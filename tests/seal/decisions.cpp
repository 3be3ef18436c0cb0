#include "seal/decisions.hpp"

#include "crypto/cms.hpp"
#include "crypto/workshop.hpp"
#include "seal/approvals.hpp"

using namespace almoner;
using namespace almoner::testing;
using settings::DecisionKind;
using settings::Role;

namespace {

Day const today = *parse_day("2026-01-16");

workshop::Pair const& pair_of(std::string const& name) {
    static std::map<std::string, workshop::Pair> pairs;
    auto found = pairs.find(name);
    if (found == pairs.end()) {
        found = pairs.emplace(name, workshop::make_dated_pair("decision-" + name)).first;
    }
    return found->second;
}

/// A folder of decisions, and people of whom sun and zhou may settle what an audit found.
class Decisions {
public:
    fs::path write(std::string const& name, std::vector<std::string> const& targets) const {
        settings::Decision const decision{DecisionKind::accept_audit, targets, "seen", "sun",
                                          *parse_instant("2026-01-16T01:00:00Z")};
        return folder_.write(name, settings::to_text(decision));
    }

    void sign(fs::path const& file, std::string const& signer, std::string const& named) const {
        auto const cms = crypto::cms_sign(pair_of(signer).key, pair_of(signer).certificate, read(file));
        REQUIRE(cms);
        folder_.write(seal::signature_path(file, named).filename().string(), *cms);
    }
    void sign(fs::path const& file, std::string const& signer) const { sign(file, signer, signer); }

    [[nodiscard]] bool accepted(std::string const& target, settings::Revocations const& revoked = {},
                                std::set<std::string> const& taken_up = {}) const {
        auto const people = seal::People::load({{"sun", person("sun", Role::settings)},
                                                {"zhou", person("zhou", Role::settings)},
                                                {"wang", person("wang", Role::approver)}},
                                               revoked);
        REQUIRE(people);
        auto const result =
            seal::decision_by(folder_.path(), *people, DecisionKind::accept_audit, target, today, taken_up);
        REQUIRE(result);
        return result->has_value();
    }

private:
    static settings::Person person(std::string const& id, Role role) {
        return {id, id, {role}, pair_of(id).certificate_file, {}, {}, {}};
    }
    Folder folder_;
};

}  // namespace

TEST_CASE("what an audit found is accepted when two persons with the settings role signed so") {
    Decisions const decisions;
    CHECK_FALSE(decisions.accepted("aa"));
    auto const file = decisions.write("1-accept_audit.toml", {"aa", "bb"});
    decisions.sign(file, "sun");
    CHECK_FALSE(decisions.accepted("aa"));
    decisions.sign(file, "zhou");
    CHECK(decisions.accepted("aa"));
    CHECK(decisions.accepted("bb"));
    CHECK_FALSE(decisions.accepted("cc"));
    CHECK_FALSE(decisions.accepted("aa", {{pair_of("sun").certificate.fingerprint(), {today, "lost"}}}));
}

TEST_CASE("one person under two names, somebody without the role, and two files do not make two") {
    Decisions const decisions;
    auto const file = decisions.write("1-accept_audit.toml", {"aa"});
    decisions.sign(file, "sun");
    decisions.sign(file, "sun", "zhou");
    decisions.sign(file, "wang");
    CHECK_FALSE(decisions.accepted("aa"));
    decisions.sign(decisions.write("2-accept_audit.toml", {"aa", "also"}), "zhou");
    CHECK_FALSE(decisions.accepted("aa"));
}

TEST_CASE("a decision changed after it was signed, or unreadable, decides nothing") {
    Decisions const decisions;
    auto const file = decisions.write("1-accept_audit.toml", {"aa"});
    decisions.sign(file, "sun");
    decisions.sign(file, "zhou");
    CHECK(decisions.accepted("aa"));
    decisions.write("1-accept_audit.toml", {"aa", "bb"});
    CHECK_FALSE(decisions.accepted("aa"));
    CHECK_FALSE(decisions.accepted("bb"));
}

TEST_CASE("what was taken up decides no more, and another file about the same does") {
    Decisions const decisions;
    for (auto const* name : {"1-accept_audit.toml", "2-accept_audit.toml"}) {
        auto const file = decisions.write(name, {"aa"});
        decisions.sign(file, "sun");
        decisions.sign(file, "zhou");
    }
    CHECK(decisions.accepted("aa", {}, {"1-accept_audit"}));
    CHECK_FALSE(decisions.accepted("aa", {}, {"1-accept_audit", "2-accept_audit"}));
}

TEST_CASE("a folder of decisions that is not there holds none") {
    auto const people = seal::People::load({});
    REQUIRE(people);
    auto const result = seal::decision_by("/nowhere/decisions", *people, DecisionKind::accept_audit, "aa", today);
    REQUIRE(result);
    CHECK_FALSE(result->has_value());
}
