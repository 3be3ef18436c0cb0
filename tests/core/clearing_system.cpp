#include "core/clearing_system.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

std::string fate_of(std::string_view system, std::string_view member) {
    return code_of(check_clearing_member(system, member, tables().clearing_systems));
}

}  // namespace

TEST_CASE("each clearing system has members of its length") {
    for (auto const& [system, length] : std::map<std::string, std::size_t>{{"GBDSC", 6},
                                                                           {"AUBSB", 6},
                                                                           {"CACPA", 9},
                                                                           {"CHSIC", 6},
                                                                           {"HKNCC", 3},
                                                                           {"JPZGN", 7},
                                                                           {"NZNCC", 6},
                                                                           {"SGIBG", 7},
                                                                           {"ZANCC", 6}}) {
        INFO(system);
        CHECK(fate_of(system, std::string(length, '1')) == "ok");
        CHECK(fate_of(system, std::string(length + 1, '1')) == "account.clearing_syntax");
        CHECK(fate_of(system, std::string(length - 1, '1') + "A") == "account.clearing_syntax");
    }
    CHECK(fate_of("CHBCC", "12") == "account.clearing_syntax");
    CHECK(fate_of("CHBCC", "123") == "ok");
    CHECK(fate_of("CHBCC", "12345") == "ok");
}

TEST_CASE("check digits and forms count where a system has them") {
    CHECK(fate_of("CNAPS", "102100099996") == "ok");
    CHECK(fate_of("CNAPS", "102100099995") == "account.cnaps_checksum");
    CHECK(fate_of("CNAPS", "10210009999") == "account.cnaps_syntax");
    CHECK(fate_of("USABA", "021000021") == "ok");
    CHECK(fate_of("USABA", "021000022") == "identifier.checksum");
    CHECK(fate_of("USABA", "02100002") == "account.clearing_syntax");
    CHECK(fate_of("INFSC", "SBIN0000300") == "ok");
    CHECK(fate_of("INFSC", "SBIN1000300") == "account.clearing_syntax");
}

TEST_CASE("a system without a published form is not judged") { CHECK(fate_of("THCBC", "whatever") == "ok"); }

TEST_CASE("a row of clearing systems that is not as it should be is told") {
    auto const read = [](std::string const& row) {
        return code_of(clearing_systems_of("clearing_system\tshortest\tlongest\tcountry\n" + row));
    };
    CHECK(read("GBDSC\t6\t6\tGB\n") == "ok");
    CHECK(read("GBDSC\t6\t5\tGB\n") == "settings.value");
    CHECK(read("GBDSC\tsix\t6\tGB\n") == "settings.value");
}
