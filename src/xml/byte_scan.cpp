#include "xml/byte_scan.hpp"

#include <algorithm>

namespace almoner::xml {

namespace {

/// An XML declaration of version, encoding and standalone takes about sixty bytes.
constexpr std::size_t most_head_bytes = 256;

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
constexpr std::string_view comment_opening = "!--";
constexpr std::string_view cdata_opening = "![CDATA[";

/// XML 1.0 appendix F: what the first four bytes tell about encodings in which markup is not ASCII.
bool is_not_ascii_compatible(std::string_view head) {
    return head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE") || head.starts_with("\x4C\x6F\xA7\x94") ||
           head.substr(0, 4).find('\0') != std::string_view::npos;
}

bool is_utf8(std::string_view encoding) {
    constexpr std::string_view name = "utf-8";
    return std::equal(encoding.begin(), encoding.end(), name.begin(), name.end(), [](char letter, char wanted) {
        return letter == wanted || (letter >= 'A' && letter <= 'Z' && letter - 'A' + 'a' == wanted);
    });
}

/// The value of `encoding` in an XML declaration; absent means UTF-8.
std::optional<std::string_view> encoding_of(std::string_view declaration) {
    auto const name = declaration.find("encoding");
    if (name == std::string_view::npos) {
        return std::nullopt;
    }
    auto const quote = declaration.find_first_of("\"'", name);
    if (quote == std::string_view::npos) {
        return "";
    }
    auto const value = declaration.substr(quote + 1);
    return value.substr(0, value.find(declaration[quote]));
}

/// By searching: lines of a message are long, and a search looks at many bytes at once.
std::uint64_t lines_in(std::string_view bytes) {
    std::uint64_t count = 0;
    for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        ++count;
    }
    return count;
}

}  // namespace

std::optional<ByteScan::Forbidden> ByteScan::feed(std::string_view& chunk) {
    std::size_t at = 0;
    auto what = check_head(chunk);
    if (documents_ == Documents::one) {
        // Where a document ends is asked only of files that may hold several: it takes a look at every tag.
        while (what.empty() && at < chunk.size() && place_ != Place::text) {
            what = step(chunk, at);
        }
        at = what.empty() ? pass_over_plain_tags(chunk, at) : at;
    }
    while (what.empty() && at < chunk.size() && !(element_ended_ && documents_ == Documents::several)) {
        what = step(chunk, at);
    }
    chunk = chunk.substr(0, at);
    auto const lines = lines_ + lines_in(chunk);
    if (!what.empty()) {
        return Forbidden{what, lines + 1};
    }
    lines_ = lines;
    return std::nullopt;
}

/// Most chunks of a message hold nothing but tags of elements, none of them long: three searches tell, and only
/// from the last tag on must be looked at closely. A `<` in a quoted value may deceive them, and the parser then,
/// which no value with a `<` passes.
std::size_t ByteScan::pass_over_plain_tags(std::string_view chunk, std::size_t from) const {
    auto const text = chunk.substr(from);
    auto const opens_with = [text](char letter) {
        auto at = text.find(letter);
        while (at != std::string_view::npos && (at == 0 || text[at - 1] != '<')) {
            at = text.find(letter, at + 1);
        }
        return at != std::string_view::npos;
    };
    if (opens_with('!') || opens_with('?')) {
        return from;
    }
    // With a tag in every half of it, no tag is as long as the limit.
    auto const half = start_tag_bytes_ / 2;
    for (std::size_t at = 0; at + half <= text.size(); at += half) {
        if (text.substr(at, half).find('<') == std::string_view::npos) {
            return from;
        }
    }
    auto const last = text.rfind('<');
    return last == std::string_view::npos ? from : from + last;
}

std::string_view ByteScan::check_head(std::string_view chunk) {
    if (head_judged_) {
        return {};
    }
    head_ += chunk.substr(0, most_head_bytes - head_.size());
    if (is_not_ascii_compatible(head_)) {
        return "encoding";
    }
    auto const head = std::string_view(head_).substr(head_.starts_with(utf8_mark) ? utf8_mark.size() : 0);
    constexpr std::string_view opening = "<?xml";
    if (head.substr(0, opening.size()) != opening.substr(0, head.size())) {
        // A first byte of UTF-16 may stand alone in its chunk, so four bytes are waited for.
        head_judged_ = head_.size() >= 4;
        return {};
    }
    auto const end = head.find("?>");
    if (end == std::string_view::npos) {
        return head_.size() < most_head_bytes ? std::string_view{} : "declaration";
    }
    head_judged_ = true;
    return check_declaration(head.substr(0, end));
}

