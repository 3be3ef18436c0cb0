#include "cli/findings.hpp"

#include <algorithm>

#include "core/json.hpp"

namespace almoner::cli {

namespace {

std::optional<std::int64_t> known(std::uint64_t number) {
    return number == 0 ? std::nullopt : std::optional(static_cast<std::int64_t>(number));
}

}  // namespace

Result<BothTexts> load_both(std::filesystem::path const& formats_folder) {
    auto english = settings::Texts::load(formats_folder, settings::Language::en);
    auto chinese = settings::Texts::load(formats_folder, settings::Language::zh);
    if (!english || !chinese) {
        return english ? chinese.error() : english.error();
    }
    return BothTexts{*std::move(english), *std::move(chinese)};
}

void sort_worst_first(std::vector<Finding>& findings) { std::stable_sort(findings.begin(), findings.end(), is_before); }

std::string json_of(Finding const& finding, BothTexts const& texts) {
    auto const& position = finding.position;
    auto const code = text_of(finding.code);
    auto const sheet = position.sheet.empty() ? std::nullopt : std::optional(position.sheet);
    JsonLine what_to_do;
    for (auto const* language : {&texts.english, &texts.chinese}) {
        auto const sentence = language->get("code." + std::string(code), finding.arguments);
        what_to_do.field(language == &texts.english ? "en" : "zh", std::string_view(sentence));
    }
    JsonLine json;
    json.field("file", std::string_view(position.file)).field("sheet", sheet);
    json.field("row", known(position.row)).field("column", known(position.column));
    json.field("code", code).field("severity", text_of(finding.severity));
    json.field("value", std::string_view(finding.value)).field("what_to_do", what_to_do);
    return json.text();
}

}  // namespace almoner::cli
