#include "core/person_name.hpp"

#include <algorithm>
#include <array>

#include "core/utf8.hpp"

namespace almoner {

namespace {

constexpr std::size_t max_characters = 140;

struct Range {
    char32_t first;
    char32_t last;
};

/// Unicode 15: what has no shape of its own (Cc, Cf, Default_Ignorable_Code_Point, line separators), what differs
/// from machine to machine (private use), and what stands for a character that was lost.
constexpr auto unfit = std::to_array<Range>({
    {0x0000, 0x001F}, {U'?', U'?'},     {0x007F, 0x009F},   {0x00AD, 0x00AD},   {0x034F, 0x034F},    {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},    {0x2060, 0x206F},
    {0x3164, 0x3164}, {0xE000, 0xF8FF}, {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},    {0xFF1F, 0xFF1F},
    {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFF}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0x10FFFF},
});

/// Digits, brackets and the enumeration comma, in their ASCII, full-width and Chinese forms.
constexpr auto remarks = std::to_array<Range>({
    {U'(', U')'},     {U'0', U'9'},     {U'<', U'<'},     {U'>', U'>'},     {U'[', U'['},
    {U']', U']'},     {U'{', U'{'},     {U'}', U'}'},     {0x3001, 0x3001}, {0x3008, 0x3011},
    {0x3014, 0x301B}, {0xFF08, 0xFF09}, {0xFF10, 0xFF19}, {0xFF1C, 0xFF1C}, {0xFF1E, 0xFF1E},
    {0xFF3B, 0xFF3B}, {0xFF3D, 0xFF3D}, {0xFF5B, 0xFF5B}, {0xFF5D, 0xFF5D},
});

template <std::size_t count>
constexpr bool is_ascending(std::array<Range, count> const& ranges) {
    return std::is_sorted(ranges.begin(), ranges.end(),
                          [](Range left, Range right) { return left.last < right.first; });
}
static_assert(is_ascending(unfit) && is_ascending(remarks), "ranges are searched by halves");

template <std::size_t count>
bool has_any(std::string_view text, std::array<Range, count> const& ranges) {
    while (!text.empty()) {
        auto const character = take_character(text);
        auto const range = std::lower_bound(ranges.begin(), ranges.end(), character,
                                            [](Range one, char32_t wanted) { return one.last < wanted; });
        if (range != ranges.end() && character >= range->first) {
            return true;
        }
    }
    return false;
}

/// A name is never repeated in an error: it stands in the list, and nowhere else.
Error fault(ErrorCode code) { return {code, {}, {}, {}}; }

bool is_blank(std::string_view utf8) {
    while (!utf8.empty()) {
        auto const character = take_character(utf8);
        if (character != U' ' && character != 0x00A0 && character != 0x3000) {
            return false;
        }
    }
    return true;
}

}  // namespace

Status check_enterprise_name(std::string_view utf8) {
    if (first_utf8_fault(utf8)) {
        return fault(ErrorCode::person_name_characters);
    }
    if (is_blank(utf8)) {
        return fault(ErrorCode::person_name_missing);
    }
    if (has_any(utf8, unfit)) {
        return fault(ErrorCode::person_name_characters);
    }
    return character_count(utf8) > max_characters ? Status(fault(ErrorCode::person_name_length)) : Status();
}

Status check_name(std::string_view utf8) {
    if (auto const sound = check_enterprise_name(utf8); !sound) {
        return sound;
    }
    return has_any(utf8, remarks) ? Status(fault(ErrorCode::person_name_remark)) : Status();
}

}  // namespace almoner
