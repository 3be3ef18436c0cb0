#include "core/transliteration.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace almoner {

namespace {

bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }
bool is_letter(char letter) { return is_upper(letter) || (letter >= 'a' && letter <= 'z'); }

bool begins_word(std::string_view before) {
    constexpr std::string_view breaks = " -.'/(";
    return before.empty() || breaks.find(before.back()) != std::string_view::npos;
}

}  // namespace

bool Transliteration::add(std::string_view from, std::string_view to) {
    auto const first = from.starts_with('^') && from.size() > 1 ? from[1] : from.front();
    begins_[static_cast<unsigned char>(first)] = true;
    longest_ = std::max(longest_, from.size());
    return entries_.emplace(from, to).second;
}

std::string Transliteration::of(std::string_view utf8) const {
    std::string written;
    written.reserve(utf8.size());
    for (auto rest = utf8; !rest.empty();) {
        auto const before = utf8.substr(0, utf8.size() - rest.size());
        auto const entry = entry_at(rest, begins_word(before));
        if (entry.from.empty()) {
            auto const from = rest;
            static_cast<void>(take_character(rest));
            written += from.substr(0, from.size() - rest.size());
            continue;
        }
        rest.remove_prefix(entry.from.size());
        auto const after_capital = rest.empty() && !written.empty() && is_upper(written.back());
        auto const in_capitals =
            entry.to.size() > 1 && is_upper(entry.to.front()) && (is_capital(rest) || after_capital);
        for (auto const letter : entry.to) {
            auto const is_raised = in_capitals && is_letter(letter) && !is_upper(letter);
            written += is_raised ? static_cast<char>(letter - 'a' + 'A') : letter;
        }
    }
    return written;
}

Transliteration::Entry Transliteration::entry_at(std::string_view rest, bool at_word) const {
    if (!begins_[static_cast<unsigned char>(rest.front())]) {
        return {};
    }
    for (auto length = std::min(longest_, rest.size()); length > 0; --length) {
        auto const from = rest.substr(0, length);
        auto const anchored = at_word ? entries_.find("^" + std::string(from)) : entries_.end();
        auto const found = anchored == entries_.end() ? entries_.find(from) : anchored;
        if (found != entries_.end()) {
            return {from, found->second};
        }
    }
    return {};
}

/// Whether what follows is written with a capital.
bool Transliteration::is_capital(std::string_view rest) const {
    if (rest.empty()) {
        return false;
    }
    auto const entry = entry_at(rest, false);
    return is_upper(entry.to.empty() ? rest.front() : entry.to.front());
}

}  // namespace almoner
