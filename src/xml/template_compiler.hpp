#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "xml/reader.hpp"
#include "xml/template.hpp"

namespace almoner::xml {

/// Reads the template document and lays its parts out as steps.
class TemplateCompiler final : public Handler {
public:
    TemplateCompiler(Vocabulary const& vocabulary, std::string file_name, Template::Signature signature,
                     Template::Include const& include);

    Status start(Element const& element) override;
    Status end(Element const& element) override;
    Status text(std::string_view text) override {
        if (left_out_ == 0) {
            text_ += text;
        }
        return {};
    }
    /// Reads a whole template document. @error document.malformed and those of Template::compile
    Status read(std::string_view text);
    /// After the last element. @error template.structure a scope of the vocabulary has no place
    [[nodiscard]] Status finish() const;

    std::vector<Template::Part> parts;
    std::string tail;
    bool has_signature = false;

private:
    struct Place {
        std::uint32_t scope = 0;
        std::uint32_t field = 0;
    };
    struct Open {
        std::string namespace_uri;
        bool repeats = false;
        std::vector<std::size_t> conditions;  ///< steps that may skip this element
    };

    [[nodiscard]] Error fault(ErrorCode code, std::string_view value) const {
        return {code, {file_name_, {}, line_, column_}, std::string(value), {}};
    }
    std::vector<Template::Step>& here() { return in_after_ ? parts[scope_].after : parts[scope_].before; }
    void constant(std::string_view text);
    Status place_signature(Element const& element);
    Status include(Element const& element);
    [[nodiscard]] bool is_left_out(Element const& element) const;
    /// Behind a signature at the end.
    [[nodiscard]] bool in_tail() const { return has_signature && signature_ == Template::Signature::at_end; }
    Status read_directives(Element const& element, Open& open);
    Status enter_scope(std::string_view name);
    Status add_condition(Attribute const& directive, Open& open);
    Status write_start_tag(Element const& element, std::string_view parent_uri);
    Status flush_text();
    Status write_value(std::string_view text, Template::Operation operation);
    void write_constant_value(std::string_view text, Template::Operation operation);
    Status write_field(std::string_view name, Template::Operation operation);
    [[nodiscard]] Result<Place> place_of(std::string_view name) const;

    Vocabulary const& vocabulary_;
    std::string file_name_;
    Template::Signature signature_;
    Template::Include const& include_;
    bool is_included_ = false;
    std::map<std::string, std::vector<Place>, std::less<>> fields_;  ///< outermost scope first
    std::vector<Open> open_;
    std::uint32_t scope_ = 0;
    bool in_after_ = false;
    bool in_signature_ = false;
    std::size_t open_conditions_ = 0;
    std::size_t left_out_ = 0;  ///< open elements that the document goes without
    std::size_t sealed_ = 0;    ///< steps before this one take no more text
    std::uint64_t line_ = 0;    ///< of the last start tag
    std::uint32_t column_ = 0;  ///< likewise
    std::string text_;
};

}  // namespace almoner::xml
