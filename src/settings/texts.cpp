#include "settings/texts.hpp"

#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

std::string filled(std::string_view sentence, std::span<std::string const> arguments) {
    std::string text;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        auto const is_place = sentence[at] == '{' && at + 2 < sentence.size() && sentence[at + 2] == '}' && sentence[at + 1] >= '0' && sentence[at + 1] <= '9';
        if (!is_place) {
            text += sentence[at];
            continue;
        }
        auto const number = static_cast<std::size_t>(sentence[at + 1] - '0');
        text += number < arguments.size() ? arguments[number] : "";
        at += 2;
    }
    return text;
}

std::string line_of(Texts const& texts, Position const& position, ErrorCode code, std::string const& value, std::span<std::string const> arguments) {
    auto const name = std::string(text_of(code));
    auto const place = to_text(position);
    return (place.empty() ? "" : place + ": ") + name + ": '" + value + "': " + texts.get("code." + name, arguments);
}

}  // namespace

Result<Texts> Texts::load(std::filesystem::path const& formats_folder, Language language) {
    auto table = TomlTable::load(formats_folder / "texts" / (language == Language::zh ? "zh.toml" : "en.toml"));
    if (!table) {
        return table.error();
    }
    Texts texts;
    texts.language_ = language;
    texts.sentences_ = table->dotted_texts();
    return texts;
}

std::string Texts::get(std::string_view key, std::span<std::string const> arguments) const {
    auto const found = sentences_.find(key);
    return found == sentences_.end() ? std::string(key) : filled(found->second, arguments);
}

bool Texts::has(std::string_view key) const { return sentences_.contains(key); }

std::string Texts::line(Error const& error) const { return line_of(*this, error.position, error.code, error.value, error.arguments); }

std::string Texts::line(Finding const& finding) const { return line_of(*this, finding.position, finding.code, finding.value, finding.arguments); }

}  // namespace almoner::settings
