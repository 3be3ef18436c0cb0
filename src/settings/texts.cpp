#include "settings/texts.hpp"

#include "settings/text_file.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

/// Whether "{0}" to "{9}" stands at `at`.
bool is_place(std::string_view sentence, std::size_t at) {
    return at + 2 < sentence.size() && sentence[at] == '{' && sentence[at + 1] >= '0' && sentence[at + 1] <= '9' &&
           sentence[at + 2] == '}';
}

std::string filled(std::string_view sentence, std::span<std::string const> arguments) {
    std::string text;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        if (!is_place(sentence, at)) {
            text += sentence[at];
            continue;
        }
        auto const number = static_cast<std::size_t>(sentence[at + 1] - '0');
        text += number < arguments.size() ? arguments[number] : "";
        at += 2;
    }
    return text;
}

template <class Fault>
std::string line_of(Texts const& texts, Fault const& fault) {
    auto const name = std::string(text_of(fault.code));
    auto const place = printable(to_text(fault.position));
    return (place.empty() ? "" : place + ": ") + name + ": '" + printable(fault.value) +
           "': " + printable(texts.get("code." + name, fault.arguments));
}

}  // namespace

std::string printable(std::string_view value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (auto const letter : value) {
        auto const code = static_cast<unsigned char>(letter);
        if (code < 0x20 || code == 0x7f) {
            text += std::string("\\x") + digits[code >> 4U] + digits[code & 0xfU];
        } else {
            text += letter;
        }
    }
    return text;
}

Result<Texts> Texts::load(std::filesystem::path const& formats_folder, Language language) {
    auto const file = formats_folder / "texts" / (language == Language::zh ? "zh.toml" : "en.toml");
    auto const text = load_text(file);
    auto table = text ? TomlTable::parse(*text, file.string()) : Result<TomlTable>(text.error());
    if (!table) {
        return table.error();
    }
    Texts texts;
    texts.language_ = language;
    texts.sentences_ = table->dotted_texts();
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return texts;
}

std::string Texts::get(std::string_view key, std::span<std::string const> arguments) const {
    auto const found = sentences_.find(key);
    return found == sentences_.end() ? std::string(key) : filled(found->second, arguments);
}

bool Texts::has(std::string_view key) const { return sentences_.contains(key); }

std::string Texts::line(Error const& error) const { return line_of(*this, error); }

std::string Texts::line(Finding const& finding) const { return line_of(*this, finding); }

}  // namespace almoner::settings
