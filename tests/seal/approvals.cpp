#include "seal/approvals.hpp"

#include <map>

#include "crypto/cms.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using settings::Role;

namespace {

std::string const cover = "code = \"AA0001\"\n";

Money yuan(std::int64_t amount) { return {amount * 100, *Currency::parse("CNY")}; }

/// Keys that were valid on every day of this test.
workshop::Pair const& pair_of(std::string const& person) {
    static std::map<std::string, workshop::Pair> pairs;
    auto found = pairs.find(person);
    if (found == pairs.end()) {
        found = pairs.emplace(person, workshop::make_dated_pair("seal-" + person)).first;
    }
    return found->second;
}

settings::Person person(std::string const& id, std::set<Role> roles, std::vector<settings::Power> powers = {}) {
    return {id, id, std::move(roles), pair_of(id).certificate_file, {}, {}, std::move(powers)};
}

settings::Register usual() {
    return {{"li", person("li", {Role::maker})}, {"wang", person("wang", {Role::approver}, {{"*", {}}})}};
}

seal::ApprovalTerms terms() { return {"winter", "li", yuan(1000), *parse_day("2026-01-19"), 1}; }

std::string signed_by(std::string const& id, std::string const& text = cover) {
    auto const cms = crypto::cms_sign(pair_of(id).key, pair_of(id).certificate, text);
    REQUIRE(cms);
    return *cms;
}

/// "ROLE" of a good approval, else the code that refused it.
std::string verdict(settings::Register const& persons, std::string const& id, seal::ApprovalTerms const& wanted) {
    auto const people = seal::People::load(persons);
    REQUIRE(people);
    auto const approval = seal::verify_approval(cover, signed_by(id), *people, wanted);
    if (!approval) {
        return std::string(text_of(approval.error().code));
    }
    CHECK(approval->person == id);
    constexpr std::string_view words[] = {"maker", "approver", "settings", "releaser"};
    return std::string(words[static_cast<std::size_t>(approval->role)]) +
           (approval->acts_for == id ? "" : " for " + approval->acts_for);
}

}  // namespace

TEST_CASE("the maker prepares and somebody with the power approves") {
    CHECK(verdict(usual(), "li", terms()) == "maker");
    CHECK(verdict(usual(), "wang", terms()) == "approver");
}

TEST_CASE("a person has only the role the register gives") {
    auto const persons = settings::Register{{"li", person("li", {Role::approver}, {{"*", {}}})},
                                            {"wang", person("wang", {Role::maker, Role::releaser})}};
    CHECK(verdict(persons, "li", terms()) == "approval.power");
    CHECK(verdict(persons, "wang", terms()) == "approval.power");
}

TEST_CASE("a power ends at its amount, its programme and its currency") {
    auto const with = [](settings::Power const& power) {
        return settings::Register{{"wang", person("wang", {Role::approver}, {power})}};
    };
    CHECK(verdict(with({"winter", yuan(1000)}), "wang", terms()) == "approver");
    CHECK(verdict(with({"winter", yuan(999)}), "wang", terms()) == "approval.power");
    CHECK(verdict(with({"summer", {}}), "wang", terms()) == "approval.power");
    CHECK(verdict(with({"winter", Money{1'000'000, *Currency::parse("EUR")}}), "wang", terms()) == "approval.power");
}

TEST_CASE("a term of office holds on its first and last day") {
    auto const on = [](std::string const& day) {
        auto persons = usual();
        persons.at("wang").valid_from = *parse_day("2026-01-10");
        persons.at("wang").valid_until = *parse_day("2026-01-20");
        auto wanted = terms();
        wanted.day = *parse_day(day);
        return verdict(persons, "wang", wanted);
    };
    CHECK(on("2026-01-09") == "approval.term");
    CHECK(on("2026-01-10") == "approver");
    CHECK(on("2026-01-20") == "approver");
    CHECK(on("2026-01-21") == "approval.term");
}

TEST_CASE("a power has days of its own") {
    auto const persons = settings::Register{
        {"wang", person("wang", {Role::approver}, {{"*", {}, *parse_day("2026-01-10"), *parse_day("2026-01-20")}})}};
    auto const on = [&](std::string const& day) {
        auto wanted = terms();
        wanted.day = *parse_day(day);
        return verdict(persons, "wang", wanted);
    };
    CHECK(on("2026-01-09") == "approval.power");
    CHECK(on("2026-01-10") == "approver");
    CHECK(on("2026-01-20") == "approver");
    CHECK(on("2026-01-21") == "approval.power");
}

