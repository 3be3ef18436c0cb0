#include "store/contents.hpp"

#include <algorithm>
#include <map>

#include "store/cabinet.hpp"

using namespace cabinet;

namespace {

std::string part_of(Cabinet& cabinet, std::string_view table, std::int64_t part) {
    StringSink sink;
    REQUIRE(store::write_part(cabinet.store(), *store::parted_table(table), part, sink));
    return sink.text;
}

std::map<std::int64_t, std::string> parts_of(Cabinet& cabinet, std::string_view table, int most_columns = 1000) {
    std::map<std::int64_t, StringSink> sinks;
    REQUIRE(store::write_parts(cabinet.store(), *store::parted_table(table), [&](std::int64_t part, int columns) {
        return Result<store::PartSink>(store::PartSink{&sinks[part], std::min(columns, most_columns)});
    }));
    std::map<std::int64_t, std::string> texts;
    for (auto const& [part, sink] : sinks) {
        texts[part] = sink.text;
    }
    return texts;
}

}  // namespace

TEST_CASE("every table of the schema has parts, or a reason why not") {
    Cabinet cabinet;
    std::vector<std::string> known;
    for (auto const& table : store::parted_tables()) {
        known.emplace_back(table.name);
    }
    for (auto const& table : store::unparted_tables()) {
        known.emplace_back(table.name);
        CHECK_FALSE(table.reason.empty());
    }
    std::sort(known.begin(), known.end());
    std::vector<std::string> there;
    REQUIRE(store::for_each_row(
        store::query(cabinet.store(),
                     "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"),
        [&](store::Statement& row) { there.emplace_back(row.text(0)); }));
    CHECK(known == there);
}

TEST_CASE("the parts that one scan tells apart are those that are written one by one") {
    Cabinet cabinet;
    auto const first = cabinet.claim(list_record("AA0001"), {line_of({0, 2}), line_of({0, 3})});
    auto const second = cabinet.claim(list_record("AA0002"), {line_of({0, 2}, yuan(50))});
    auto const parts = parts_of(cabinet, "line");
    REQUIRE(parts.size() == 2);
    CHECK(parts.at(first.list) == part_of(cabinet, "line", first.list));
    CHECK(parts.at(second.list) == part_of(cabinet, "line", second.list));
    CHECK(parts.at(first.list) != parts.at(second.list));
    CHECK(part_of(cabinet, "line", 77).empty());
}

TEST_CASE("each value stands with its kind and length, so that no other rows give the same bytes") {
    Cabinet cabinet;
    REQUIRE(cabinet.said("INSERT INTO payout_scope VALUES (1, 'a', 'bc', '', 'money', 2)") == "taken");
    CHECK(part_of(cabinet, "payout_scope", 0) == "i1;t1:at2:bct0:t5:moneyi2;\n");
    REQUIRE(cabinet.said("UPDATE payout_scope SET programme = 'ab', period = 'c'") == "taken");
    CHECK(part_of(cabinet, "payout_scope", 0) == "i1;t2:abt1:ct0:t5:moneyi2;\n");
}

TEST_CASE("columns that came later say nothing of what was before") {
    Cabinet cabinet;
    auto const list = cabinet.claim(list_record(), {line_of({0, 2})});
    auto const before = parts_of(cabinet, "line").at(list.list);
    REQUIRE(cabinet.said("ALTER TABLE line ADD COLUMN later TEXT NOT NULL DEFAULT ''") == "taken");
    CHECK(parts_of(cabinet, "line").at(list.list) != before);
    CHECK(parts_of(cabinet, "line", 22).at(list.list) == before);
}
