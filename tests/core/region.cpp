#include "core/region.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("counties, prefectures and provinces of any year are regions") {
    auto const was = [](std::string_view number) { return was_region(number, tables().regions); };
    CHECK(was("110105"));        // Chaoyang, Beijing
    CHECK(was("110103"));        // Chongwen, merged away in 2010
    CHECK(was("132436"));        // Hebei's former prefecture of Baoding
    CHECK(was("520300"));        // Zunyi as a whole
    CHECK(was("520000"));        // Guizhou
    CHECK(was("710000"));        // Taiwan
    CHECK_FALSE(was("441744"));  // Yangjiang never had a county 44
    CHECK_FALSE(was("643935"));  // Ningxia never had a prefecture 39
    CHECK_FALSE(was("110210"));  // not the end of one county and the beginning of the next
}

TEST_CASE("a citizen's number of no region is doubted, other documents have none") {
    auto const today = day(2026, 6, 30);
    auto const fate_of = [&](std::string_view number) {
        return code_of(check_region(*parse_person_document(number, tables().provinces, today), tables().regions));
    };
    CHECK(fate_of("11010519491231002X") == "ok");
    CHECK(fate_of("441744199001016927") == "person.id_region_unlisted");
    CHECK(fate_of("441744900101692") == "person.id_region_unlisted");
    CHECK(fate_of("810000199408230021") == "ok");
}

TEST_CASE("a row of regions that is not as it should be is told") {
    auto const read = [](std::string const& row) { return code_of(region_codes_of("prefecture\tcounties\n" + row)); };
    CHECK(read("1101\t01 02\n1102\t-\n") == "ok");
    CHECK(read("110\t01\n") == "settings.value");
    CHECK(read("1101\t1 02\n") == "settings.value");
    CHECK(read("1101\tAB\n") == "settings.value");
}
