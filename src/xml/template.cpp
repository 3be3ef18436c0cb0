#include "xml/template.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "xml/canonical.hpp"
#include "xml/reader.hpp"

namespace almoner::xml {

namespace {

using Operation = Template::Operation;

constexpr std::string_view language = "urn:almoner:template";

/// t:holds="signature"
bool is_holder(Attribute const& attribute) {
    return attribute.namespace_uri == language && attribute.name == "holds" && attribute.value == "signature";
}

bool holds_signature(Element const& element) {
    return std::any_of(element.attributes.begin(), element.attributes.end(), is_holder);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// Reads the template document and lays its parts out as steps.
class Compiler final : public Handler {
public:
    Compiler(Vocabulary const& vocabulary, std::string file_name, Template::Signature signature,
             Template::Include const& include)
        : vocabulary_(vocabulary), file_name_(std::move(file_name)), signature_(signature), include_(include) {
        for (std::uint32_t scope = 0; scope < vocabulary.size(); ++scope) {
            for (std::uint32_t field = 0; field < vocabulary[scope].fields.size(); ++field) {
                fields_[vocabulary[scope].fields[field]].push_back({scope, field});
            }
        }
        parts.resize(1);
    }

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
    [[nodiscard]] bool is_left_out(Element const& element) const {
        return holds_signature(element) && (signature_ == Template::Signature::beside || is_included_);
    }
    /// Behind a signature at the end.
    [[nodiscard]] bool in_tail() const { return has_signature && signature_ == Template::Signature::at_end; }
    Status read_directives(Element const& element, Open& open);
    Status enter_scope(std::string_view name);
    Status add_condition(Attribute const& directive, Open& open);
    Status write_start_tag(Element const& element, std::string_view parent_uri);
    Status flush_text();
    Status write_value(std::string_view text, Operation operation);
    void write_constant_value(std::string_view text, Operation operation);
    Status write_field(std::string_view name, Operation operation);
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

Status Compiler::start(Element const& element) {
    if (auto const flushed = flush_text(); !flushed) {
        return flushed;
    }
    line_ = element.line;
    column_ = element.column;
    if (left_out_ > 0 || is_left_out(element)) {
        ++left_out_;
        return {};
    }
    if (element.namespace_uri == language) {
        return element.name == "include" ? include(element) : place_signature(element);
    }
    // Prefixes would need canonical namespace handling in every template; messages do without them.
    if (in_signature_ || !element.prefix.empty()) {
        return fault(ErrorCode::template_structure, element.name);
    }
    Open open;
    open.namespace_uri = element.namespace_uri;
    if (auto const read = read_directives(element, open); !read) {
        return read;
    }
    auto const parent_uri = open_.empty() ? std::string() : open_.back().namespace_uri;
    open_.push_back(std::move(open));
    return write_start_tag(element, parent_uri);
}

Status Compiler::place_signature(Element const& element) {
    auto const is_ahead = signature_ == Template::Signature::ahead;
    auto const is_placed =
        scope_ == 0 && open_conditions_ == 0 && !open_.empty() && !has_signature && (!is_ahead || parts.size() == 1);
    if (element.name != "signature" || !element.attributes.empty() || !is_placed) {
        return fault(ErrorCode::template_structure, element.name);
    }
    has_signature = true;
    in_signature_ = true;
    if (is_ahead) {
        here().push_back({Operation::signature, 0, 0, 0, {}});
    }
    return {};
}

Status Compiler::include(Element const& element) {
    auto const& attributes = element.attributes;
    auto const is_named = attributes.size() == 1 && attributes.front().name == "message";
    if (!is_named || open_.empty() || is_included_ || !include_) {
        return fault(ErrorCode::template_structure, element.name);
    }
    auto const name = std::string(attributes.front().value);
    auto const text = include_(name);
    if (!text) {
        return text.error();
    }
    is_included_ = true;
    auto const outer = std::exchange(file_name_, name + "/message.xml");
    auto const read_inside = read(*text);
    file_name_ = outer;
    is_included_ = false;
    return read_inside;
}

Status Compiler::read(std::string_view text) {
    Limits limits;
    limits.accept = Accept::any_well_formed;
    Reader reader(*this, file_name_, limits);
    auto const fed = reader.feed(text);
    return fed ? reader.finish() : fed;
}

Status Compiler::read_directives(Element const& element, Open& open) {
    // A scope is entered first, however the attributes are ordered, so that its rows' conditions stand in it.
    for (auto const& attribute : element.attributes) {
        if (attribute.namespace_uri == language && attribute.name == "each") {
            if (auto const entered = enter_scope(attribute.value); !entered) {
                return entered;
            }
            open.repeats = true;
        }
    }
    for (auto const& attribute : element.attributes) {
        if (attribute.namespace_uri == language && attribute.name != "each" && !is_holder(attribute)) {
            if (auto const added = add_condition(attribute, open); !added) {
                return added;
            }
        }
    }
    if (open.repeats) {
        constant("\n");
    }
    return {};
}

Status Compiler::enter_scope(std::string_view name) {
    auto const named = [name](Scope const& scope) { return scope.name == name; };
    if (std::none_of(vocabulary_.begin(), vocabulary_.end(), named)) {
        return fault(ErrorCode::template_name_unknown, name);
    }
    // Rows of a scope stand in one place, inside the next outer scope, and never depend on a condition there.
    auto const inner = scope_ + 1;
    auto const is_next = inner < vocabulary_.size() && vocabulary_[inner].name == name && parts.size() == inner;
    if (!is_next || open_.empty() || open_conditions_ > 0 || in_tail()) {
        return fault(ErrorCode::template_structure, name);
    }
    scope_ = inner;
    parts.emplace_back();
    sealed_ = 0;
    return {};
}

Status Compiler::add_condition(Attribute const& directive, Open& open) {
    if (directive.name != "when" && directive.name != "unless") {
        return fault(ErrorCode::template_name_unknown, directive.name);
    }
    auto const place = place_of(directive.value);
    if (!place) {
        return place.error();
    }
    // Without its outermost element a document would be none.
    if (in_tail() || open_.empty()) {
        return fault(ErrorCode::template_structure, directive.value);
    }
    auto const operation = directive.name == "when" ? Operation::skip_unless_present : Operation::skip_if_present;
    open.conditions.push_back(here().size());
    here().push_back({operation, place->scope, place->field, 0, {}});
    ++open_conditions_;
    return {};
}

/// In canonical form: the default namespace where it changes, then the attributes in order.
Status Compiler::write_start_tag(Element const& element, std::string_view parent_uri) {
    constant("<" + std::string(element.name));
    if (element.namespace_uri != parent_uri) {
        constant(" xmlns=\"");
        write_constant_value(element.namespace_uri, Operation::attribute);
        constant("\"");
    }
    std::vector<Attribute> attributes(element.attributes.begin(), element.attributes.end());
    auto const before = [](auto const& left, auto const& right) { return left.name < right.name; };
    std::sort(attributes.begin(), attributes.end(), before);
    for (auto const& attribute : attributes) {
        if (attribute.namespace_uri == language) {
            continue;
        }
        if (!attribute.prefix.empty()) {
            return fault(ErrorCode::template_structure, attribute.name);
        }
        constant(" " + std::string(attribute.name) + "=\"");
        if (auto const written = write_value(attribute.value, Operation::attribute); !written) {
            return written;
        }
        constant("\"");
    }
    constant(">");
    return {};
}

Status Compiler::end(Element const& element) {
    if (auto const flushed = flush_text(); !flushed) {
        return flushed;
    }
    if (left_out_ > 0) {
        --left_out_;
        return {};
    }
    if (element.namespace_uri == language) {
        in_signature_ = false;
        return {};
    }
    constant("</" + std::string(element.name) + ">");
    auto const open = std::move(open_.back());
    open_.pop_back();
    for (auto const condition : open.conditions) {
        here()[condition].skip = static_cast<std::uint32_t>(here().size() - condition - 1);
        // What follows must not flow into a segment that may be skipped.
        sealed_ = here().size();
        --open_conditions_;
    }
    if (open.repeats) {
        --scope_;
        in_after_ = true;
        sealed_ = 0;
    }
    return {};
}

Status Compiler::flush_text() {
    auto const text = std::move(text_);
    text_.clear();
    if (is_blank(text)) {
        return {};
    }
    return in_signature_ ? fault(ErrorCode::template_structure, "signature") : write_value(text, Operation::text);
}

/// Constant text with fields in braces.
Status Compiler::write_value(std::string_view text, Operation operation) {
    while (!text.empty()) {
        auto const brace = std::min(text.find_first_of("{}"), text.size());
        write_constant_value(text.substr(0, brace), operation);
        text.remove_prefix(brace);
        if (text.empty()) {
            break;
        }
        auto const end = text.find('}');
        if (text.front() == '}' || end == std::string_view::npos) {
            return fault(ErrorCode::template_structure, text);
        }
        if (auto const written = write_field(text.substr(1, end - 1), operation); !written) {
            return written;
        }
        text.remove_prefix(end + 1);
    }
    return {};
}

void Compiler::write_constant_value(std::string_view text, Operation operation) {
    std::string escaped;
    operation == Operation::text ? append_escaped_text(escaped, text) : append_escaped_attribute(escaped, text);
    constant(escaped);
}

Status Compiler::write_field(std::string_view name, Operation operation) {
    auto const place = place_of(name);
    if (!place) {
        return place.error();
    }
    if (in_tail()) {
        return fault(ErrorCode::template_structure, name);
    }
    here().push_back({operation, place->scope, place->field, 0, {}});
    return {};
}

/// Where a field stands: of two scopes with the same name in view the inner one counts.
Result<Compiler::Place> Compiler::place_of(std::string_view name) const {
    auto const known = fields_.find(name);
    if (known == fields_.end()) {
        return fault(ErrorCode::template_name_unknown, name);
    }
    auto const& places = known->second;
    auto const in_view = [this](Place const& place) { return place.scope <= scope_; };
    auto const found = std::find_if(places.rbegin(), places.rend(), in_view);
    if (found == places.rend()) {
        return fault(ErrorCode::template_name_unknown, name);
    }
    return *found;
}

void Compiler::constant(std::string_view text) {
    if (in_tail()) {
        tail += text;
        return;
    }
    auto& steps = here();
    if (steps.size() > sealed_ && steps.back().operation == Operation::constant) {
        steps.back().constant += text;
    } else if (!text.empty()) {
        steps.push_back({Operation::constant, 0, 0, 0, std::string(text)});
    }
}

Status Compiler::finish() const {
    if (parts.size() < vocabulary_.size()) {
        return fault(ErrorCode::template_structure, vocabulary_[parts.size()].name);
    }
    return {};
}

std::vector<std::vector<bool>> fields_used(std::vector<Template::Part> const& parts, Vocabulary const& vocabulary) {
    std::vector<std::vector<bool>> used;
    for (auto const& scope : vocabulary) {
        used.emplace_back(scope.fields.size());
    }
    for (auto const& part : parts) {
        for (auto const* steps : {&part.before, &part.after}) {
            for (auto const& step : *steps) {
                if (step.operation != Operation::constant) {
                    used[step.scope][step.field] = true;
                }
            }
        }
    }
    return used;
}

}  // namespace

Result<Template> Template::compile(std::string_view text, Vocabulary const& vocabulary, std::string const& file_name,
                                   Signature signature, Include const& include) {
    check(!vocabulary.empty(), "a vocabulary has a scope for the file");
    Compiler compiler(vocabulary, file_name, signature, include);
    if (auto const read = compiler.read(text); !read) {
        return read.error();
    }
    if (auto const complete = compiler.finish(); !complete) {
        return complete.error();
    }
    Template result;
    result.parts_ = std::move(compiler.parts);
    result.used_ = fields_used(result.parts_, vocabulary);
    result.tail_ = std::move(compiler.tail);
    result.has_signature_ = compiler.has_signature;
    return result;
}

}  // namespace almoner::xml
