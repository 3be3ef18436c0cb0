#include "settings/rendering.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

std::string const text = R"(name = "Portal"
kind = "fixed"
extension = "txt"
encoding = "GB18030"
headings = false
head = [["{message_id}", "x"]]
[[column]]
heading = "to"
value = "{creditor_account}"
width = 20
[[column]]
heading = "who"
value = "{creditor_name}"
width = 40
[[column]]
heading = "how much"
value = "{amount}"
width = 12
align = "right"
)";

Result<Rendering> load(std::string const& content) {
    Folder const folder;
    folder.write("portal.toml", content);
    return load_rendering(folder.path() / "portal.toml");
}

std::string fault(std::string const& from, std::string const& to) {
    auto const outcome = told(load(replaced(text, from, to)));
    return outcome.substr(0, outcome.rfind(' '));
}

}  // namespace

TEST_CASE("a rendering is what its file says") {
    auto const rendering = load(text);
    REQUIRE(rendering);
    CHECK(rendering->id == "portal");
    CHECK(rendering->kind == Rendering::Kind::fixed);
    CHECK(rendering->encoding == FileEncoding::gb18030);
    CHECK_FALSE(rendering->headings);
    REQUIRE(rendering->columns.size() == 3);
    CHECK(rendering->columns[2].width == 12);
    CHECK(rendering->columns[2].align == Rendering::Align::right);
    CHECK(rendering->head == std::vector<Rendering::Cells>{{"{message_id}", "x"}});
    CHECK(rendering->foot.empty());
}

TEST_CASE("account, name and amount are columns of their own, or nothing could be compared") {
    CHECK(fault("\"{creditor_account}\"", "\"no {creditor_account}\"") ==
          "settings.value 'creditor_account creditor_iban'");
    CHECK(fault("\"{creditor_name}\"", "\"{creditor_street}\"") == "settings.value 'creditor_name'");
    CHECK(fault("\"{amount}\"", "\"{amount}{amount}\"") == "settings.value 'amount amount_minor'");
    CHECK(told(load(replaced(text, "\"{amount}\"", "\"{amount_minor}\""))) == "ok");
}

TEST_CASE("a fixed column has a width, and no rendering takes the name of a message or a signature") {
    CHECK(fault("width = 12\n", "") == "settings.missing_key 'width'");
    CHECK(fault("width = 12", "width = 0") == "settings.value '0'");
    CHECK(fault("\"txt\"", "\"xml\"") == "settings.value 'xml'");
    CHECK(fault("\"txt\"", "\"p7s\"") == "settings.value 'p7s'");
    CHECK(fault("\"txt\"", "\"../x\"") == "settings.value '../x'");
}

TEST_CASE("keys of another kind are unknown") {
    CHECK(fault("encoding", "sheet = \"s\"\nencoding") == "settings.key_unknown 'sheet'");
    CHECK(fault("\"fixed\"", "\"delimited\"") == "settings.key_unknown 'width'");
}