std::string_view ByteScan::check_declaration(std::string_view declaration) const {
    auto const encoding = encoding_of(declaration);
    return accept_ == Accept::any_well_formed || !encoding || is_utf8(*encoding) ? std::string_view{} : "encoding";
}

std::string_view ByteScan::step(std::string_view chunk, std::size_t& at) {
    switch (place_) {
        case Place::text: {
            auto const next = chunk.find('<', at);
            at = next == std::string_view::npos ? chunk.size() : next + 1;
            if (next == std::string_view::npos) {
                return {};
            }
            place_ = Place::opening;
            opening_.clear();
            return at < chunk.size() ? step_opening(chunk, at) : std::string_view{};
        }
        case Place::opening: return step_opening(chunk, at);
        case Place::tag: return step_tag(chunk, at);
        case Place::quoted: {
            auto const next = chunk.find(quote_, at);
            auto const stop = std::min(next, chunk.size() - 1) + 1;
            auto const bytes = stop - at;
            at = stop;
            place_ = next == std::string_view::npos ? Place::quoted : Place::tag;
            return count_tag_bytes(bytes);
        }
        case Place::section: step_section(chunk, at); return {};
    }
    return {};
}

std::string_view ByteScan::step_opening(std::string_view chunk, std::size_t& at) {
    auto const letter = chunk[at];
    if (opening_.empty() && letter != '!' && letter != '?') {
        place_ = Place::tag;
        tag_bytes_ = 0;
        end_tag_ = letter == '/';
        after_slash_ = false;
        return step_tag(chunk, at);
    }
    ++at;
    opening_ += letter;
    if (opening_ == "?") {
        return begin_section("?>", {});
    }
    if (opening_ == comment_opening) {
        return begin_section("-->", "comment");
    }
    if (opening_ == cdata_opening) {
        return begin_section("]]>", "CDATA");
    }
    // No other construct of a document begins with `<!`.
    auto const undecided = comment_opening.starts_with(opening_) || cdata_opening.starts_with(opening_);
    return undecided ? std::string_view{} : "DOCTYPE";
}

std::string_view ByteScan::begin_section(std::string_view terminator, std::string_view what) {
    place_ = Place::section;
    terminator_ = terminator;
    matched_ = 0;
    return accept_ == Accept::signed_profile ? what : std::string_view{};
}

std::string_view ByteScan::step_tag(std::string_view chunk, std::size_t& at) {
    auto const begin = at;
    // A `>` in a quoted value does not end the tag.
    while (at < chunk.size() && chunk[at] != '>' && chunk[at] != '"' && chunk[at] != '\'') {
        ++at;
    }
    after_slash_ = at == begin ? after_slash_ : chunk[at - 1] == '/';
    if (at < chunk.size()) {
        place_ = chunk[at] == '>' ? Place::text : Place::quoted;
        quote_ = chunk[at];
        ++at;
        if (place_ == Place::text) {
            count_element();
        } else {
            after_slash_ = false;
        }
    }
    return count_tag_bytes(at - begin);
}

/// A tag has ended: of an element that begins, ends, or does both.
void ByteScan::count_element() {
    if (end_tag_) {
        depth_ -= depth_ > 0 ? 1 : 0;
    } else if (!after_slash_) {
        ++depth_;
    }
    element_ended_ = element_ended_ || depth_ == 0;
}

std::string_view ByteScan::count_tag_bytes(std::size_t bytes) {
    tag_bytes_ += bytes;
    return tag_bytes_ > start_tag_bytes_ ? "start tag" : std::string_view{};
}

void ByteScan::step_section(std::string_view chunk, std::size_t& at) {
    for (; at < chunk.size() && matched_ < terminator_.size(); ++at) {
        auto const letter = chunk[at];
        if (letter == terminator_[matched_]) {
            ++matched_;
        } else if (letter != terminator_.front()) {
            matched_ = 0;
        }
        // Else one more of the repeated first letter, as in `--->`: what was matched stays matched.
    }
    if (matched_ == terminator_.size()) {
        place_ = Place::text;
    }
}

}  // namespace almoner::xml
