#pragma once

#include "settings/formats.hpp"
#include "xml/reading_map.hpp"

namespace almoner::payout {

/// A message's reading.toml, compiled. @error reading_map.syntax
Result<xml::ReadingMap> compile_map(settings::ReadingMapFile const& read);

/// The same of a message of formats/messages. @error formats.missing @error settings.* @error reading_map.syntax
Result<xml::ReadingMap> message_map(settings::Formats const& formats, std::string const& message);

}  // namespace almoner::payout
