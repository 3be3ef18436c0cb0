#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace almoner::fuzz {

/// The bytes as a file, for readers take no other; gone with its owner.
class File {
public:
    explicit File(std::string_view bytes) : path_(folder() / ("almoner-fuzz-" + std::to_string(::getpid()))) {
        std::ofstream file(path_, std::ios::binary);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    File(File const&) = delete;
    File& operator=(File const&) = delete;
    ~File() { std::filesystem::remove(path_); }

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

private:
    /// In memory where the system has such a folder: a fuzzer writes ten thousand files a second.
    static std::filesystem::path folder() {
        std::filesystem::path const memory = "/dev/shm";
        return std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path();
    }
    std::filesystem::path path_;
};

}  // namespace almoner::fuzz
