#include "reconcile/read/form_check.hpp"

#include "catch.hpp"

using namespace almoner;
using namespace almoner::reconcile;

namespace {

/// What is told of a document: "a" begins an element, "/" ends one.
std::string told(std::vector<std::string> const& events) {
    static settings::MessageForm const form = {
        {"E", {{{"R", false, false}, {"A", true, false}, {"S", true, false}, {"D", false, true}}}},
        {"F", {{{"G", true, true}, {"H", true, false}}}}};
    FormCheck check(form);
    std::string all;
    for (auto const& event : events) {
        auto const what = event == "/" ? check.end() : check.start(event);
        all += what.empty() ? "" : what + ";";
    }
    return all;
}

}  // namespace

TEST_CASE("children in their order depart from nothing, whether optional ones come or not") {
    CHECK(told({"E", "R", "/", "A", "/", "S", "/", "D", "/", "D", "/", "/"}).empty());
    CHECK(told({"E", "A", "/", "S", "/", "/"}).empty());
    CHECK(told({"F", "G", "/", "G", "/", "H", "/", "/"}).empty());
    CHECK(told({"E", "A", "/", "S", "/", "/", "E", "A", "/", "S", "/", "/"}).empty());
}

TEST_CASE("what is missing, repeated or out of place is named") {
    CHECK(told({"E", "A", "/", "/"}) == "E without S;");
    CHECK(told({"F", "H", "/", "/"}) == "F without G;");
    CHECK(told({"F", "G", "/", "/"}) == "F without H;");
    CHECK(told({"E", "A", "/", "D", "/", "/"}) == "E without S;");
    CHECK(told({"E", "A", "/", "A", "/", "S", "/", "/"}) == "E/A out of place;");
    CHECK(told({"E", "A", "/", "R", "/", "S", "/", "/"}) == "E/R out of place;");
}

TEST_CASE("elements that no form knows are passed over, and so is what is in them") {
    CHECK(told({"E", "A", "/", "New", "R", "/", "A", "/", "/", "S", "/", "/"}).empty());
    CHECK(told({"X", "S", "/", "/"}).empty());
}
