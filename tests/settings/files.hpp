#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "catch.hpp"
#include "core/day.hpp"
#include "core/money.hpp"
#include "core/result.hpp"

namespace almoner::testing {

/// A folder of its own for one test, gone afterwards.
class Folder {
public:
    Folder() {
        auto name = (std::filesystem::temp_directory_path() / "almoner-settings-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

    std::filesystem::path write(std::string const& name, std::string const& text) const {
        auto const file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

private:
    std::filesystem::path path_;
};

inline std::filesystem::path source() { return ALMONER_SOURCE; }

inline std::string file_text(std::filesystem::path const& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

/// `text` with the one place where `from` stands replaced.
inline std::string with(std::string text, std::string const& from, std::string const& to) {
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// "code 'value' row:column", or "ok".
template <class Outcome>
std::string told(Outcome const& outcome) {
    if (outcome) {
        return "ok";
    }
    auto const& error = outcome.error();
    return std::string(text_of(error.code)) + " '" + error.value + "' " + std::to_string(error.position.row) + ":" +
           std::to_string(error.position.column);
}

inline Day day(int year, unsigned month, unsigned of_month) {
    return Day{date::year{year} / date::month{month} / date::day{of_month}};
}

inline Money yuan(std::int64_t amount) { return {amount * 100, *Currency::parse("CNY")}; }

}  // namespace almoner::testing
