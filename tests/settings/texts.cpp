#include "settings/texts.hpp"

#include <algorithm>
#include <set>

#include "core/error_code.hpp"
#include "core/line.hpp"
#include "core/states.hpp"
#include "settings/cover.hpp"
#include "settings/files.hpp"
#include "settings/toml_table.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

using Sentences = std::map<std::string, std::string, std::less<>>;

Sentences sentences(std::string const& language) {
    auto table = TomlTable::load(source() / "formats/texts" / (language + ".toml"));
    REQUIRE(told(table) == "ok");
    return table->dotted_texts();
}

/// "{0}" to "{9}" in order, each once.
std::set<char> places(std::string const& sentence) {
    std::set<char> all;
    for (std::size_t at = 0; at + 2 < sentence.size(); ++at) {
        if (sentence[at] == '{' && sentence[at + 2] == '}') {
            all.insert(sentence[at + 1]);
        }
    }
    return all;
}

/// The names of all enumerators, which count from zero and end with `last`.
template <class Enumeration>
std::vector<std::string> names_up_to(Enumeration last) {
    std::vector<std::string> names;
    for (auto value = 0; value <= static_cast<int>(last); ++value) {
        names.emplace_back(text_of(static_cast<Enumeration>(value)));
    }
    return names;
}

void check_section(Sentences const& catalogue, std::string const& section, std::vector<std::string> const& names) {
    for (auto const& name : names) {
        auto key = section;
        key.append(".").append(name);
        INFO(key);
        CHECK(catalogue.contains(key));
    }
}

Texts english_of(std::string const& toml) {
    Folder const folder;
    folder.write("texts/en.toml", toml);
    auto texts = Texts::load(folder.path(), Language::en);
    REQUIRE(texts);
    return *std::move(texts);
}

}  // namespace

TEST_CASE("both catalogues have the same keys and take the same arguments") {
    auto const english = sentences("en");
    auto const chinese = sentences("zh");
    for (auto const& [key, sentence] : english) {
        INFO(key);
        auto const other = chinese.find(key);
        REQUIRE(other != chinese.end());
        CHECK(places(sentence) == places(other->second));
    }
    CHECK(english.size() == chinese.size());
}

TEST_CASE("no sentence is empty, spans lines or has an argument without a number") {
    for (auto const* language : {"en", "zh"}) {
        for (auto const& [key, sentence] : sentences(language)) {
            INFO(language << " " << key);
            CHECK_FALSE(sentence.empty());
            CHECK(std::none_of(sentence.begin(), sentence.end(), [](char letter) { return letter == '\n'; }));
            auto const braces = std::count(sentence.begin(), sentence.end(), '{');
            CHECK(braces == std::count(sentence.begin(), sentence.end(), '}'));
            for (auto const place : places(sentence)) {
                CHECK((place >= '0' && place <= '9'));
            }
        }
    }
}

TEST_CASE("every error code has a sentence in both languages, and no sentence tells of a code that is none") {
    for (auto const* language : {"en", "zh"}) {
        auto const catalogue = sentences(language);
        for (auto const& row : error_codes()) {
            INFO(language << " " << row.text);
            CHECK(catalogue.contains("code." + std::string(row.text)));
        }
        for (auto const& [key, sentence] : catalogue) {
            INFO(language << " " << key);
            CHECK((!key.starts_with("code.") || error_code_of(key.substr(5))));
        }
    }
}

TEST_CASE("every sentence of a code says what to do") {
    for (auto const& [key, sentence] : sentences("en")) {
        INFO(key << ": " << sentence);
        CHECK((!key.starts_with("code.") || sentence.find("; ") != std::string::npos));
    }
    for (auto const& [key, sentence] : sentences("zh")) {
        INFO(key << "：" << sentence);
        CHECK((!key.starts_with("code.") || sentence.find("，") != std::string::npos ||
               sentence.find("：") != std::string::npos || sentence.find("；") != std::string::npos));
    }
}

