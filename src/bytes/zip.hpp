#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace almoner::bytes {

/// A zip archive (PKWARE APPNOTE 6.3) whose parts are unpacked in pieces, within limits a bomb does not pass.
class Zip {
public:
    /// A plain file only. @error file.missing @error file.not_regular @error file.io @error sheet.workbook no archive,
    /// one with more parts than any office makes, or with two of one name, which others would read otherwise
    static Result<Zip> open(std::filesystem::path const& path);
    Zip(Zip&&) noexcept;
    Zip& operator=(Zip&&) noexcept;
    ~Zip();

    /// Names as they stand in the archive, with every backslash as a slash.
    [[nodiscard]] std::vector<std::string> const& names() const;

    class Part;
    static constexpr std::uint64_t most_bytes = std::uint64_t{2} << 30;

    /// @error sheet.workbook no such part, an encrypted one, or one that unpacks to more than `limit` bytes or to more
    /// than 500 times its packed size
    Result<Part> part(std::string_view name, std::uint64_t limit = most_bytes) const;

private:
    struct State;
    explicit Zip(std::shared_ptr<State> state);
    std::shared_ptr<State> state_;
};

/// One part being unpacked.
class Zip::Part {
public:
    Part(Part&&) noexcept;
    Part& operator=(Part&&) noexcept;
    ~Part();

    /// Fills `into`; fewer bytes only at the end, where the checksum is compared. @error sheet.workbook
    Result<std::size_t> read(std::span<char> into);

private:
    friend class Zip;
    struct State;
    explicit Part(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace almoner::bytes
