#include "xml/byte_scan.hpp"

#include "catch.hpp"

using almoner::xml::Accept;
using almoner::xml::ByteScan;
using almoner::xml::Documents;

namespace {

std::string verdict_in_chunks(std::string_view bytes, std::size_t chunk_bytes, Accept accept) {
    ByteScan scan(accept, Documents::one, 40);
    for (std::size_t at = 0; at < bytes.size(); at += chunk_bytes) {
        auto chunk = bytes.substr(at, chunk_bytes);
        if (auto const forbidden = scan.feed(chunk)) {
            return std::string(forbidden->what) + " in line " + std::to_string(forbidden->line);
        }
    }
    return "passes";
}

/// The verdict, which must not depend on how the bytes are cut.
std::string verdict(std::string_view bytes, Accept accept = Accept::signed_profile) {
    auto const whole = verdict_in_chunks(bytes, bytes.size(), accept);
    for (std::size_t chunk_bytes = 1; chunk_bytes < bytes.size(); ++chunk_bytes) {
        CHECK(verdict_in_chunks(bytes, chunk_bytes, accept) == whole);
    }
    return whole;
}

std::string lenient(std::string_view bytes) { return verdict(bytes, Accept::any_well_formed); }

}  // namespace

TEST_CASE("a plain document passes however it is cut") {
    CHECK(verdict("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"1\">text &lt;!DOCTYPE &gt;</a>\n") == "passes");
    CHECK(verdict("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><a/>") == "passes");
    CHECK(verdict("<a>]]&gt; -- ?></a>") == "passes");
}

TEST_CASE("a DOCTYPE is found in any chunk and told with its line, whatever else is accepted") {
    CHECK(verdict("<?xml version=\"1.0\"?>\n\n<!DOCTYPE a []><a/>") == "DOCTYPE in line 3");
    CHECK(lenient("<?xml version=\"1.0\"?>\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>") == "DOCTYPE in line 2");
    CHECK(lenient("<!ENTITY x 'y'>") == "DOCTYPE in line 1");
}

TEST_CASE("comments and CDATA sections are refused in the signed profile and passed over elsewhere") {
    CHECK(verdict("<a><!-- --></a>") == "comment in line 1");
    CHECK(verdict("<a>\n<![CDATA[x]]></a>") == "CDATA in line 2");
    CHECK(lenient("<a><!-- don't > <b> --- x ---></a><!DOCTYPE") == "DOCTYPE in line 1");
    CHECK(lenient("<a><!-- <!DOCTYPE \" --><![CDATA[<!DOCTYPE ]] ' ]]]></a>") == "passes");
    CHECK(lenient("<?pi <!DOCTYPE ' ?"
                  "?><a/>") == "passes");
    CHECK(lenient("<a><!-- " + std::string(100, 'x') + " --></a>") == "passes");
}

TEST_CASE("the length of a start tag is bounded and a > in a value does not end it") {
    auto const tag_of = [](std::size_t bytes) { return "<a b=\"" + std::string(bytes - 7, '>') + "\">"; };
    CHECK(verdict(tag_of(40) + "</a>") == "passes");
    CHECK(verdict(tag_of(41) + "</a>") == "start tag in line 1");
    CHECK(verdict("<a b='\"' c='" + std::string(40, '>') + "'/>") == "start tag in line 1");
    CHECK(verdict("<a>" + std::string(100, 'x') + "</a>") == "passes");
}

TEST_CASE("only UTF-8 is let into a signed document, by its bytes and by its declaration") {
    using namespace std::string_view_literals;
    CHECK(verdict("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>") == "encoding in line 1");
    CHECK(verdict("\xEF\xBB\xBF<?xml version=\"1.0\" encoding='UTF-16'?><a/>") == "encoding in line 1");
    CHECK(verdict("<?xml version=\"1.0\" encoding=\"UTF-8859\"?><a/>") == "encoding in line 1");
    CHECK(verdict("<?xml version=\"1.0\" encoding=\"\"?><a/>") == "encoding in line 1");
    CHECK(lenient("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>") == "passes");
    CHECK(lenient("\xFF\xFE<\0a\0"sv) == "encoding in line 1");
    CHECK(lenient("\xFE\xFF\0<\0a"sv) == "encoding in line 1");
    CHECK(lenient("<\0a\0/\0>\0"sv) == "encoding in line 1");
    CHECK(lenient("\x4C\x6F\xA7\x94 and so on") == "encoding in line 1");
}

TEST_CASE("a declaration that does not end is not waited for") {
    CHECK(verdict("<?xml version=\"1.0\"" + std::string(300, ' ') + "?><a/>") == "declaration in line 1");
}

TEST_CASE("where several documents may stand the scan stops behind the end of the first, however it is cut") {
    std::string_view const first = "<?xml version='1.0'?><!-- </a> --><a b='/' c=\">\"><b/><c></c><![CDATA[</a>]]></a>";
    auto const bytes = std::string(first) + "\n<a/>";
    for (std::size_t chunk_bytes = 1; chunk_bytes <= bytes.size(); ++chunk_bytes) {
        ByteScan scan(Accept::any_well_formed, Documents::several, 40);
        std::size_t taken = 0;
        for (std::size_t at = 0; at < bytes.size() && !scan.element_ended(); at += chunk_bytes) {
            auto chunk = std::string_view(bytes).substr(at, chunk_bytes);
            REQUIRE_FALSE(scan.feed(chunk));
            taken += chunk.size();
        }
        CHECK(taken == first.size());
    }
}
