#include "vetting/payee_name.hpp"

#include "catch.hpp"

using almoner::vetting::as_banks_write;

TEST_CASE("a name that is written as banks write it stays as it is") {
    for (auto const* name : {"张三", "阿依古丽·买买提", "O'Brien, Mary-Ann", "José Núñez", "Ｍ", "𠮷野", ""}) {
        CHECK(as_banks_write(name) == name);
    }
}

TEST_CASE("every dot between the parts of a name becomes the middle dot") {
    for (auto const* dot : {"\u2022", "\u2027", "\u2219", "\u22C5", "\u30FB", "\uFF65"}) {
        CHECK(as_banks_write("阿依古丽" + std::string(dot) + "买买提") == "阿依古丽\u00B7买买提");
    }
}

TEST_CASE("Kangxi radicals become the ideographs they look like") {
    // U+2F8A COLOUR is U+8272, U+2F42 SCRIPT is U+6587 (Unicode 15, CJK Radicals / Kangxi Radicals).
    CHECK(as_banks_write("王\u2F8A\u2F42") == "王\u8272\u6587");
}

TEST_CASE("invisible characters go") { CHECK(as_banks_write("\uFEFF张\u200B三\u200E") == "张三"); }

TEST_CASE("blanks go around a name and between ideographs and stay between words") {
    CHECK(as_banks_write(" 张 三\u3000") == "张三");
    CHECK(as_banks_write("张\u3000\u3000三") == "张三");
    CHECK(as_banks_write(" Mary  Ann ") == "Mary Ann");
    CHECK(as_banks_write("   ").empty());
}

TEST_CASE("what is not UTF-8 is left for the check that refuses it") { CHECK(as_banks_write("\xFF 张") == "\xFF 张"); }
