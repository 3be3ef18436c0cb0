#include "xml/template.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "xml/canonical.hpp"
#include "xml/reader.hpp"

namespace almoner::xml {

namespace {

constexpr std::string_view language = "urn:almoner:template";
constexpr std::size_t flush_at = 64U << 10;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// Reads the template document and lays its parts out as steps.
class Compiler final : public Handler {
public:
    Compiler(Vocabulary const& vocabulary, std::string file_name) : file_name_(std::move(file_name)) {
        for (std::uint32_t scope = 0; scope < vocabulary.size(); ++scope) {
            scopes_.emplace(vocabulary[scope].name, scope);
            for (std::uint32_t field = 0; field < vocabulary[scope].fields.size(); ++field) {
                fields_.emplace(vocabulary[scope].fields[field], std::pair(scope, field));
            }
        }
        parts.resize(1);
    }

    Status start(Element const& element) override {
        if (auto const flushed = flush_text(); !flushed) {
            return flushed;
        }
        if (element.namespace_uri == language) {
            return signature(element);
        }
        Open open;
        auto const directives = read_directives(element, open);
        if (!directives) {
            return directives;
        }
        constant("<" + std::string(element.name));
        for (auto const& declared : element.declared) {
            if (declared.uri != language) {
                std::string text = declared.prefix.empty() ? " xmlns=\"" : " xmlns:" + std::string(declared.prefix) + "=\"";
                append_escaped_attribute(text, declared.uri);
                constant(text + "\"");
            }
        }
        for (auto const& attribute : element.attributes) {
            if (attribute.namespace_uri == language) {
                continue;
            }
            constant(" " + std::string(attribute.name) + "=\"");
            if (auto const written = value(attribute.value, Template::Operation::attribute, element.line); !written) {
                return written;
            }
            constant("\"");
        }
        constant(">");
        open_.push_back(open);
        return {};
    }

    Status end(Element const& element) override {
        if (auto const flushed = flush_text(); !flushed) {
            return flushed;
        }
        if (element.namespace_uri == language) {
            return {};
        }
        constant("</" + std::string(element.name) + ">");
        auto const open = open_.back();
        open_.pop_back();
        if (open.condition) {
            auto& steps = here();
            steps[*open.condition].skip = static_cast<std::uint32_t>(steps.size() - *open.condition - 1);
            // What follows must not flow into a segment that may be skipped.
            sealed_ = steps.size();
        }
        if (open.repeats) {
            --scope_;
            in_after_ = true;
            sealed_ = 0;
        }
        return {};
    }

    Status text(std::string_view text) override {
        text_ += text;
        return {};
    }

    std::vector<Template::Part> parts;
    std::string tail;
    bool has_signature = false;

private:
    struct Open {
        bool repeats = false;
        std::optional<std::size_t> condition;
    };

    Error fault(ErrorCode code, std::string_view value, std::uint64_t line) { return {code, {file_name_, {}, line, 0}, std::string(value), {}}; }

    std::vector<Template::Step>& here() { return in_after_ ? parts[scope_].after : parts[scope_].before; }

    void constant(std::string_view text) {
        if (has_signature) {
            tail += text;
            return;
        }
        auto& steps = here();
        if (steps.size() > sealed_ && steps.back().operation == Template::Operation::constant) {
            steps.back().constant += text;
        } else {
            steps.push_back({Template::Operation::constant, 0, 0, 0, std::string(text)});
        }
    }

    Status signature(Element const& element) {
        if (element.name != "signature" || scope_ != 0 || has_signature) {
            return fault(ErrorCode::template_structure, element.name, element.line);
        }
        has_signature = true;
        return {};
    }

    Status read_directives(Element const& element, Open& open) {
        for (auto const& attribute : element.attributes) {
            if (attribute.namespace_uri != language) {
                continue;
            }
            if (attribute.name == "each") {
                auto const scope = scopes_.find(std::string(attribute.value));
                if (scope == scopes_.end()) {
                    return fault(ErrorCode::template_name_unknown, attribute.value, element.line);
                }
                if (scope->second != scope_ + 1 || in_after_ || parts.size() > scope->second) {
                    return fault(ErrorCode::template_structure, attribute.value, element.line);
                }
                scope_ = scope->second;
                parts.resize(scope_ + 1);
                sealed_ = 0;
                open.repeats = true;
                constant("\n");
            } else if (attribute.name == "when" || attribute.name == "unless") {
                auto const field = fields_.find(std::string(attribute.value));
                if (field == fields_.end() || field->second.first > scope_) {
                    return fault(ErrorCode::template_name_unknown, attribute.value, element.line);
                }
                auto const operation = attribute.name == "when" ? Template::Operation::skip_unless_present : Template::Operation::skip_if_present;
                here().push_back({operation, field->second.first, field->second.second, 0, {}});
                open.condition = here().size() - 1;
            } else {
                return fault(ErrorCode::template_name_unknown, attribute.name, element.line);
            }
        }
        return {};
    }

