#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// A zip archive of parts that are not compressed, so that a fuzzer may change the parts and not only their checksums.
namespace almoner::fuzz {

/// CRC-32 as zip archives have it (PKWARE APPNOTE 4.4.7).
inline std::uint32_t crc_32(std::string_view bytes) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (auto const byte : bytes) {
        crc ^= static_cast<unsigned char>(byte);
        for (auto bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    return ~crc;
}

inline void append_number(std::string& out, std::uint32_t number, int bytes) {
    for (auto byte = 0; byte < bytes; ++byte) {
        out += static_cast<char>(number >> (8 * byte) & 0xFFU);
    }
}

/// Parts begin with the byte 0x1E and their name; a line feed ends the name.
inline std::string stored_zip(std::string_view parts) {
    std::string local, central;
    std::uint32_t count = 0;
    while (!parts.empty()) {
        auto const part = parts.substr(1, std::min(parts.find('\x1E', 1), parts.size()) - 1);
        parts.remove_prefix(part.size() + 1);
        auto const line = std::min(part.find('\n'), part.size());
        auto const name = part.substr(0, std::min<std::size_t>(line, 0xFFFF));
        auto const text = part.substr(std::min(line + 1, part.size()));
        std::string facts;
        append_number(facts, 20, 2);  // version, flags, method, time, date
        append_number(facts, 0, 4);
        append_number(facts, 0, 4);
        append_number(facts, crc_32(text), 4);
        append_number(facts, static_cast<std::uint32_t>(text.size()), 4);
        append_number(facts, static_cast<std::uint32_t>(text.size()), 4);
        append_number(facts, static_cast<std::uint32_t>(name.size()), 2);
        append_number(facts, 0, 2);
        central += "PK\x01\x02";
        append_number(central, 20, 2);
        central += facts + std::string(10, '\0');
        append_number(central, static_cast<std::uint32_t>(local.size()), 4);
        central += name;
        local += "PK\x03\x04" + facts;
        local += name;
        local += text;
        ++count;
    }
    auto const offset = static_cast<std::uint32_t>(local.size());
    local += central + "PK\x05\x06" + std::string(4, '\0');
    append_number(local, count, 2);
    append_number(local, count, 2);
    append_number(local, static_cast<std::uint32_t>(central.size()), 4);
    append_number(local, offset, 4);
    append_number(local, 0, 2);
    return local;
}

}  // namespace almoner::fuzz
