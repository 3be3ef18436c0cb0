#include "settings/toml_node.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

Result<TomlNode> parsed(std::string const& text) { return parse_toml(text, "some.toml", ErrorCode::settings_syntax); }

std::string nested(int depth) {
    auto const size = static_cast<std::size_t>(depth);
    return "deep = " + std::string(size, '[') + std::string(size, ']') + "\n";
}

}  // namespace

TEST_CASE("every value keeps its kind and its place") {
    auto const root =
        parsed("name = \"Li\"\ncount = -3\nopen = true\n\n  when = 2026-02-28\nlist = [1, \"a\"]\n[inner]\nkey = 1\n");
    REQUIRE(root);
    CHECK(root->member("name")->text == "Li");
    CHECK(root->member("count")->integer == -3);
    CHECK(root->member("open")->integer == 1);
    CHECK(root->member("when")->day == day(2026, 2, 28));
    CHECK(root->member("when")->key_position == Position{"some.toml", {}, 5, 3});
    CHECK(root->member("when")->position == Position{"some.toml", {}, 5, 10});
    CHECK(root->member("list")->items.size() == 2);
    CHECK(root->member("inner")->kind == TomlNode::Kind::table);
    CHECK(root->member("absent") == nullptr);
}

TEST_CASE("members stand in the order of the file, not of the alphabet") {
    auto const root = parsed("zebra = 1\nant = 2\n");
    REQUIRE(root);
    CHECK(root->members.front().key == "zebra");
}

TEST_CASE("a time or a fraction is no value of ours") {
    auto const root = parsed("a = 1.5\nb = 12:30:00\nc = 2026-01-01T10:00:00Z\n");
    REQUIRE(root);
    for (auto const& node : root->members) {
        CHECK(node.kind == TomlNode::Kind::other);
    }
    CHECK(root->member("a")->text == "1.5");
    CHECK(root->member("c")->text == "2026-01-01T10:00:00Z");
}

TEST_CASE("what is not TOML is told with its place") {
    auto const refused = [](std::string const& text, std::uint64_t row) {
        auto const root = parsed(text);
        REQUIRE_FALSE(root);
        CHECK(root.error().code == ErrorCode::settings_syntax);
        CHECK(root.error().position.row == row);
        CHECK_FALSE(root.error().value.empty());
    };
    refused("a = 1\nb = = 2\n", 2);
    refused("a = 1\na = 2\n", 2);
    refused("a = 2026-02-29\n", 1);
    refused("a = \"\xff\"\n", 1);
    refused("a = \"open\n", 1);
}

TEST_CASE("nesting deeper than any file of ours needs is not followed") {
    CHECK(parsed(nested(16)));
    CHECK(parsed(nested(200)));
    CHECK_FALSE(parsed(nested(100'000)));
}

TEST_CASE("keys nobody asked for are listed from the top of the file, with what is inside taken tables") {
    auto const root = parsed("b = 1\na = 2\n[inner]\nc = 3\n[[list]]\nd = 4\n");
    REQUIRE(root);
    root->member("a")->taken = true;
    root->member("inner")->taken = true;
    root->member("list")->taken = true;
    auto const untaken = untaken_keys(*root);
    REQUIRE(untaken.size() == 3);
    CHECK(untaken[0].name == "b");
    CHECK(untaken[1].name == "c");
    CHECK(untaken[1].position == Position{"some.toml", {}, 4, 1});
    CHECK(untaken[2].name == "d");
}
