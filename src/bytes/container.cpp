#include "bytes/container.hpp"

#include <array>

#include "bytes/file.hpp"
#include "bytes/gzip.hpp"
#include "bytes/zip.hpp"

namespace almoner::bytes {

namespace {

using Take = std::function<Status(std::string_view)>;

constexpr std::size_t chunk_bytes = 256U << 10;
constexpr std::uint64_t most_bytes = std::uint64_t{16} << 30;

Error told_of(std::filesystem::path const& path, Error error) {
    if (error.code == ErrorCode::sheet_workbook) {
        auto const what = error.arguments.empty() ? std::string() : error.arguments.front();
        return {ErrorCode::bank_file_container, {path.filename().string(), {}, 0, 0}, what, {}};
    }
    return error;
}

/// Hands on what `source` reads until it reads no more.
template <class Source>
Status hand_on(Source& source, Take const& take) {
    std::string buffer(chunk_bytes, '\0');
    for (;;) {
        auto const count = source.read(std::span(buffer));
        if (!count) {
            return count.error();
        }
        if (*count == 0) {
            return {};
        }
        if (auto const taken = take(std::string_view(buffer).substr(0, *count)); !taken) {
            return taken;
        }
    }
}

Status hand_on_plain(std::filesystem::path const& path, Take const& take) {
    auto file = File::open(path);
    return file ? hand_on(*file, take) : file.error();
}

Status hand_on_gzip(std::filesystem::path const& path, Take const& take) {
    auto file = Gzip::open(path);
    return file ? hand_on(*file, take) : file.error();
}

/// An error of `take` may have the code of a broken archive only by chance, so it is kept apart.
Status hand_on_zip(std::filesystem::path const& path, std::string const& name, Take const& take) {
    auto const zip = Zip::open(path);
    auto part = zip ? zip->part(name, most_bytes) : Result<Zip::Part>(zip.error());
    if (!part) {
        return told_of(path, part.error());
    }
    auto taken = Status{};
    auto const read = hand_on(*part, [&](std::string_view chunk) { return taken = take(chunk); });
    return !taken || read ? taken : Status{told_of(path, read.error())};
}

Result<Packing> packing_of(std::filesystem::path const& path) {
    auto file = File::open(path);
    if (!file) {
        return file.error();
    }
    std::array<char, 4> head{};
    auto const count = file->read(head);
    if (!count) {
        return count.error();
    }
    auto const start = std::string_view(head.data(), *count);
    if (start.starts_with("\x1F\x8B")) {
        return Packing::gzip;
    }
    return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06") ? Packing::zip : Packing::plain;
}

bool is_document(std::string const& name) {
    auto const base = name.substr(name.rfind('/') + 1);
    return !base.empty() && !base.starts_with("._") && base != ".DS_Store" && !name.starts_with("__MACOSX/");
}

}  // namespace

Result<Container> Container::open(std::filesystem::path const& path) {
    auto const packing = packing_of(path);
    if (!packing) {
        return packing.error();
    }
    Container container;
    container.path_ = path;
    container.packing_ = *packing;
    if (*packing != Packing::zip) {
        container.parts_.push_back(path.filename().string());
        return container;
    }
    auto const zip = Zip::open(path);
    if (!zip) {
        return told_of(path, zip.error());
    }
    std::copy_if(zip->names().begin(), zip->names().end(), std::back_inserter(container.parts_), is_document);
    return container;
}

Status Container::for_each_chunk(std::size_t part, Take const& take) const {
    switch (packing_) {
        case Packing::gzip: return hand_on_gzip(path_, take);
        case Packing::zip: return hand_on_zip(path_, parts_.at(part), take);
        default: return hand_on_plain(path_, take);
    }
}

}  // namespace almoner::bytes
