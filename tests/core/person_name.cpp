#include "core/person_name.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("names of many peoples pass") {
    for (auto const* name :
         {"张三", "欧阳娜娜", "阿迪力·吐尔逊", "José María O'Neill", "Nguyễn Thị Ánh", "𠮷田", "Ivan-Ion d.J."}) {
        INFO(name);
        CHECK(code_of(check_name(name)) == "ok");
    }
}

TEST_CASE("an empty name is missing") {
    CHECK(code_of(check_name("")) == "person.name_missing");
    CHECK(code_of(check_name(" \xE3\x80\x80\xC2\xA0")) == "person.name_missing");
}

TEST_CASE("characters that were lost or cannot be seen hold the line") {
    for (auto const* name : {"张?", "张？", "张\xEF\xBF\xBD", "张\xD5\xC5", "张\t三", "张\n三", "张\xE2\x80\x8B三",
                             "\xEF\xBB\xBF张三", "张\xE2\x80\xAE三", "张\xEE\x80\x80", "张\xC2\xAD三", "张\x7F"}) {
        INFO(name);
        CHECK(code_of(check_name(name)) == "person.name_characters");
    }
}

TEST_CASE("140 characters are a name and 141 are not") {
    auto name = std::string();
    for (auto count = 0; count < 140; ++count) {
        name += "张";
    }
    CHECK(code_of(check_name(name)) == "ok");
    CHECK(code_of(check_name(name + "三")) == "person.name_length");
}

TEST_CASE("a remark or a second name holds the line") {
    for (auto const* name :
         {"张三(代)", "张三（代）", "张三2", "张三２", "张三【低保】", "张三[x]", "张三、李四", "<张三>"}) {
        INFO(name);
        CHECK(code_of(check_name(name)) == "person.name_remark");
    }
}

TEST_CASE("an enterprise may have digits and brackets in its name") {
    CHECK(code_of(check_enterprise_name("某某（北京）第3有限公司")) == "ok");
    CHECK(code_of(check_enterprise_name("某某?公司")) == "person.name_characters");
    CHECK(code_of(check_enterprise_name("")) == "person.name_missing");
}

TEST_CASE("an error never repeats a name") { CHECK(check_name("张三(代)").error().value.empty()); }
