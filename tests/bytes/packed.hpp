#pragma once

#include <zip.h>
#include <zlib.h>

#include <string>
#include <utility>
#include <vector>

#include "ground.hpp"

/// Files as banks pack them, made for tests.
namespace packed {

inline std::string gzip(std::string const& text) {
    constexpr auto gzip_format = 16 + MAX_WBITS;
    z_stream stream{};
    REQUIRE(::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, gzip_format, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    auto from = text;
    std::string out(::deflateBound(&stream, static_cast<uLong>(text.size())) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(from.data());
    stream.avail_in = static_cast<uInt>(from.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    ::deflateEnd(&stream);
    return out;
}

inline std::string zip(std::vector<std::pair<std::string, std::string>> const& files) {
    almoner::testing::Folder const folder;
    auto const path = folder.path() / "made.zip";
    auto fault = 0;
    auto* const archive = ::zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &fault);
    REQUIRE(archive != nullptr);
    for (auto const& [name, text] : files) {
        auto* const source = ::zip_source_buffer(archive, text.data(), text.size(), 0);
        REQUIRE(::zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0);
    }
    REQUIRE(::zip_close(archive) == 0);
    return almoner::testing::read(path);
}

}  // namespace packed
