#include "store/purges.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

namespace {

std::int64_t claimed(Cabinet& cabinet) {
    return cabinet.claim(list_record("AA0001"), {line_of({0, 2}), line_of({0, 3})}).list;
}

std::string text_of(Cabinet& cabinet, std::string_view sql) {
    std::string text;
    REQUIRE(
        store::for_each_row(store::query(cabinet.store(), sql), [&](store::Statement& row) { text += row.text(0); }));
    return text;
}

}  // namespace

TEST_CASE("who is paid cannot be erased before the list is purged") {
    Cabinet cabinet;
    claimed(cabinet);
    CHECK_FALSE(cabinet.store().execute("UPDATE line SET payee_name = ''"));
    CHECK_FALSE(cabinet.store().execute("UPDATE line SET account = ''"));
    CHECK(store::purged_lists(cabinet.store())->empty());
}

TEST_CASE("a purge erases who is paid and leaves who is told apart by it, amounts and states") {
    Cabinet cabinet;
    auto const list = claimed(cabinet);
    constexpr auto kept = "SELECT hex(person_key) || amount || state || row FROM line ORDER BY row";
    auto const before = text_of(cabinet, kept);
    REQUIRE(store::erase_payees(cabinet.store(), list, {list}, "7-purge"));
    CHECK(text_of(cabinet, "SELECT payee_name || account || note || reference || address FROM line").empty());
    CHECK(text_of(cabinet, kept) == before);
    CHECK(store::purged_lists(cabinet.store())->at(list) == "7-purge");
}

TEST_CASE("nothing is put in the place of what was erased, and nothing else is changed with it") {
    Cabinet cabinet;
    auto const list = claimed(cabinet);
    REQUIRE(store::erase_payees(cabinet.store(), list, {list}, "7-purge"));
    CHECK_FALSE(cabinet.store().execute("UPDATE line SET payee_name = 'another'"));
    CHECK_FALSE(cabinet.store().execute("UPDATE line SET account = '', amount = amount + 1"));
    CHECK_FALSE(cabinet.store().execute("UPDATE line SET person_key = x'00'"));
    CHECK_FALSE(cabinet.store().execute("DELETE FROM line"));
}

TEST_CASE("what of a purge is unfinished is known until it is done") {
    Cabinet cabinet;
    CHECK(store::purge_to_finish(cabinet.store())->empty());
    REQUIRE(store::set_purge_to_finish(cabinet.store(), "digest"));
    CHECK(*store::purge_to_finish(cabinet.store()) == "digest");
    REQUIRE(store::set_purge_to_finish(cabinet.store(), ""));
    CHECK(store::purge_to_finish(cabinet.store())->empty());
}

TEST_CASE("a store that was written anew has the same rows") {
    Cabinet cabinet;
    claimed(cabinet);
    constexpr auto all = "SELECT payee_name || account || amount FROM line ORDER BY row";
    auto const before = text_of(cabinet, all);
    REQUIRE(store::forget_what_was_erased(cabinet.store()));
    CHECK(text_of(cabinet, all) == before);
}
