#include "bytes/gzip.hpp"

#include <zlib.h>

#include <string>

#include "bytes/file.hpp"

namespace almoner::bytes {

namespace {

constexpr std::size_t chunk_bytes = 64U << 10;
constexpr std::uint64_t most_bytes = std::uint64_t{16} << 30;
constexpr std::uint64_t most_ratio = 500;
constexpr std::uint64_t ratio_counts_from = std::uint64_t{16} << 20;  // small files may be all blanks
constexpr int gzip_only = 16 + MAX_WBITS;

/// zlib's stream, ended with its owner.
class Inflate {
public:
    Inflate() {
        auto const begun = ::inflateInit2(&stream_, gzip_only);
        check(begun == Z_OK, "zlib begins");
    }
    ~Inflate() { static_cast<void>(::inflateEnd(&stream_)); }
    Inflate(Inflate const&) = delete;
    Inflate& operator=(Inflate const&) = delete;

    z_stream& stream() { return stream_; }

private:
    z_stream stream_{};
};

}  // namespace

struct Gzip::State {
    explicit State(File opened) : file(std::move(opened)), packed(chunk_bytes, '\0') {}

    File file;
    Inflate inflate;
    std::string packed;
    bool at_end = false;     ///< of the file
    bool in_member = false;  ///< a member has begun and not ended
    std::uint64_t packed_bytes = 0;
    std::uint64_t unpacked_bytes = 0;

    [[nodiscard]] Error broken(std::string what) const {
        return {ErrorCode::bank_file_container, {file.path().filename().string(), {}, 0, 0}, std::move(what), {}};
    }

    Status refill() {
        auto& stream = inflate.stream();
        auto const count = file.read(std::span(packed));
        if (!count) {
            return count.error();
        }
        at_end = *count == 0;
        packed_bytes += *count;
        stream.next_in = reinterpret_cast<Bytef*>(packed.data());
        stream.avail_in = static_cast<uInt>(*count);
        return {};
    }

    /// One step of zlib. Padding behind the last member, as tapes and some programs leave it, is passed over.
    Status step() {
        auto& stream = inflate.stream();
        if (!in_member) {
            while (stream.avail_in > 0 && *stream.next_in == 0 && unpacked_bytes > 0) {
                ++stream.next_in;
                --stream.avail_in;
            }
            if (stream.avail_in == 0) {
                return {};
            }
            in_member = true;
        }
        auto const room = stream.avail_out;
        auto const outcome = ::inflate(&stream, Z_NO_FLUSH);
        unpacked_bytes += room - stream.avail_out;
        if (outcome == Z_STREAM_END) {
            in_member = false;
            check(::inflateReset(&stream) == Z_OK, "zlib begins again");
        } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
            return broken(stream.msg == nullptr ? "gzip " + std::to_string(outcome) : stream.msg);
        }
        auto const bomb = unpacked_bytes > ratio_counts_from && unpacked_bytes / most_ratio > packed_bytes;
        return unpacked_bytes > most_bytes || bomb ? broken(std::to_string(unpacked_bytes) + " bytes") : Status{};
    }
};

Gzip::Gzip(std::unique_ptr<State> state) : state_(std::move(state)) {}
Gzip::Gzip(Gzip&&) noexcept = default;
Gzip& Gzip::operator=(Gzip&&) noexcept = default;
Gzip::~Gzip() = default;

Result<Gzip> Gzip::open(std::filesystem::path const& path) {
    auto file = File::open(path);
    return file ? Result<Gzip>(Gzip(std::make_unique<State>(*std::move(file)))) : file.error();
}

Result<std::size_t> Gzip::read(std::span<char> into) {
    auto& state = *state_;
    auto& stream = state.inflate.stream();
    stream.next_out = reinterpret_cast<Bytef*>(into.data());
    stream.avail_out = static_cast<uInt>(into.size());
    while (stream.avail_out > 0 && !state.at_end) {
        if (stream.avail_in == 0) {
            if (auto const filled = state.refill(); !filled) {
                return filled.error();
            }
        }
        if (auto const stepped = state.step(); !stepped) {
            return stepped.error();
        }
    }
    if (state.at_end && state.in_member) {
        return state.broken("cut off");
    }
    return into.size() - stream.avail_out;
}

}  // namespace almoner::bytes
