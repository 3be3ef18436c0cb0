#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace almoner::xml {

/// What a document may hold besides elements and text. A DOCTYPE or an entity never.
enum class Accept {
    signed_profile,   ///< UTF-8; no comment, CDATA section or processing instruction
    any_well_formed,  ///< what banks really send: comments are passed over, CDATA is text
};

/// Whether a file holds one document, as the standard wants it, or may hold several one after another, as some banks
/// write. White space before the first is passed over then.
enum class Documents { one, several };

/// Looks at a document's bytes before the parser does, so that what is forbidden never begins to act:
/// DOCTYPE, UTF-16 and UTF-32, start tags without end; in the signed profile also comments, CDATA
/// sections and every encoding but UTF-8. Nothing hides at the seam of two chunks.
class ByteScan {
public:
    /// The first forbidden construct and its 1-based line.
    struct Forbidden {
        std::string_view what;
        std::uint64_t line = 0;
    };

    ByteScan(Accept accept, Documents documents, std::size_t start_tag_bytes, std::uint64_t lines_before = 0)
        : accept_(accept), documents_(documents), start_tag_bytes_(start_tag_bytes), lines_(lines_before) {}

    /// Takes the next bytes; after a forbidden construct it must not be called again. Where several documents are
    /// allowed it stops after the end of the first element, and `chunk` is cut to what was taken.
    [[nodiscard]] std::optional<Forbidden> feed(std::string_view& chunk);
    /// Whether the element of a document has ended, in a file that may hold several.
    [[nodiscard]] bool element_ended() const { return element_ended_; }
    [[nodiscard]] std::uint64_t lines() const { return lines_; }

private:
    enum class Place { text, opening, tag, quoted, section };

    [[nodiscard]] std::size_t pass_over_plain_tags(std::string_view chunk, std::size_t from) const;
    [[nodiscard]] std::string_view check_head(std::string_view chunk);
    [[nodiscard]] std::string_view check_declaration(std::string_view declaration) const;
    [[nodiscard]] std::string_view step(std::string_view chunk, std::size_t& at);
    [[nodiscard]] std::string_view step_opening(std::string_view chunk, std::size_t& at);
    [[nodiscard]] std::string_view step_tag(std::string_view chunk, std::size_t& at);
    [[nodiscard]] std::string_view count_tag_bytes(std::size_t bytes);
    [[nodiscard]] std::string_view begin_section(std::string_view terminator, std::string_view what);
    void step_section(std::string_view chunk, std::size_t& at);
    void count_element();

    Accept accept_;
    Documents documents_;
    std::size_t start_tag_bytes_;
    std::uint64_t lines_;  ///< ended before the current chunk
    std::string head_;     ///< first bytes, until the declaration has been judged
    bool head_judged_ = false;
    Place place_ = Place::text;
    std::string opening_;  ///< what followed `<`, while it may still be a comment or CDATA
    std::size_t tag_bytes_ = 0;
    bool end_tag_ = false;
    bool after_slash_ = false;  ///< the tag's last byte seen is a slash
    std::uint64_t depth_ = 0;   ///< elements open
    bool element_ended_ = false;
    char quote_ = '"';
    std::string_view terminator_;  ///< of a comment, CDATA section or processing instruction
    std::size_t matched_ = 0;      ///< bytes of the terminator seen
};

}  // namespace almoner::xml
