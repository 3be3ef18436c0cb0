#include "xml/template_compiler.hpp"

namespace almoner::xml {

namespace {

std::vector<std::vector<bool>> fields_used(std::vector<Template::Part> const& parts, Vocabulary const& vocabulary) {
    std::vector<std::vector<bool>> used;
    for (auto const& scope : vocabulary) {
        used.emplace_back(scope.fields.size());
    }
    for (auto const& part : parts) {
        for (auto const* steps : {&part.before, &part.after}) {
            for (auto const& step : *steps) {
                if (step.operation != Template::Operation::constant) {
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
    TemplateCompiler compiler(vocabulary, file_name, signature, include);
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
