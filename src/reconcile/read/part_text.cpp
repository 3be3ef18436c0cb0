#include "reconcile/read/part_text.hpp"

#include <optional>
#include <utility>

#include "bytes/unpacked_part.hpp"
#include "bytes/utf16.hpp"

namespace almoner::reconcile {

std::string part_name(bytes::Container const& container, std::size_t part) {
    auto const file = container.path().filename().string();
    auto const archive = container.packing() == bytes::Packing::zip && !bytes::is_workbook(container);
    return archive ? file + "!" + container.parts().at(part) : file;
}

Status for_each_text(bytes::Container const& container, std::size_t part,
                     std::function<Status(std::string_view chunk, xml::Written written)> const& take) {
    std::optional<bytes::Utf16Decoder> decoder;
    auto first = true;
    auto const read = container.for_each_chunk(part, [&](std::string_view chunk) {
        if (std::exchange(first, false)) {
            if (auto const order = bytes::Utf16Decoder::told_by(chunk)) {
                decoder.emplace(*order);
            }
        }
        return decoder ? take(decoder->feed(chunk), xml::Written::utf8) : take(chunk, xml::Written::as_declared);
    });
    return read && decoder ? take(decoder->finish(), xml::Written::utf8) : read;
}

xml::Limits lenient_limits(xml::Written written) {
    xml::Limits limits;
    limits.accept = xml::Accept::any_well_formed;
    limits.documents = xml::Documents::several;
    limits.written = written;
    limits.depth = 64;  // an envelope around, and whatever a bank puts into SplmtryData
    return limits;
}

}  // namespace almoner::reconcile
