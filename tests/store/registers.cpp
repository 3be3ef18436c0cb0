#include "store/registers.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;
using store::RegisterKind;

namespace {

PersonKey key(std::uint8_t first) { return {first}; }

std::int64_t bring(Cabinet& cabinet, RegisterKind kind, std::vector<store::RegisterEntry> const& entries) {
    store::RegisterRecord const record{.kind = kind,
                                       .source = "registry",
                                       .day = *parse_day("2026-01-10"),
                                       .file = "a.csv",
                                       .sha256 = "ab",
                                       .run = 1,
                                       .taken = noon()};
    auto writer = store::RegisterWriter::begin(cabinet.store(), record, entries.size());
    REQUIRE(writer);
    REQUIRE(writer->add(entries));
    return writer->id();
}

}  // namespace

TEST_CASE("the latest version of each kind is in force") {
    Cabinet cabinet;
    bring(cabinet, RegisterKind::stopped, {});
    bring(cabinet, RegisterKind::staff, {{key(1), 2, "", 0}});
    auto const latest = bring(cabinet, RegisterKind::stopped, {{key(1), 2, "ended", 0}, {key(2), 3, "", 0}});
    auto const in_force = store::registers_in_force(cabinet.store());
    REQUIRE(in_force);
    REQUIRE(in_force->size() == 2);
    CHECK(in_force->at(0).kind == RegisterKind::staff);
    auto const& record = in_force->at(1);
    CHECK(record.id == latest);
    CHECK(record.source == "registry");
    CHECK(to_text(record.day) == "2026-01-10");
    CHECK(record.entry_count == 2);
    CHECK(record.taken == noon());
}

TEST_CASE("a key is found with what its version says, and only there") {
    Cabinet cabinet;
    bring(cabinet, RegisterKind::verdicts, {{key(1), 2, "close_match", 0}, {key(1), 9, "match", 0}});
    bring(cabinet, RegisterKind::previous, {{key(3), 4, "", 50'000}});
    auto const in_force = *store::registers_in_force(cabinet.store());
    auto verdicts = store::RegisterLookup::open(cabinet.store(), in_force.at(0));
    REQUIRE(verdicts);
    auto const found = verdicts->find(key(1));
    REQUIRE((found && *found));
    CHECK((*found)->word == "close_match");
    CHECK((*found)->row == 2);
    auto const absent = verdicts->find(key(3));
    REQUIRE(absent);
    CHECK_FALSE(*absent);
    auto previous = store::RegisterLookup::open(cabinet.store(), in_force.at(1));
    REQUIRE(previous);
    CHECK((**previous->find(key(3))).minor_units == 50'000);
}

TEST_CASE("a register is never changed") {
    Cabinet cabinet;
    bring(cabinet, RegisterKind::staff, {{key(1), 2, "", 0}});
    CHECK_FALSE(store::execute(cabinet.store(), "UPDATE register SET day = '2027-01-01'"));
    CHECK_FALSE(store::execute(cabinet.store(), "UPDATE register_entry SET word = 'x'"));
}
