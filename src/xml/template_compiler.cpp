#include "xml/template_compiler.hpp"

#include <algorithm>
#include <utility>

#include "xml/canonical.hpp"

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

}  // namespace

TemplateCompiler::TemplateCompiler(Vocabulary const& vocabulary, std::string file_name, Template::Signature signature,
                                   Template::Include const& include)
    : vocabulary_(vocabulary), file_name_(std::move(file_name)), signature_(signature), include_(include) {
    for (std::uint32_t scope = 0; scope < vocabulary.size(); ++scope) {
        for (std::uint32_t field = 0; field < vocabulary[scope].fields.size(); ++field) {
            fields_[vocabulary[scope].fields[field]].push_back({scope, field});
        }
    }
    parts.resize(1);
}

Status TemplateCompiler::start(Element const& element) {
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

Status TemplateCompiler::place_signature(Element const& element) {
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

Status TemplateCompiler::include(Element const& element) {
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

Status TemplateCompiler::read(std::string_view text) {
    Limits limits;
    limits.accept = Accept::any_well_formed;
    Reader reader(*this, file_name_, limits);
    auto const fed = reader.feed(text);
    return fed ? reader.finish() : fed;
}

Status TemplateCompiler::read_directives(Element const& element, Open& open) {
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

Status TemplateCompiler::enter_scope(std::string_view name) {
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

Status TemplateCompiler::add_condition(Attribute const& directive, Open& open) {
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
Status TemplateCompiler::write_start_tag(Element const& element, std::string_view parent_uri) {
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

Status TemplateCompiler::end(Element const& element) {
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

Status TemplateCompiler::flush_text() {
    auto const text = std::move(text_);
    text_.clear();
    if (is_blank(text)) {
        return {};
    }
    return in_signature_ ? fault(ErrorCode::template_structure, "signature") : write_value(text, Operation::text);
}

/// Constant text with fields in braces.
Status TemplateCompiler::write_value(std::string_view text, Operation operation) {
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

void TemplateCompiler::write_constant_value(std::string_view text, Operation operation) {
    std::string escaped;
    operation == Operation::text ? append_escaped_text(escaped, text) : append_escaped_attribute(escaped, text);
    constant(escaped);
}

Status TemplateCompiler::write_field(std::string_view name, Operation operation) {
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
Result<TemplateCompiler::Place> TemplateCompiler::place_of(std::string_view name) const {
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

void TemplateCompiler::constant(std::string_view text) {
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

Status TemplateCompiler::finish() const {
    if (parts.size() < vocabulary_.size()) {
        return fault(ErrorCode::template_structure, vocabulary_[parts.size()].name);
    }
    return {};
}

bool TemplateCompiler::is_left_out(Element const& element) const {
    return holds_signature(element) && (signature_ == Template::Signature::beside || is_included_);
}

}  // namespace almoner::xml
