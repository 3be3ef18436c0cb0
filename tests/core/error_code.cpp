#include "core/error_code.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "catch.hpp"

using namespace almoner;

TEST_CASE("codes stand in the order of the enumeration, and every one is there") {
    auto const rows = error_codes();
    for (std::size_t index = 0; index < rows.size(); ++index) {
        INFO(rows[index].text);
        CHECK(static_cast<std::size_t>(rows[index].code) == index);
    }
    CHECK(rows.back().code == ErrorCode::workspace_missing);
}

TEST_CASE("texts are unique and read subject.fault") {
    std::set<std::string_view> seen;
    for (auto const& row : error_codes()) {
        INFO(row.text);
        CHECK(seen.insert(row.text).second);
        CHECK(std::count(row.text.begin(), row.text.end(), '.') == 1);
        CHECK(row.text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_.") == std::string_view::npos);
        CHECK(row.text.front() != '.');
        CHECK(row.text.back() != '.');
    }
}

TEST_CASE("a code is found by its text and says its severity") {
    for (auto const& row : error_codes()) {
        CHECK(error_code_of(text_of(row.code)) == row.code);
    }
    CHECK(text_of(ErrorCode::account_iban_checksum) == "account.iban_checksum");
    CHECK(severity_of(ErrorCode::account_iban_checksum) == Severity::refused);
    CHECK_FALSE(error_code_of("account.no_such_fault"));
    CHECK_FALSE(error_code_of(""));
}

TEST_CASE("severities have the words of the reports") {
    CHECK(text_of(Severity::normalised) == "normalised");
    CHECK(text_of(Severity::warning) == "warning");
    CHECK(text_of(Severity::held) == "held");
    CHECK(text_of(Severity::refused) == "refused");
    CHECK(text_of(Severity::stopped) == "stopped");
}
