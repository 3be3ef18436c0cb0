#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "bytes/container.hpp"
#include "xml/reader.hpp"

namespace almoner::reconcile {

/// Name of a part for positions: "a.zip!b.xml" in an archive, else the file's.
std::string part_name(bytes::Container const& container, std::size_t part);

/// Hands a part on in order, UTF-16 turned into UTF-8 and then said so; other bytes as they are.
/// @error those of Container::for_each_chunk, or what `take` returned
Status for_each_text(bytes::Container const& container, std::size_t part,
                     std::function<Status(std::string_view chunk, xml::Written written)> const& take);

/// What banks really send: comments, CDATA, and several documents one after another.
xml::Limits lenient_limits(xml::Written written);

}  // namespace almoner::reconcile
