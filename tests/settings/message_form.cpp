#include "settings/message_form.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;

TEST_CASE("a form says which children are needed and which repeat") {
    testing::Folder const folder;
    folder.write("messages/m/form.toml", "[form]\nE = \"R? A S+ D*\"\n");
    auto const form = load_message_form(Formats(folder.path()), "m");
    REQUIRE(form);
    auto const& children = form->at("E").children;
    REQUIRE(children.size() == 4);
    CHECK(children[0].name == "R");
    CHECK_FALSE(children[0].needed);
    CHECK_FALSE(children[0].repeats);
    CHECK(children[1].needed);
    CHECK(children[2].needed);
    CHECK(children[2].repeats);
    CHECK(children[3].name == "D");
    CHECK_FALSE(children[3].needed);
    CHECK(children[3].repeats);
}

TEST_CASE("the shipped forms load, and a message without one has none") {
    Formats const shipped(testing::source() / "formats");
    CHECK(load_message_form(shipped, "camt.053.001.08")->contains("Ntry"));
    CHECK(load_message_form(shipped, "pain.002.001.10")->contains("TxInfAndSts"));
    CHECK(load_message_form(shipped, "camt.029.001.09")->empty());
}

TEST_CASE("a form with a fault is refused") {
    testing::Folder const folder;
    auto const outcome = [&](std::string const& text) {
        folder.write("messages/m/form.toml", text);
        return testing::told(load_message_form(Formats(folder.path()), "m"));
    };
    CHECK(outcome("[form]\nE = \"A ? B\"\n").starts_with("settings.value"));
    CHECK(outcome("[form\n").starts_with("settings.syntax"));
    CHECK(outcome("form2 = 1\n") != "ok");
}
