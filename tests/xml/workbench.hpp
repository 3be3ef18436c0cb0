#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "catch.hpp"
#include "xml/reader.hpp"

/// What the tests of this room share: files, xmllint to compare with, and a handler that writes down.
namespace workbench {

namespace fs = std::filesystem;

/// A folder that is gone when the test program ends.
class Folder {
public:
    Folder() {
        auto pattern = (fs::temp_directory_path() / "almoner-xml-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    [[nodiscard]] fs::path const& path() const { return path_; }

private:
    fs::path path_;
};

inline fs::path const& folder() {
    static Folder const kept;
    return kept.path();
}

inline fs::path write(std::string const& name, std::string_view bytes) {
    auto path = folder() / name;
    std::ofstream file(path, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    REQUIRE(file.good());
    return path;
}

inline std::string read(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Outcome {
    int status = 0;
    std::string output;
};

/// Runs a shell command and takes what it prints.
inline Outcome run(std::string const& command) {
    auto* const pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Outcome outcome;
    std::array<char, 4096> buffer{};
    for (auto count = std::size_t{1}; count > 0;) {
        count = ::fread(buffer.data(), 1, buffer.size(), pipe);
        outcome.output.append(buffer.data(), count);
    }
    outcome.status = ::pclose(pipe);
    return outcome;
}

inline bool has_xmllint() {
    static bool const found = run("command -v xmllint").status == 0;
    if (!found) {
        WARN("skipped: needs xmllint (Debian package libxml2-utils)");
    }
    return found;
}

/// A path in ../shared, or nothing and a warning where it is absent.
inline fs::path shared(std::string const& name) {
    auto path = fs::path(ALMONER_SHARED) / name;
    if (!fs::exists(path)) {
        WARN("skipped: needs " << name << " beside the source tree");
        return {};
    }
    return path;
}

inline std::string replaced(std::string text, std::string const& from, std::string const& to) {
    auto const at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

/// Writes down what it is told, one letter per kind of event.
class Notes final : public almoner::xml::Handler {
public:
    almoner::Status start(almoner::xml::Element const& element) override {
        told += "(" + name_of(element.prefix, element.name);
        for (auto const& declared : element.declared) {
            told += " xmlns:" + std::string(declared.prefix) + "=" + std::string(declared.uri);
        }
        for (auto const& attribute : element.attributes) {
            told += " " + name_of(attribute.prefix, attribute.name) + "=" + std::string(attribute.value);
        }
        told += ")";
        line = element.line;
        return {};
    }
    almoner::Status end(almoner::xml::Element const& element) override {
        told += "(/" + name_of(element.prefix, element.name) + ")";
        return {};
    }
    almoner::Status text(std::string_view piece) override {
        told += piece;
        return {};
    }

    std::string told;
    std::uint64_t line = 0;  ///< of the last start tag

private:
    static std::string name_of(std::string_view prefix, std::string_view name) {
        return (prefix.empty() ? "" : std::string(prefix) + ":") + std::string(name);
    }
};

}  // namespace workbench