TEST_CASE("a deputy uses the own power first, then that of somebody in office, and never the maker's") {
    auto persons = usual();
    persons.at("li").roles.insert(Role::approver);
    persons.at("li").powers = {{"*", {}}};
    persons.emplace("chen", person("chen", {Role::approver}));
    auto const first = *parse_day("2026-01-10");
    auto const last = *parse_day("2026-01-20");
    auto& chen = persons.at("chen");
    CHECK(verdict(persons, "chen", terms()) == "approval.power");
    chen.deputy_for = {{"li", first, last}};
    CHECK(verdict(persons, "chen", terms()) == "approval.power");
    chen.deputy_for.push_back({"wang", first, last});
    CHECK(verdict(persons, "chen", terms()) == "approver for wang");
    auto late = terms();
    late.day = *parse_day("2026-01-21");
    CHECK(verdict(persons, "chen", late) == "approval.term");
    persons.at("wang").valid_until = first;
    CHECK(verdict(persons, "chen", terms()) == "approval.term");
    chen.powers = {{"winter", {}}};
    CHECK(verdict(persons, "chen", terms()) == "approver");
}

TEST_CASE("who releases does not approve the same list, and releases only where that is asked for") {
    auto persons = usual();
    persons.emplace("chen", person("chen", {Role::approver, Role::releaser}, {{"*", {}}}));
    auto wanted = terms();
    CHECK(verdict(persons, "chen", wanted) == "approver");
    wanted.releaser_required = true;
    CHECK(verdict(persons, "chen", wanted) == "releaser");
    CHECK(verdict(persons, "wang", wanted) == "approver");
    seal::Approval const maker{"li", Role::maker, "li", {}, {}};
    seal::Approval const wang{"wang", Role::approver, "wang", {}, {}};
    seal::Approval const chen{"chen", Role::releaser, "chen", {}, {}};
    CHECK(seal::approvals_suffice({maker, wang}, wanted).error().code == ErrorCode::approval_releaser_missing);
    CHECK(seal::approvals_suffice({maker, chen}, wanted).error().code == ErrorCode::approval_insufficient);
    CHECK(seal::approvals_suffice({maker, wang, chen}, wanted));
}

TEST_CASE("one power is used once, by its holder or by a deputy") {
    auto wanted = terms();
    wanted.approvals_required = 2;
    seal::Approval const maker{"li", Role::maker, "li", {}, {}};
    seal::Approval const wang{"wang", Role::approver, "wang", {}, {}};
    seal::Approval const deputy{"chen", Role::approver, "wang", {}, {}};
    CHECK(seal::approvals_suffice({maker, wang, deputy}, wanted).error().code == ErrorCode::approval_insufficient);
    seal::Approval const own{"chen", Role::approver, "chen", {}, {}};
    CHECK(seal::approvals_suffice({maker, wang, own}, wanted));
}

TEST_CASE("a certificate counts from its first day to its last") {
    auto const on = [](std::string const& day) {
        auto wanted = terms();
        wanted.day = *parse_day(day);
        return verdict(usual(), "wang", wanted);
    };
    CHECK(on("2024-12-31") == "approval.certificate_expired");
    CHECK(on("2025-01-01") == "approver");
    CHECK(on("2034-12-31") == "approver");
    CHECK(on("2035-01-01") == "approval.certificate_expired");
}

TEST_CASE("a stranger's signature and a signature over other words count for nothing") {
    auto const people = seal::People::load(usual());
    REQUIRE(people);
    CHECK(seal::verify_approval(cover, signed_by("stranger"), *people, terms()).error().code ==
          ErrorCode::approval_unknown_person);
    CHECK(seal::verify_approval(cover, signed_by("wang", "code = \"AA0002\"\n"), *people, terms()).error().code ==
          ErrorCode::approval_signature);
    CHECK_FALSE(seal::verify_approval(cover, "no signature at all", *people, terms()));
}

TEST_CASE("the same person twice is one approver, and the maker is none") {
    auto wanted = terms();
    wanted.approvals_required = 2;
    seal::Approval const maker{"li", Role::maker, "li", {}, {}};
    seal::Approval const wang{"wang", Role::approver, "wang", {}, {}};
    seal::Approval const zhao{"zhao", Role::approver, "zhao", {}, {}};
    CHECK(seal::approvals_suffice({maker, wang, wang}, wanted).error().code == ErrorCode::approval_insufficient);
    CHECK(seal::approvals_suffice({maker, maker, wang}, wanted).error().code == ErrorCode::approval_insufficient);
    CHECK(seal::approvals_suffice({wang, zhao}, wanted).error().code == ErrorCode::approval_maker_missing);
    CHECK(seal::approvals_suffice({maker, wang, zhao}, wanted));
}

TEST_CASE("a refusal lies beside its cover under the name of who refused") {
    CHECK(seal::refusal_path("inbox/jan.cover.toml", "wang") == "inbox/jan.cover.wang.refusal.toml");
}

TEST_CASE("a signature lies beside its cover under the signer's name") {
    CHECK(seal::signature_path("inbox/jan.cover.toml", "wang") == "inbox/jan.cover.wang.p7s");
}
