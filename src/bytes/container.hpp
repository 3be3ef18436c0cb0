#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner::bytes {

/// How a file that was sent is packed; told by its first bytes.
enum class Packing : std::uint8_t { plain, gzip, zip };

/// A file as it was sent: plain, gzip (RFC 1952, also of several members) or a zip archive. What is in it is unpacked
/// while it is read, as often as it is asked for, within limits that a bomb does not pass.
class Container {
public:
    /// @error file.missing @error file.not_regular @error file.io @error bank_file.container
    static Result<Container> open(std::filesystem::path const& path);

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    [[nodiscard]] Packing packing() const { return packing_; }
    /// Names of the files in it; the file's own where it is no archive. Folders and what a system puts beside them
    /// (`__MACOSX/`) are left out.
    [[nodiscard]] std::vector<std::string> const& parts() const { return parts_; }

    /// Hands the bytes of a part on in order. An error of `take` ends the reading.
    /// @error file.io @error bank_file.container broken, encrypted, or unpacked to more than 16 GiB or to more than 500
    /// times its size, or what `take` returned
    Status for_each_chunk(std::size_t part, std::function<Status(std::string_view)> const& take) const;

private:
    std::filesystem::path path_;
    Packing packing_ = Packing::plain;
    std::vector<std::string> parts_;
};

}  // namespace almoner::bytes
