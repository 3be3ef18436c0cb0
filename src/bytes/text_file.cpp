#include "bytes/text_file.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "bytes/file.hpp"
#include "core/names.hpp"
#include "core/utf8.hpp"

namespace almoner::bytes {

namespace {

constexpr std::size_t chunk_bytes = std::size_t{64} * 1024;
constexpr std::size_t longest_character = 4;  // bytes, in each of the encodings

struct Mark {
    std::string_view bytes;
    Encoding encoding;
};
constexpr std::array<Mark, 3> marks = {{{"\xEF\xBB\xBF", Encoding::utf_8},
                                        {"\xFF\xFE", Encoding::utf_16_le},
                                        {std::string_view("\xFE\xFF"), Encoding::utf_16_be}}};

constexpr Names<4> iconv_names = {"UTF-8", "UTF-16LE", "UTF-16BE", "GB18030"};

/// A conversion to UTF-8; closed with its owner.
class Converter {
public:
    explicit Converter(Encoding from) : handle_(::iconv_open("UTF-8", name_in(iconv_names, from).data())) {
        check(handle_ != invalid(), "the C library converts the encodings of the world's offices");
    }
    ~Converter() { static_cast<void>(::iconv_close(handle_)); }
    Converter(Converter const&) = delete;
    Converter& operator=(Converter const&) = delete;

    /// Converts from `in` to `out` and moves both on; returns errno's word for why it stopped, 0 when `in` is used up.
    int convert(std::string_view& in, std::span<char>& out) {
        // iconv(3) does not write there.
        auto* from = const_cast<char*>(in.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
        auto from_left = in.size();
        auto* to = out.data();
        auto to_left = out.size();
        auto const done = ::iconv(handle_, &from, &from_left, &to, &to_left);
        auto const why = done == static_cast<std::size_t>(-1) ? errno : 0;
        in = in.substr(in.size() - from_left);
        out = out.last(to_left);
        return why;
    }

private:
    static iconv_t invalid() { return reinterpret_cast<iconv_t>(-1); }  // NOLINT(performance-no-int-to-ptr): iconv(3)
    iconv_t handle_;
};

/// Calls `take` with the whole file in chunks; it says how many of the bytes it used, the others come again.
template <class Take>
Status in_chunks(File& file, Take take) {
    std::string buffer(chunk_bytes + longest_character, '\0');
    std::size_t kept = 0;
    for (;;) {
        auto const count = file.read(std::span(buffer).subspan(kept, chunk_bytes));
        if (!count) {
            return count.error();
        }
        auto const there = std::string_view(buffer).substr(0, kept + *count);
        auto const at_end = *count < chunk_bytes;
        auto const used = take(there, at_end);
        if (!used || at_end) {
            return {};
        }
        kept = there.size() - *used;
        std::memmove(buffer.data(), buffer.data() + *used, kept);
    }
}

/// No text has one, so that nobody needs to read on.
bool has_zero(std::string_view bytes) { return bytes.find('\0') != std::string_view::npos; }

/// Whether all of the file is UTF-8 text. A character cut in two by the end of a chunk is looked at with the next.
Result<bool> is_utf_8(File& file) {
    auto good = true;
    auto const read = in_chunks(file, [&](std::string_view there, bool at_end) -> std::optional<std::size_t> {
        if (has_zero(there)) {
            good = false;
            return std::nullopt;
        }
        auto const fault = first_utf8_fault(there);
        if (!fault) {
            return there.size();
        }
        good = !at_end && there.size() - *fault < longest_character;
        return good ? std::optional(*fault) : std::nullopt;
    });
    if (!read) {
        return read.error();
    }
    return good;
}

/// Whether one ideograph stands inside a Latin word: GB18030 has a meaning for nearly every pair of bytes, so a Western
/// file passes for it and "Müller" would become somebody else.
bool has_broken_word(std::string_view utf8) {
    auto const letter = [](char32_t character) {
        return (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z');
    };
    char32_t before = 0;
    char32_t middle = 0;
    while (!utf8.empty()) {
        auto const now = take_character(utf8);
        if (letter(before) && middle >= 0x80 && now >= U'a' && now <= U'z') {
            return true;
        }
        before = std::exchange(middle, now);
    }
    return false;
}

Result<bool> is_gb18030(File& file) {
    Converter converter(Encoding::gb18030);
    std::string converted(chunk_bytes * 2, '\0');
    auto good = true;
    auto const read = in_chunks(file, [&](std::string_view there, bool at_end) -> std::optional<std::size_t> {
        auto rest = there;
        auto why = E2BIG;
        good = !has_zero(there);
        while (why == E2BIG && good) {
            auto out = std::span(converted);
            why = converter.convert(rest, out);
            good = !has_broken_word(std::string_view(converted).substr(0, converted.size() - out.size()));
        }
        good = good && (why == 0 || (why == EINVAL && !at_end && rest.size() < longest_character));
        return good ? std::optional(there.size() - rest.size()) : std::nullopt;
    });
    if (!read) {
        return read.error();
    }
    return good;
}

/// The encoding, and how many bytes its mark takes.
Result<std::pair<Encoding, std::size_t>> told_by_content(File& file) {
    std::array<char, 4> start{};
    auto const count = file.read(start);
    if (!count) {
        return count.error();
    }
    auto const text = std::string_view(start.data(), *count);
    auto const mark =
        std::find_if(marks.begin(), marks.end(), [&](auto const& one) { return text.starts_with(one.bytes); });
    if (mark != marks.end()) {
        return std::pair(mark->encoding, mark->bytes.size());
    }
    for (auto const& [is, encoding] :
         {std::pair(&is_utf_8, Encoding::utf_8), std::pair(&is_gb18030, Encoding::gb18030)}) {
        if (auto const back = file.rewind(); !back) {
            return back.error();
        }
        auto const told = is(file);
        if (!told) {
            return told.error();
        }
        if (*told) {
            return std::pair(encoding, std::size_t{0});
        }
    }
    return std::pair(Encoding::utf_8, std::size_t{0});
}

}  // namespace

std::string_view text_of(Encoding encoding) {
    constexpr Names<4> names = {"UTF-8", "UTF-16 little-endian", "UTF-16 big-endian", "GB18030"};
    return name_in(names, encoding);
}

struct TextFile::State {
    State(File opened, Encoding told) : file(std::move(opened)), encoding(told) {}

