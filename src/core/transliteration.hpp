#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace almoner {

/// How characters that a bank does not write are written in those it does (formats/characters/*.tsv).
///
/// Of several entries that fit the longest counts. One that begins with ^ fits only at the beginning of a word. Among
/// capitals, what stands for a capital is in capitals: ΘΩΜΑΣ is THOMAS, Θωμάς is Thomas. What no entry names stays.
class Transliteration {
public:
    /// Adds what is not there yet, so that an earlier table goes before a later one. False when it was there.
    bool add(std::string_view from, std::string_view to);

    [[nodiscard]] bool empty() const { return entries_.empty(); }
    /// Well-formed UTF-8 as the tables have it written.
    [[nodiscard]] std::string of(std::string_view utf8) const;

private:
    struct Entry {
        std::string_view from;
        std::string_view to;
    };
    [[nodiscard]] Entry entry_at(std::string_view rest, bool at_word) const;
    [[nodiscard]] bool is_capital(std::string_view rest) const;

    std::map<std::string, std::string, std::less<>> entries_;
    std::array<bool, 256> begins_{};  ///< first bytes of entries
    std::size_t longest_ = 0;         ///< bytes
};

}  // namespace almoner
