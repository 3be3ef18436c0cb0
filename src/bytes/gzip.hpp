#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>

#include "core/result.hpp"

namespace almoner::bytes {

/// A gzip file (RFC 1952) being unpacked, all of its members one after another.
class Gzip {
public:
    /// @error file.missing @error file.not_regular @error file.io
    static Result<Gzip> open(std::filesystem::path const& path);
    Gzip(Gzip&&) noexcept;
    Gzip& operator=(Gzip&&) noexcept;
    ~Gzip();

    /// Fills `into`; fewer bytes only at the end, where length and checksum have been compared.
    /// @error file.io @error bank_file.container broken or cut off, unpacked to more than 16 GiB, or to more than 500
    /// times what was read
    Result<std::size_t> read(std::span<char> into);

private:
    struct State;
    explicit Gzip(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace almoner::bytes
