#include "sheet/serial_date.hpp"

#include "catch.hpp"

using namespace almoner;
using sheet::date_text;
using sheet::Epoch;

namespace {

std::string day(std::string_view number, Epoch epoch = Epoch::year_1900) {
    return date_text(number, epoch).value_or("none");
}

}  // namespace

// Expected days: ECMA-376 part 1, 18.17.4.1 and 18.17.7.79 (DATE), and what LibreOffice shows for them.
TEST_CASE("a serial number is a day of its epoch") {
    CHECK(day("46042") == "2026-01-20");
    CHECK(day("1") == "1900-01-01");
    CHECK(day("59") == "1900-02-28");
    CHECK(day("61") == "1900-03-01");
    CHECK(day("2958465") == "9999-12-31");
    CHECK(day("0", Epoch::year_1904) == "1904-01-01");
    CHECK(day("44580", Epoch::year_1904) == "2026-01-20");
    CHECK(day("2957003", Epoch::year_1904) == "9999-12-31");
}

TEST_CASE("a part of a day is a time, to the second") {
    CHECK(day("46042.5") == "2026-01-20T12:00:00");
    CHECK(day("46042.354166667") == "2026-01-20T08:30:00");
    CHECK(day("46042.9999999") == "2026-01-21");
}

TEST_CASE("what is no day is none") {
    for (auto const* number : {"0", "60", "2958466", "-1", "", ".5", "1E+15", "x", "46042.x", "99999999999999999999"}) {
        CAPTURE(number);
        CHECK(day(number) == "none");
    }
    CHECK(day("2957004", Epoch::year_1904) == "none");
}

TEST_CASE("formats that show a day are told from those that show a time or a number") {
    for (auto const format : {14U, 17U, 22U, 27U, 31U, 36U, 50U, 57U, 58U}) {
        CAPTURE(format);
        CHECK(sheet::shows_date(format, ""));
    }
    for (auto const format : {0U, 1U, 4U, 10U, 13U, 18U, 21U, 32U, 37U, 45U, 47U, 49U, 55U, 164U}) {
        CAPTURE(format);
        CHECK_FALSE(sheet::shows_date(format, ""));
    }
    for (auto const* code : {"yyyy-mm-dd", "d.m.yy", "[$-804]yyyy\"\u5e74\"m\"\u6708\"", "mmm", "M/D", "yyyy\\-mm"}) {
        CAPTURE(code);
        CHECK(sheet::shows_date(164, code));
    }
    for (auto const* code : {"General", "0.00", "[Red]-0.00", "0\"d\"", "h:mm", "mm:ss", "[h]:mm", "0.00E+00", "0\\d",
                             "#,##0_d", "\"never closed yd"}) {
        CAPTURE(code);
        CHECK_FALSE(sheet::shows_date(164, code));
    }
}
