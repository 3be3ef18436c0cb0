#pragma once

#include <string>
#include <string_view>

#include "core/interfaces.hpp"
#include "xml/encoded_sink.hpp"

namespace almoner::seal {

/// The first line of every file of ours in UTF-8; the canonical bytes and one line feed follow.
inline constexpr std::string_view declaration = xml::declaration_of(FileEncoding::utf8);

/// Compares a file of ours with the file as it would be written again from what was read, while both pass by. A
/// file that is the same has not one byte that was not looked at. As a sink it is told the canonical bytes, the
/// signature among them.
class ExactFrame final : public ByteSink {
public:
    explicit ExactFrame(FileEncoding encoding = FileEncoding::utf8) : encoding_(encoding), again_(encoding, written_) {}
    ExactFrame(ExactFrame const&) = delete;
    ExactFrame& operator=(ExactFrame const&) = delete;

    /// The next bytes of the file; they come before what would be written in their place.
    ByteSink& file() { return file_; }

    /// A difference is no error: it is told in the end, after what explains it.
    Status write(std::string_view bytes) override;

    /// True when the file was declaration, canonical bytes and line feed, and nothing else.
    [[nodiscard]] bool finish();

private:
    /// What of the file waits for its counterpart: as much as the parser keeps back.
    class File final : public ByteSink {
    public:
        Status write(std::string_view bytes) override;
        void match(std::string_view bytes);
        [[nodiscard]] bool is_matched() const { return !differs_ && matched_ == bytes_.size(); }

    private:
        std::string bytes_;
        std::size_t matched_ = 0;  ///< bytes of them
        bool differs_ = false;     ///< for good: nothing is kept any more
    };

    /// The counterpart, in the file's encoding.
    class Written final : public ByteSink {
    public:
        explicit Written(File& file) : file_(file) {}
        Status write(std::string_view bytes) override {
            file_.match(bytes);
            return {};
        }

    private:
        File& file_;
    };

    FileEncoding encoding_;
    File file_;
    Written written_{file_};
    xml::EncodedSink again_;
    bool has_begun_ = false;
};

}  // namespace almoner::seal
