#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "core/check_value.hpp"

namespace almoner::testing {

inline std::string file_text(std::filesystem::path const& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

/// The tables as they are delivered in formats/codes.
inline CheckTables const& tables() {
    static auto const loaded = [] {
        auto const codes = std::filesystem::path(ALMONER_SOURCE) / "formats" / "codes";
        auto tables = read_check_tables([&](std::string_view name) { return Result(file_text(codes / name)); });
        REQUIRE(tables);
        return *std::move(tables);
    }();
    return loaded;
}

/// The code of what failed, or "ok".
template <class Outcome>
std::string code_of(Outcome const& outcome) {
    return outcome ? "ok" : std::string(text_of(outcome.error().code));
}

inline Day day(int year, unsigned month, unsigned of_month) {
    return Day{date::year{year} / date::month{month} / date::day{of_month}};
}

}  // namespace almoner::testing
