#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/interfaces.hpp"

namespace almoner::xml {

/// The names a template may use, one scope inside the other: file, batch, transfer.
/// Fields of outer scopes are visible inside.
struct Scope {
    std::string name;  ///< of `t:each`; the outermost scope's is not used
    std::vector<std::string> fields;
};
using Vocabulary = std::vector<Scope>;

/// The value of each field of one scope, in the vocabulary's order; empty means absent.
using Values = std::vector<std::string_view>;

/// A message template compiled once into constant segments and field numbers (formats/README.md).
///
/// The template is XML. Elements may carry `t:each="scope"` (once per row of that scope), and
/// `t:when="field"` and `t:unless="field"` (only if the field has / has no value), t being
/// `urn:almoner:template`. Text and attribute values are constant or hold `{field}`; of two scopes
/// with a field of the same name the inner one counts. The element `<t:signature/>` marks where the
/// signature goes, and `t:holds="signature"` marks the element that is there for it alone.
/// `<t:include message="NAME"/>` is another message whole, but what holds its signature. White space between elements
/// is dropped; one LF is written before each repeated element. Elements and attributes have no prefixes.
class Template {
public:
    /// Where the signature goes: at the end, so that everything after it is constant; in a file beside, and what
    /// holds it is left out; or into a header before what it is over.
    enum class Signature { at_end, beside, ahead };

    /// The text of another message's template, by the name that includes it.
    using Include = std::function<Result<std::string>(std::string const& message)>;

    /// @error template.name_unknown with line and column of the start tag before it @error template.structure scopes
    /// nest wrongly or stand under a condition, a scope of the vocabulary has no place, braces do not pair, a prefix, a
    /// signature at another place, or an included message that includes @error document.malformed and those of
    /// `include`
    static Result<Template> compile(std::string_view text, Vocabulary const& vocabulary, std::string const& file_name,
                                    Signature signature = Signature::at_end, Include const& include = {});

    /// What follows a signature at the end, up to the end of the root element.
    [[nodiscard]] std::string const& tail() const { return tail_; }
    [[nodiscard]] bool has_signature() const { return has_signature_; }

    /// What a step writes, or how many steps it passes over.
    enum class Operation : std::uint8_t { constant, text, attribute, signature, skip_unless_present, skip_if_present };
    struct Step {
        Operation operation;
        std::uint32_t scope = 0;  ///< of the field
        std::uint32_t field = 0;
        std::uint32_t skip = 0;  ///< steps to pass over
        std::string constant;
    };
    /// Steps of one scope before and after its inner scope's rows; a leaf has no `after`.
    struct Part {
        std::vector<Step> before;
        std::vector<Step> after;
    };
    [[nodiscard]] std::vector<Part> const& parts() const { return parts_; }

    /// Whether the field at that place of the vocabulary is written or asked about; others need no value.
    [[nodiscard]] bool uses(std::uint32_t scope, std::uint32_t field) const {
        return scope < used_.size() && used_[scope][field];
    }

private:
    std::vector<Part> parts_;
    std::vector<std::vector<bool>> used_;  ///< by scope and field
    std::string tail_;
    bool has_signature_ = false;
};

/// Writes one document in exclusive canonical form, streamed: `open` a scope with its values, open
/// rows of the next scope inside it, `close` it. The XML declaration is not written.
class TemplateWriter {
public:
    /// `signature`: the whole element, for a template that has it ahead; without, the document to be signed is written.
    TemplateWriter(Template const& compiled, ByteSink& sink, std::string_view signature = {});

    /// Enters the next scope inwards. The views in `values` must live until the scope is closed.
    /// @error document.invalid a value holds a control character other than TAB, LF and CR
    Status open(Values values);
    /// Leaves the innermost open scope. Closing the outermost stops before a signature at the end (the caller
    /// writes it and `tail()`), or writes the end of the document.
    Status close();

private:
    Status run(std::vector<Template::Step> const& steps);
    Template const& template_;
    ByteSink& sink_;
    std::string_view signature_;
    std::vector<Values> open_;
    std::string buffer_;
};

}  // namespace almoner::xml
