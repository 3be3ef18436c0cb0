#include "settings/message_form.hpp"

#include <sstream>

#include "bytes/folder.hpp"
#include "settings/text_file.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

/// "NtryRef?", "Amt", "Bal+" or "Ntry*"
ElementForm::Child child_of(std::string word) {
    auto const mark = word.back();
    auto const marked = mark == '?' || mark == '*' || mark == '+';
    if (marked) {
        word.pop_back();
    }
    return {std::move(word), !marked || mark == '+', mark == '*' || mark == '+'};
}

}  // namespace

Result<MessageForm> load_message_form(Formats const& formats, std::string_view message) {
    auto const file = formats.message_file(message, "form.toml");
    auto const type = bytes::type_of(file);
    if (!type || *type == std::filesystem::file_type::not_found) {
        return type ? Result<MessageForm>(MessageForm{}) : type.error();
    }
    auto const text = load_text(file);
    auto table = text ? TomlTable::parse(*text, file.string()) : Result<TomlTable>(text.error());
    if (!table) {
        return table.error();
    }
    MessageForm form;
    auto elements = table->table("form");
    for (auto const& [element, words] : elements.text_map()) {
        std::istringstream rest(words);
        for (std::string word; rest >> word;) {
            auto child = child_of(std::move(word));
            if (child.name.empty()) {
                elements.fail(element, words);
            }
            form[element].children.push_back(std::move(child));
        }
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return form;
}

}  // namespace almoner::settings
