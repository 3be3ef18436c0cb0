#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "catch.hpp"

/// What the tests of every room stand on: a folder of their own, other programs, files beside the source tree.
namespace almoner::testing {

namespace fs = std::filesystem;

/// A folder that is gone when its owner is.
class Folder {
public:
    Folder() {
        auto pattern = (fs::temp_directory_path() / "almoner-test-XXXXXX").string();
        REQUIRE(::mkdtemp(pattern.data()) != nullptr);
        path_ = pattern;
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    [[nodiscard]] fs::path const& path() const { return path_; }

    /// Makes the folders on the way, too.
    fs::path write(std::string const& name, std::string_view bytes) const {
        auto path = path_ / name;
        fs::create_directories(path.parent_path());
        std::ofstream file(path, std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        file.close();
        REQUIRE(file.good());
        return path;
    }

private:
    fs::path path_;
};

/// One folder for a whole test program, for what is dear to make.
inline Folder const& shared_folder() {
    static Folder const kept;
    return kept;
}

inline std::string read(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    INFO(path);
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>(file), {}};
}

/// `text` with the first place where `from` stands replaced; it must stand there.
inline std::string replaced(std::string text, std::string const& from, std::string const& to) {
    auto const at = text.find(from);
    INFO(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

struct Outcome {
    int status = -1;
    std::string output;  ///< both streams
};

/// Runs a shell command in the shared folder.
inline Outcome run(std::string const& command) {
    auto const whole = "cd '" + shared_folder().path().string() + "' && { " + command + "; } 2>&1";
    auto* const pipe = ::popen(whole.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Outcome outcome;
    std::array<char, 4096> piece{};
    for (auto size = std::fread(piece.data(), 1, piece.size(), pipe); size != 0;
         size = std::fread(piece.data(), 1, piece.size(), pipe)) {
        outcome.output.append(piece.data(), size);
    }
    outcome.status = ::pclose(pipe);
    return outcome;
}

inline void must_run(std::string const& command) {
    auto const outcome = run(command);
    INFO(command);
    INFO(outcome.output);
    REQUIRE(outcome.status == 0);
}

/// False, with a word about it, when the program is not installed.
inline bool have(std::string const& program) {
    if (run("command -v " + program).status == 0) {
        return true;
    }
    WARN("skipped: needs the program " + program);
    return false;
}

inline fs::path source() { return ALMONER_SOURCE; }

/// A path in ../shared, or nothing and a warning where it is absent.
inline fs::path shared(std::string const& name) {
    auto path = fs::path(ALMONER_SHARED) / name;
    if (!fs::exists(path)) {
        WARN("skipped: needs " << name << " beside the source tree");
        return {};
    }
    return path;
}

}  // namespace almoner::testing
