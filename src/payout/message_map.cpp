#include "payout/message_map.hpp"

namespace almoner::payout {

Result<xml::ReadingMap> compile_map(settings::ReadingMapFile const& read) {
    xml::ReadingMapText text;
    text.begin = read.begin;
    for (auto const& record : read.records) {
        xml::ReadingMapText::Record copy{record.name, record.inside, record.at, {}};
        for (auto const& [name, paths] : record.facts) {
            copy.facts.push_back({name, paths});
        }
        text.records.push_back(std::move(copy));
    }
    return xml::ReadingMap::compile(text);
}

Result<xml::ReadingMap> message_map(settings::Formats const& formats, std::string const& message) {
    auto const read = settings::load_reading_map(formats.message_file(message, "reading.toml"));
    return read ? compile_map(*read) : read.error();
}

}  // namespace almoner::payout
