#include "core/identifiers.hpp"

#include <set>

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

ListCode code(std::string_view text) { return *ListCode::parse(text); }

}  // namespace

TEST_CASE("MOD 37,36 gives the examples of its users their check characters") {
    CHECK(mod_37_36_check_character("A12425GABC1234002") == 'M');  // GRid Standard 2.1
    CHECK(mod_37_36_check_character("B159D8FA01240000") == 'K');   // ISAN, ISO 15706-2
    // Computed with python-stdnum 1.18.
    CHECK(mod_37_36_check_character("SP2601000000171") == '3');
    CHECK(mod_37_36_check_character("VOICE") == '8');
}

TEST_CASE("every single wrong character and every swap of neighbours is found") {
    auto const id = EndToEndId::of(code("SP2601"), {0, 17}, 1);
    for (std::size_t at = 0; at < 16; ++at) {
        for (auto const letter : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
            auto changed = std::string(id.text());
            changed[at] = letter;
            CHECK(static_cast<bool>(EndToEndId::parse(changed)) == (changed == id.text()));
        }
        auto swapped = std::string(id.text());
        std::swap(swapped[at], swapped[at == 15 ? at : at + 1]);
        CHECK(static_cast<bool>(EndToEndId::parse(swapped)) == (swapped == id.text()));
    }
}

TEST_CASE("a list code is six of A-Z0-9") {
    CHECK(code("SP2601").text() == "SP2601");
    for (auto const* text : {"", "SP260", "SP26011", "sp2601", "SP-601", "SP260 "}) {
        INFO(text);
        CHECK(code_of(ListCode::parse(text)) == "list.code_syntax");
    }
}

TEST_CASE("an identifier says its list, line and attempt") {
    auto const id = EndToEndId::of(code("SP2601"), {2, 1'234'567}, 12);
    CHECK(id.text() == "SP260121234567C3");
    CHECK(id.payout_id() == "SP260121234567");
    CHECK(id.list_code() == code("SP2601"));
    CHECK(id.line() == LineNumber{2, 1'234'567});
    CHECK(id.attempt() == 12);
    CHECK(*EndToEndId::parse(id.text()) == id);
    CHECK(EndToEndId::of(code("SP2601"), {35, 9'999'999}, 35).text().substr(0, 15) == "SP2601Z9999999Z");
}

TEST_CASE("what is no identifier is told from one with a wrong check character") {
    for (auto const* text : {"", "SP2601000000171", "SP26010000001710X", "sp26010000001710", "SP26010A000017100",
                             "SP26010A00001710", "SP26010000001700"}) {
        INFO(text);
        CHECK(code_of(EndToEndId::parse(text)) == "identifier.syntax");
    }
    auto wrong = std::string(EndToEndId::of(code("SP2601"), {0, 17}, 1).text());
    wrong[15] = wrong[15] == 'A' ? 'B' : 'A';
    CHECK(code_of(EndToEndId::parse(wrong)) == "identifier.checksum");
}

TEST_CASE("a CSV record beyond a sheet's rows moves to the next sheet") {
    CHECK(LineNumber::of_csv_record(9'999'999) == LineNumber{0, 9'999'999});
    CHECK(LineNumber::of_csv_record(10'000'000) == LineNumber{1, 0});
    CHECK(LineNumber::of_csv_record(359'999'999) == LineNumber{35, 9'999'999});
}

TEST_CASE("a message identifier says its list, round and part") {
    auto const id = MessageId::of(code("SP2601"), 10, 42);
    CHECK(id.text() == "SP2601FA0042");
    CHECK(id.list_code() == code("SP2601"));
    CHECK(id.payment_information_id(7) == "SP2601FA0042B007");
    CHECK(id.payment_information_id(999) == "SP2601FA0042B999");
    CHECK(*MessageId::parse("SP2601FA0042") == id);
    for (auto const* text :
         {"", "SP2601FA004", "SP2601FA00421", "SP2601GA0042", "SP2601F00042", "SP2601FA00A2", "sp2601FA0042"}) {
        INFO(text);
        CHECK(code_of(MessageId::parse(text)) == "identifier.syntax");
    }
}
