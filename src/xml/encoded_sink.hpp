#pragma once

#include <optional>
#include <string_view>

#include "bytes/charset.hpp"
#include "core/file_encoding.hpp"
#include "core/interfaces.hpp"

namespace almoner::xml {

/// The first line of a file of ours; the document and one line feed follow.
constexpr std::string_view declaration_of(FileEncoding encoding) {
    return encoding == FileEncoding::utf8 ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                          : "<?xml version=\"1.0\" encoding=\"GB18030\"?>\n";
}

/// Writes a document's UTF-8 on in the encoding of its file.
class EncodedSink final : public ByteSink {
public:
    EncodedSink(FileEncoding encoding, ByteSink& sink) : sink_(sink) {
        if (encoding == FileEncoding::gb18030) {
            gb18030_.emplace(sink);
        }
    }
    /// @error whatever the sink returns
    Status write(std::string_view utf8) override { return gb18030_ ? gb18030_->write(utf8) : sink_.write(utf8); }

private:
    ByteSink& sink_;
    std::optional<bytes::Gb18030Sink> gb18030_;
};

}  // namespace almoner::xml
