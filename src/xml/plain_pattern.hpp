#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace almoner::xml {

/// A pattern of XML Schema that is no more than one run of ASCII characters after another: "[A-Z0-9]{6}F[0-9]+".
/// Such a run takes all it can, which is enough to prove most texts and much quicker than looking at every way.
/// Source: XML Schema Part 2, appendix F.
class PlainPattern {
public:
    /// Nothing for a pattern that says more.
    static std::optional<PlainPattern> of(std::string_view pattern);

    /// False says nothing: runs that give back what they took are not tried.
    [[nodiscard]] bool surely_matches(std::string_view text) const;

private:
    struct Run {
        std::bitset<128> letters;
        std::size_t least = 1;
        std::size_t most = 1;
    };
    static std::optional<std::bitset<128>> take_letters(std::string_view& pattern);
    static bool take_count(std::string_view& pattern, Run& run);

    std::vector<Run> runs_;
};

}  // namespace almoner::xml
