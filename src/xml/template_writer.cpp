#include "xml/canonical.hpp"
#include "xml/template.hpp"

namespace almoner::xml {

namespace {

using Operation = Template::Operation;

constexpr std::size_t flush_at = 64U << 10;

}  // namespace

TemplateWriter::TemplateWriter(Template const& compiled, ByteSink& sink, std::string_view signature)
    : template_(compiled), sink_(sink), signature_(signature) {}

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
        if (step.operation == Operation::constant) {
            buffer_ += step.constant;
            continue;
        }
        if (step.operation == Operation::signature) {
            buffer_ += signature_;
            continue;
        }
        auto const& scope = open_[step.scope];
        auto const value = step.field < scope.size() ? scope[step.field] : std::string_view{};
        switch (step.operation) {
            case Operation::skip_unless_present: at += value.empty() ? step.skip : 0; continue;
            case Operation::skip_if_present: at += value.empty() ? 0 : step.skip; continue;
            default: break;
        }
        auto* const append = step.operation == Operation::text ? append_escaped_text : append_escaped_attribute;
        if (!append(buffer_, value)) {
            return Error{ErrorCode::document_invalid, {}, {}, {"a value holds a control character"}};
        }
    }
    return {};
}

}  // namespace almoner::xml