    Status flush_text() {
        auto const text = std::move(text_);
        text_.clear();
        return is_blank(text) ? Status{} : value(text, Template::Operation::text, 0);
    }

    /// Constant, or a field in braces.
    Status value(std::string_view text, Template::Operation operation, std::uint64_t line) {
        if (text.size() > 2 && text.front() == '{' && text.back() == '}') {
            auto const name = text.substr(1, text.size() - 2);
            auto const field = fields_.find(std::string(name));
            if (field == fields_.end() || field->second.first > scope_) {
                return fault(ErrorCode::template_name_unknown, name, line);
            }
            if (has_signature) {
                return fault(ErrorCode::template_structure, name, line);
            }
            here().push_back({operation, field->second.first, field->second.second, 0, {}});
            return {};
        }
        std::string escaped;
        if (operation == Template::Operation::text) {
            append_escaped_text(escaped, text);
        } else {
            append_escaped_attribute(escaped, text);
        }
        constant(escaped);
        return {};
    }

    std::string file_name_;
    std::map<std::string, std::uint32_t> scopes_;
    std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> fields_;
    std::vector<Open> open_;
    std::uint32_t scope_ = 0;
    bool in_after_ = false;
    std::size_t sealed_ = 0;
    std::string text_;
};

bool has_control_character(std::string_view value) {
    return std::any_of(value.begin(), value.end(), [](char letter) {
        auto const byte = static_cast<unsigned char>(letter);
        return byte < 0x20 && letter != '\t' && letter != '\n' && letter != '\r';
    });
}

}  // namespace

Result<Template> Template::compile(std::string_view text, Vocabulary const& vocabulary, std::string const& file_name) {
    Compiler compiler(vocabulary, file_name);
    Limits limits;
    limits.accept = Accept::any_well_formed;
    Reader reader(compiler, file_name, limits);
    if (auto const fed = reader.feed(text); !fed) {
        return fed.error();
    }
    if (auto const finished = reader.finish(); !finished) {
        return finished.error();
    }
    Template result;
    result.parts_ = std::move(compiler.parts);
    result.tail_ = std::move(compiler.tail);
    result.has_signature_ = compiler.has_signature;
    return result;
}

TemplateWriter::TemplateWriter(Template const& compiled, ByteSink& sink) : template_(compiled), sink_(sink) {}

Status TemplateWriter::open(Values values) {
    check(open_.size() < template_.parts().size(), "a row opens a scope the template has");
    open_.push_back(std::move(values));
    return run(template_.parts()[open_.size() - 1].before);
}

Status TemplateWriter::close() {
    check(!open_.empty(), "only an open scope is closed");
    if (auto const written = run(template_.parts()[open_.size() - 1].after); !written) {
        return written;
    }
    open_.pop_back();
    if (!open_.empty() && buffer_.size() < flush_at) {
        return {};
    }
    auto const written = sink_.write(buffer_);
    buffer_.clear();
    return written;
}

Status TemplateWriter::run(std::vector<Template::Step> const& steps) {
    for (std::size_t at = 0; at < steps.size(); ++at) {
        auto const& step = steps[at];
        if (step.operation == Template::Operation::constant) {
            buffer_ += step.constant;
            continue;
        }
        auto const& scope = open_[step.scope];
        auto const value = step.field < scope.size() ? scope[step.field] : std::string_view{};
        switch (step.operation) {
            case Template::Operation::skip_unless_present: at += value.empty() ? step.skip : 0; continue;
            case Template::Operation::skip_if_present: at += value.empty() ? 0 : step.skip; continue;
            default: break;
        }
        if (has_control_character(value)) {
            return Error{ErrorCode::person_name_characters, {}, {}, {}};
        }
        if (step.operation == Template::Operation::text) {
            append_escaped_text(buffer_, value);
        } else {
            append_escaped_attribute(buffer_, value);
        }
    }
    return {};
}

}  // namespace almoner::xml