    File file;
    Encoding encoding;
    std::optional<Converter> converter;  ///< none for UTF-8
    std::string buffer;
    std::string_view rest;  ///< of the buffer, not converted yet
    bool at_end = false;

    Status refill() {
        auto const kept = rest.size();
        if (kept != 0) {
            std::memmove(buffer.data(), rest.data(), kept);
        }
        auto const count = file.read(std::span(buffer).subspan(kept, chunk_bytes));
        if (!count) {
            return count.error();
        }
        rest = std::string_view(buffer).substr(0, kept + *count);
        at_end = *count < chunk_bytes;
        return {};
    }

    /// Passes over what has no place in the encoding, and says so in the text.
    void mark_fault(std::span<char>& out) {
        out.front() = '\xFF';
        out = out.subspan(1);
        auto const unit = encoding == Encoding::gb18030 ? std::size_t{1} : std::size_t{2};
        rest.remove_prefix(std::min(unit, rest.size()));
    }

    Result<std::size_t> convert(std::span<char> into) {
        auto out = into;
        while (out.size() > longest_character) {
            if (rest.size() < longest_character && !at_end) {
                if (auto const more = refill(); !more) {
                    return more.error();
                }
            }
            if (rest.empty()) {
                break;
            }
            auto const why = converter->convert(rest, out);
            if (why == E2BIG) {
                break;
            }
            if (why == EILSEQ || (why == EINVAL && at_end)) {
                mark_fault(out);
            }
        }
        return into.size() - out.size();
    }
};

TextFile::TextFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
TextFile::TextFile(TextFile&&) noexcept = default;
TextFile& TextFile::operator=(TextFile&&) noexcept = default;
TextFile::~TextFile() = default;

Encoding TextFile::encoding() const { return state_->encoding; }

Result<TextFile> TextFile::open(std::filesystem::path const& path) {
    auto file = File::open(path);
    if (!file) {
        return file.error();
    }
    auto const told = told_by_content(*file);
    if (!told) {
        return told.error();
    }
    auto const [encoding, mark_bytes] = *told;
    if (auto const back = file->rewind(); !back) {
        return back.error();
    }
    std::array<char, 4> mark{};
    if (auto const passed = file->read(std::span(mark).first(mark_bytes)); !passed) {
        return passed.error();
    }
    auto state = std::make_unique<State>(*std::move(file), encoding);
    if (encoding != Encoding::utf_8) {
        state->converter.emplace(encoding);
        state->buffer.resize(chunk_bytes + longest_character);
    }
    return TextFile(std::move(state));
}

Result<std::size_t> TextFile::read(std::span<char> into) {
    return state_->converter ? state_->convert(into) : state_->file.read(into);
}

}  // namespace almoner::bytes
