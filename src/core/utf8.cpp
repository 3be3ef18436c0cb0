#include "core/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "core/check.hpp"

namespace almoner {

namespace {

/// What the Unicode standard's table 3-7 allows after a leading byte.
struct Sequence {
    unsigned char length = 0;  ///< 0: no character starts so
    unsigned char second_low = 0x80;
    unsigned char second_high = 0xBF;
};

constexpr Sequence sequence_of(unsigned char lead) {
    if (lead < 0x80) {
        return {1};
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return {2};
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        auto const low = static_cast<unsigned char>(lead == 0xE0 ? 0xA0 : 0x80);
        auto const high = static_cast<unsigned char>(lead == 0xED ? 0x9F : 0xBF);
        return {3, low, high};
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        auto const low = static_cast<unsigned char>(lead == 0xF0 ? 0x90 : 0x80);
        auto const high = static_cast<unsigned char>(lead == 0xF4 ? 0x8F : 0xBF);
        return {4, low, high};
    }
    return {};
}

constexpr auto sequences = [] {
    std::array<Sequence, 256> all{};
    for (std::size_t lead = 0; lead < all.size(); ++lead) {
        all[lead] = sequence_of(static_cast<unsigned char>(lead));
    }
    return all;
}();

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

/// The length of the character at `at`, 0 when it is malformed or cut off.
std::size_t length_at(std::string_view text, std::size_t at) {
    auto const& sequence = sequences[byte_at(text, at)];
    if (sequence.length < 2 || at + sequence.length > text.size()) {
        return sequence.length < 2 ? sequence.length : 0;
    }
    auto const second = byte_at(text, at + 1);
    auto well_formed = second >= sequence.second_low && second <= sequence.second_high;
    for (std::size_t next = 2; next < sequence.length; ++next) {
        well_formed = well_formed && is_continuation(byte_at(text, at + next));
    }
    return well_formed ? sequence.length : 0;
}

/// Where eight bytes with one beyond ASCII begin: lists are mostly ASCII, so eight are passed over at once.
std::size_t ascii_prefix(std::string_view text, std::size_t at) {
    std::uint64_t eight = 0;
    for (; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0) {
            break;
        }
    }
    return at;
}

}  // namespace

std::optional<std::size_t> first_utf8_fault(std::string_view text) {
    auto at = ascii_prefix(text, 0);
    while (at < text.size()) {
        if (byte_at(text, at) < 0x80) {
            at = ascii_prefix(text, at + 1);
            continue;
        }
        auto const length = length_at(text, at);
        if (length == 0) {
            return at;
        }
        at += length;
    }
    return std::nullopt;
}

char32_t take_character(std::string_view& text) {
    check(!text.empty(), "a character is taken from a text that has one");
    auto const length = length_at(text, 0);
    check(length != 0, "characters are taken from checked UTF-8");
    constexpr unsigned char lead_masks[] = {0x7F, 0x7F, 0x1F, 0x0F, 0x07};
    auto character = static_cast<char32_t>(byte_at(text, 0) & lead_masks[length]);
    for (std::size_t next = 1; next < length; ++next) {
        character = (character << 6U) | (byte_at(text, next) & 0x3FU);
    }
    text.remove_prefix(length);
    return character;
}

std::size_t character_count(std::string_view text) {
    auto const starts = [](char byte) { return !is_continuation(static_cast<unsigned char>(byte)); };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), starts));
}

}  // namespace almoner
