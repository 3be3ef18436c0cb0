#include "report/html.hpp"

#include "catch.hpp"

using almoner::report::HtmlPage;

TEST_CASE("what people wrote is text and never markup") {
    HtmlPage page("en", "<b>");
    page.begin_table({{"a & b", HtmlPage::Align::left}});
    page.row({"<script>\"x\"</script>"});
    page.end_table();
    auto const text = page.finish();
    CHECK(text.find("<script>") == std::string::npos);
    CHECK(text.find("&lt;script&gt;&quot;x&quot;&lt;/script&gt;") != std::string::npos);
    CHECK(text.find("a &amp; b") != std::string::npos);
    CHECK(text.find("<title>&lt;b&gt;</title>") != std::string::npos);
}
