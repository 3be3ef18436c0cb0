#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace almoner::bytes {

/// Turns UTF-16 into UTF-8 as it arrives. A byte order mark is left out; a surrogate without its other half becomes
/// U+FFFD.
class Utf16Decoder {
public:
    enum class Order : std::uint8_t { little_endian, big_endian };

    /// The order of the bytes, where a text begins with a mark or with a Latin character in UTF-16; else nothing.
    static std::optional<Order> told_by(std::string_view start);

    explicit Utf16Decoder(Order order) : order_(order) {}
    std::string feed(std::string_view bytes);
    /// What is left when no more bytes come: U+FFFD for half a character.
    std::string finish();

private:
    void append(std::string& out, char32_t unit);
    Order order_;
    std::optional<unsigned char> odd_;  ///< first byte of a unit
    char32_t high_ = 0;                 ///< surrogate that waits for the other half
    bool begun_ = false;
};

}  // namespace almoner::bytes
