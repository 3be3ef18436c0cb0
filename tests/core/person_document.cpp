#include "core/person_document.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

auto const today = day(2026, 6, 30);

std::string resident(std::string_view text) { return code_of(parse_resident_id(text, tables().provinces, today)); }
std::string residence(std::string_view text) {
    return code_of(parse_residence_document(text, tables().provinces, today));
}

}  // namespace

TEST_CASE("the example of GB 11643 is a citizen's number") {
    auto const document = parse_resident_id("11010519491231002x", tables().provinces, today);
    REQUIRE(document);
    CHECK(document->kind == PersonDocumentKind::resident_id);
    CHECK(document->number == "11010519491231002X");
    CHECK(document->birth_day == day(1949, 12, 31));
    CHECK(document->sex == Sex::female);
}

TEST_CASE("a number of fifteen digits is converted") {
    auto const document = parse_resident_id("110105491231002", tables().provinces, today);
    REQUIRE(document);
    CHECK(document->kind == PersonDocumentKind::resident_id_legacy);
    CHECK(document->number == "11010519491231002X");
}

TEST_CASE("each fault of a number has its own code") {
    CHECK(resident("") == "person.id_missing");
    CHECK(resident("11010519491231002") == "person.id_syntax");
    CHECK(resident("1101051949123100X2") == "person.id_syntax");
    CHECK(resident("11010549123100X") == "person.id_syntax");
    CHECK(resident("990105194912310021") == "person.id_region");
    CHECK(resident("110105194912310021") == "person.id_checksum");
    CHECK(resident("110105194913310021") == "person.id_date");
    CHECK(resident("110105491331002") == "person.id_date");
}

TEST_CASE("nobody is born before 1900 or after today") {
    auto const born = [](std::string_view digits, Day as_of) {
        return code_of(parse_resident_id(digits, tables().provinces, as_of));
    };
    CHECK(born("110105189912310020", today) == "person.id_date");
    CHECK(born("11010519491231002X", day(1949, 12, 31)) == "ok");
    CHECK(born("11010519491231002X", day(1949, 12, 30)) == "person.id_date");
}

TEST_CASE("residence permits and foreigners' cards are documents of their own") {
    CHECK(residence("810000199408230021") == "ok");
    CHECK(residence("911124198108030024") == "ok");
    CHECK(residence("810000199408230022") == "person.id_checksum");
    CHECK(residence("810000199413230021") == "person.id_date");
    CHECK(residence("990398199312010021") == "person.id_region");
    CHECK(residence("11010519491231002X") == "person.id_region");
    CHECK(residence("8100001994082300") == "person.id_syntax");
    CHECK(residence("") == "person.id_missing");
    CHECK(resident("810000199408230021") == "person.id_region");
}

TEST_CASE("a document of any kind is told by its first digits") {
    auto const kind_of = [](std::string_view text) {
        auto const document = parse_person_document(text, tables().provinces, today);
        REQUIRE(document);
        return document->kind;
    };
    CHECK(kind_of("11010519491231002X") == PersonDocumentKind::resident_id);
    CHECK(kind_of("110105491231002") == PersonDocumentKind::resident_id_legacy);
    CHECK(kind_of("8100 0019 9408 2300 21") == PersonDocumentKind::residence_permit);
    CHECK(kind_of("911124198108030024") == PersonDocumentKind::foreigner_card);
}

TEST_CASE("an error shows four characters of the number and no more") {
    CHECK(parse_resident_id("110105194912310021", tables().provinces, today).error().value == "...0021");
}