TEST_CASE("every state, channel, kind and severity has a name in both languages") {
    for (auto const* language : {"en", "zh"}) {
        auto const catalogue = sentences(language);
        check_section(catalogue, "file_state", names_up_to(FileState::not_sent));
        check_section(catalogue, "attempt_state", names_up_to(AttemptState::not_sent));
        check_section(catalogue, "payout_state", names_up_to(PayoutState::recovered));
        check_section(catalogue, "line_state", names_up_to(LineState::cancelled));
        check_section(catalogue, "channel", names_up_to(Channel::in_kind));
        check_section(catalogue, "payee_kind", names_up_to(PayeeKind::enterprise));
        check_section(catalogue, "severity", names_up_to(Severity::stopped));
        check_section(catalogue, "list_kind", names_up_to(ListKind::test));
    }
}

TEST_CASE("every reason of a bank has a sentence in both languages, and the other way round") {
    std::set<std::string> codes = {"unknown"};
    std::istringstream lines(read(source() / "formats/codes/reasons.tsv"));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("#") && !line.starts_with("code\t")) {
            codes.insert(line.substr(0, line.find('\t')));
        }
    }
    CHECK(codes.size() > 100);
    for (auto const* language : {"en", "zh"}) {
        std::set<std::string> told;
        for (auto const& [key, sentence] : sentences(language)) {
            if (key.starts_with("reason.")) {
                told.insert(key.substr(7));
            }
        }
        CHECK(told == codes);
    }
}

TEST_CASE("a sentence takes its arguments by number") {
    auto const texts = english_of("[a]\nb = \"{1} of {0}, {1}; {2}\"\nc = \"{x} {0 } {}{\"\n");
    auto const arguments = std::vector<std::string>{"ten", "{0}"};
    CHECK(texts.get("a.b", arguments) == "{0} of ten, {0}; ");
    CHECK(texts.get("a.c", arguments) == "{x} {0 } {}{");
    CHECK(texts.has("a.b"));
    CHECK(texts.language() == Language::en);
}

TEST_CASE("a key the catalogue lacks is shown as itself") {
    auto const texts = english_of("[a]\nb = \"c\"\n");
    CHECK(texts.get("a.none") == "a.none");
    CHECK_FALSE(texts.has("a.none"));
}

TEST_CASE("a fault is told in one line: place, code, value, what to do") {
    auto const texts = Texts::load(source() / "formats", Language::en);
    REQUIRE(texts);
    auto const in_csv = Position{"lists/jan.csv", {}, 17, 4};
    auto const in_workbook = Position{"lists/jan.xlsx", "Town 2", 17, 4};
    CHECK(texts->line(Finding{ErrorCode::account_iban_checksum, Severity::refused, in_csv, "DE89...3001", {}}) ==
          "lists/jan.csv:17:4: account.iban_checksum: 'DE89...3001': check digits do not fit; ask the payee for the "
          "account again");
    CHECK(texts->line(Error{ErrorCode::amount_precision, in_workbook, "12.345", {"CNY", "2"}}) ==
          "lists/jan.xlsx!Town 2:17:4: amount.precision: '12.345': CNY has only 2 decimals; correct the amount");
    CHECK(texts->line(Error{ErrorCode::file_missing, {}, "a.crt", {}}) ==
          "file.missing: 'a.crt': no such file; check the name, or put it there");
}

TEST_CASE("a value cannot break its line or steer the terminal") {
    auto const texts = Texts::load(source() / "formats", Language::zh);
    REQUIRE(texts);
    auto const place = Position{"a\nb.csv", {}, 2, 1};
    auto const line = texts->line(Error{ErrorCode::category_unknown, place, "\x1b[2J\r\n\x7f 姓", {"p\n"}});
    CHECK(line.starts_with("a\\x0ab.csv:2:1: category.unknown: '\\x1b[2J\\x0d\\x0a\\x7f 姓': "));
    CHECK(std::all_of(line.begin(), line.end(), [](unsigned char letter) { return letter >= 0x20 && letter != 0x7f; }));
}

TEST_CASE("a catalogue that is missing or holds something else than texts is refused") {
    Folder const folder;
    CHECK(told(Texts::load(folder.path(), Language::zh)) == "formats.missing 'zh.toml' 0:0");
    folder.write("texts/en.toml", "[a]\nb = 1\n");
    CHECK(told(Texts::load(folder.path(), Language::en)) == "settings.value '1' 2:5");
    folder.write("texts/en.toml", "[a]\nb = \"c\nd = \"e\"\n");
    CHECK(told(Texts::load(folder.path(), Language::en)).starts_with("settings.syntax"));
}
