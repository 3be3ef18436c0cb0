#include "cli/finding_lines.hpp"

#include "cli/print.hpp"
#include "core/json.hpp"

namespace almoner::cli {

void tell(Office const& office, Options const& options, Finding const& finding) {
    if (!options.json) {
        print(office.texts.line(finding));
        return;
    }
    auto const& position = finding.position;
    JsonLine json;
    json.field("file", std::string_view(position.file)).field("row", static_cast<std::int64_t>(position.row));
    json.field("column", static_cast<std::int64_t>(position.column)).field("code", text_of(finding.code));
    json.field("severity", text_of(finding.severity)).field("value", std::string_view(finding.value));
    json.field("what_to_do",
               std::string_view(office.texts.get("code." + std::string(text_of(finding.code)), finding.arguments)));
    print(json.text());
}

}  // namespace almoner::cli
