#include "reconcile/read/answer_formats.hpp"

#include <algorithm>

namespace almoner::reconcile {

namespace {

Result<xml::ReadingMap> compiled(settings::ReadingMapFile const& file) {
    xml::ReadingMapText text;
    text.begin = file.begin;
    for (auto const& record : file.records) {
        xml::ReadingMapText::Record copy{record.name, record.inside, record.at, {}, record.anywhere, record.needed};
        for (auto const& [name, paths] : record.facts) {
            copy.facts.push_back({name, paths});
        }
        text.records.push_back(std::move(copy));
    }
    return xml::ReadingMap::compile(text);
}

/// Every reading map of what banks answer, compiled.
Result<std::vector<AnswerMap>> answer_maps(settings::Formats const& formats) {
    auto const files = settings::load_reading_maps(formats);
    if (!files) {
        return files.error();
    }
    std::vector<AnswerMap> maps;
    for (auto const& file : *files) {
        // A message of our own is read again by the one who wrote it.
        if (file.answers.empty()) {
            continue;
        }
        auto map = compiled(file);
        if (!map) {
            auto error = map.error();
            error.position.file = formats.message_file(file.message, "reading.toml").string();
            return error;
        }
        auto form = settings::load_message_form(formats, file.message);
        if (!form) {
            return form.error();
        }
        maps.push_back({file.message, file.answers, *std::move(map), *std::move(form)});
    }
    return maps;
}

}  // namespace

AnswerFormats::AnswerFormats(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
AnswerFormats::AnswerFormats(AnswerFormats&&) noexcept = default;
AnswerFormats& AnswerFormats::operator=(AnswerFormats&&) noexcept = default;
AnswerFormats::~AnswerFormats() = default;

Result<AnswerFormats> AnswerFormats::load(settings::Formats const& formats) {
    auto maps = answer_maps(formats);
    auto dialects = maps ? SwiftDialects::load(formats) : Result<SwiftDialects>(maps.error());
    auto tables =
        dialects ? settings::load_answer_tables(formats) : Result<std::vector<settings::AnswerTable>>(dialects.error());
    if (!tables) {
        return tables.error();
    }
    return AnswerFormats{
        std::make_unique<Compiled>(Compiled{*std::move(maps), *std::move(dialects), *std::move(tables)})};
}

AnswerMap const* map_beginning_at(std::vector<AnswerMap> const& maps, std::string_view element) {
    auto const found =
        std::find_if(maps.begin(), maps.end(), [element](auto const& one) { return one.map.begins_at(element); });
    return found == maps.end() ? nullptr : &*found;
}

}  // namespace almoner::reconcile
