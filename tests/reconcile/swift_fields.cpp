#include "reconcile/read/swift_fields.hpp"

#include "catch.hpp"

using namespace almoner;
using namespace almoner::reconcile;

namespace {

/// "tag=text" of each field; however the bytes are cut they are the same.
std::string fields_in_chunks(std::string_view bytes, std::size_t chunk_bytes) {
    std::string told;
    SwiftFields fields("s.sta", [&](SwiftField const& field) {
        told += field.tag + "@" + std::to_string(field.line) + "=" + field.text + ";";
        return Status{};
    });
    for (std::size_t at = 0; at < bytes.size(); at += chunk_bytes) {
        REQUIRE(fields.feed(bytes.substr(at, chunk_bytes)));
    }
    REQUIRE(fields.finish());
    return told;
}

std::string fields(std::string_view bytes) {
    auto const whole = fields_in_chunks(bytes, bytes.size() + 1);
    CHECK(fields_in_chunks(bytes, 1) == whole);
    CHECK(fields_in_chunks(bytes, 7) == whole);
    return whole;
}

}  // namespace

TEST_CASE("a field begins at a line's start and takes the lines that follow") {
    CHECK(fields(":20:A\n:86:one\n two \n:62F:C260120EUR1,\n-\n") == "20@1=A;86@2=one\n two ;62F@4=C260120EUR1,;");
}

TEST_CASE("lines end with CRLF, LF, CR or two at signs") {
    std::string const told = "20@1=A;25@2=B\nC;86@4=x@y;";
    CHECK(fields(":20:A\n:25:B\nC\n:86:x@y") == told);
    CHECK(fields(":20:A\r\n:25:B\r\nC\r\n:86:x@y\r\n") == told);
    CHECK(fields(":20:A\r:25:B\rC\r:86:x@y\r") == told);
    CHECK(fields(":20:A@@:25:B@@C@@:86:x@y@@") == told);
}

TEST_CASE("envelopes, headers and what stands between messages are passed over") {
    CHECK(fields("\x01{1:F01BANKXXXX}{2:I940N}{3:}{4:\r\n:20:A\r\n-}{5:}\r\n\x03{1:F01}{4:\r\n:20:B\r\n-}\x03") ==
          "20@2=A;20@5=B;");
    CHECK(fields("{1:F01}{4::20:A\n-}") == "20@1=A;");
    CHECK(fields("ABNANL2A\n940\nABNANL2A\n:20:A\n:25:B\n-\n$\nABNANL2A\n:20:C") == "20@4=A;25@5=B;20@9=C;");
    CHECK(fields("\xEF\xBB\xBF:20:A\n:25:B") == "20@1=A;25@2=B;");
    CHECK(fields("\xE4\x34:\n:20:A\n-\xE5\n:20:B\n-\xE5") == "20@2=A;20@4=B;");
}

TEST_CASE("a blank line or a line with a hyphen in front does not end a text") {
    CHECK(fields(":20:A\n:86:x\n\n- y\n--\n:62F:C260120EUR1,") == "20@1=A;86@2=x\n\n- y\n--;62F@6=C260120EUR1,;");
}

TEST_CASE("text that looks like a field stays text") {
    std::string const begin = ":20:A\n:60F:C260120EUR1,\n:61:260120C1,NTRF\n";
    std::string const told = "20@1=A;60F@2=C260120EUR1,;61@3=260120C1,NTRF;";
    CHECK(fields(begin + ":86:at 13\n:12:11\n:25:30\n:61:x\n:62F:y\n:26:37") ==
          told + "86@4=at 13\n:12:11\n:25:30\n:61:x\n:62F:y\n:26:37;");
    CHECK(fields(begin + ":86:at 13\n:20:45 clock\nmore") == told + "86@4=at 13\n:20:45 clock\nmore;");
    CHECK(fields(begin + ":86:at 13\n:20:45") == told + "86@4=at 13\n:20:45;");
}

TEST_CASE("a message begins without the last one's end when its head follows") {
    CHECK(fields(":20:A\n:60F:C260120EUR1,\n:61:260120C1,NTRF\n:86:x\n:20:B\n:25:C") ==
          "20@1=A;60F@2=C260120EUR1,;61@3=260120C1,NTRF;86@4=x;20@6=B;25@6=C;");
}

TEST_CASE("a line without end is refused") {
    SwiftFields endless("s.sta", [](SwiftField const&) { return Status{}; });
    auto const fed = endless.feed(":20:" + std::string(std::size_t{1} << 21, 'x'));
    REQUIRE_FALSE(fed);
    CHECK(fed.error().code == ErrorCode::bank_file_malformed);
}

TEST_CASE("what begins with a field of a statement is one") {
    CHECK(begins_like_swift(":20:A\n"));
    CHECK(begins_like_swift("header\r\n:28C:1/1\r\n"));
    CHECK(begins_like_swift("{1:F01}{4:\n:20:A"));
    CHECK_FALSE(begins_like_swift("name,amount\nA,1\n"));
    CHECK_FALSE(begins_like_swift(":NS:22X"));
    CHECK_FALSE(begins_like_swift(":20:A\n:25:B\n:32A:260120EUR1,\n"));
    CHECK_FALSE(begins_like_swift(""));
}
