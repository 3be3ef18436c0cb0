#include "report/handover.hpp"

#include "report/evening.hpp"
#include "report/html.hpp"

using namespace evening;

TEST_CASE("the sheet names each file in order with rows, sum, digest and signer, and what not to touch") {
    Evening evening;
    auto const files = store::files(evening.connection(), FileState::delivered);
    REQUIRE(files);
    auto const texts = evening.texts();
    auto const path = report::write_handover(*files, texts, now(), evening.folder.path());
    REQUIRE(path);
    auto const html = read(*path);
    CHECK(html.find("AA0001F10001.xml") != std::string::npos);
    CHECK(html.find("500.00") != std::string::npos);
    CHECK(html.find("aaaa aaaa aaaa") != std::string::npos);
    CHECK(html.find(report::escaped(texts.get("handover.rule_touch"))) != std::string::npos);
    CHECK(html.find("http") == std::string::npos);
    CHECK(read(evening.folder.path() / "handover.csv")
              .find("1,AA0001F10001.xml,5,500.00," + std::string(64, 'a') + ",signer,") != std::string::npos);
}
