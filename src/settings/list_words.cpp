#include "settings/list_words.hpp"

#include <algorithm>
#include <array>

#include "bytes/folder.hpp"
#include "core/tab_table.hpp"
#include "settings/text_file.hpp"

namespace almoner::settings {

namespace {

constexpr std::array<std::string_view, 4> uses = {"is", "ask", "total", "footer"};

Status add_words(std::filesystem::path const& file, std::vector<ListWord>& words) {
    auto const text = load_text(file);
    if (!text) {
        return text.error();
    }
    auto const rows = read_tab_table(*text, {"field", "heading", "use"});
    if (!rows) {
        auto error = rows.error();
        error.position.file = file.string();
        return error;
    }
    for (auto const& row : *rows) {
        auto const use = row.cells[2];
        if (use.size() > 1 && use.front() == '=') {
            words.push_back(
                {std::string(row.cells[0]), std::string(row.cells[1]), "value", std::string(use.substr(1))});
            continue;
        }
        if (std::find(uses.begin(), uses.end(), use) == uses.end()) {
            return Error{ErrorCode::settings_value, {file.string(), {}, row.number, 3}, std::string(use), {"use"}};
        }
        words.push_back({std::string(row.cells[0]), std::string(row.cells[1]), std::string(use), {}});
    }
    return {};
}

}  // namespace

Result<std::vector<ListWord>> load_list_words(std::filesystem::path const& formats_folder) {
    auto const folder = formats_folder / "lists";
    auto const files = bytes::names_in(folder, ".tsv");
    if (!files && files.error().code == ErrorCode::file_io) {
        return files.error();
    }
    if (!files || files->empty()) {
        return Error{ErrorCode::formats_missing, {}, folder.string(), {}};
    }
    std::vector<ListWord> words;
    for (auto const& file : *files) {
        if (auto const added = add_words(file, words); !added) {
            return added.error();
        }
    }
    return words;
}

}  // namespace almoner::settings
