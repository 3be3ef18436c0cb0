#include "bytes/zip.hpp"

#include <zip.h>

#include <algorithm>

#include "bytes/file.hpp"
#include "core/free.hpp"

namespace almoner::bytes {

namespace {

constexpr std::uint64_t most_ratio = 500;
constexpr std::uint64_t ratio_counts_from = std::uint64_t{16} << 20;  // small parts may be all blanks
constexpr zip_int64_t most_parts = 10'000;

Error broken(std::filesystem::path const& path, std::string what) {
    return {ErrorCode::sheet_workbook, {path.string(), {}, 0, 0}, {}, {std::move(what)}};
}

/// Names of parts are one when they differ in nothing but the size of Latin letters (ECMA-376 part 2, 6.2.2.3).
bool has_twins(std::vector<std::string> names) {
    for (auto& name : names) {
        std::transform(name.begin(), name.end(), name.begin(),
                       [](char one) { return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one; });
    }
    std::sort(names.begin(), names.end());
    return std::adjacent_find(names.begin(), names.end()) != names.end();
}

}  // namespace

struct Zip::State {
    std::filesystem::path path;
    std::unique_ptr<zip_t, Free<zip_discard>> archive;
    std::vector<std::string> names;
};

struct Zip::Part::State {
    std::shared_ptr<Zip::State> zip;  // the archive outlives its parts
    std::unique_ptr<zip_file_t, Free<zip_fclose>> file;
    std::uint64_t limit = 0;
    std::uint64_t packed = 0;
    std::uint64_t unpacked = 0;
};

Zip::Zip(std::shared_ptr<State> state) : state_(std::move(state)) {}
Zip::Zip(Zip&&) noexcept = default;
Zip& Zip::operator=(Zip&&) noexcept = default;
Zip::~Zip() = default;
Zip::Part::Part(std::unique_ptr<State> state) : state_(std::move(state)) {}
Zip::Part::Part(Part&&) noexcept = default;
Zip::Part& Zip::Part::operator=(Part&&) noexcept = default;
Zip::Part::~Part() = default;

std::vector<std::string> const& Zip::names() const { return state_->names; }

Result<Zip> Zip::open(std::filesystem::path const& path) {
    // Only to be sure that it is a plain file: libzip would follow a link and wait for a pipe.
    auto const plain = File::open(path);
    if (!plain) {
        return plain.error();
    }
    auto state = std::make_shared<State>();
    state->path = path;
    auto fault = 0;
    state->archive.reset(zip_open(path.c_str(), ZIP_RDONLY, &fault));
    if (!state->archive) {
        return broken(path, "zip " + std::to_string(fault));
    }
    auto const count = zip_get_num_entries(state->archive.get(), 0);
    if (count < 0 || count > most_parts) {
        return broken(path, std::to_string(count) + " parts");
    }
    std::uint64_t packed = 0;
    for (zip_int64_t at = 0; at < count; ++at) {
        auto const* name = zip_get_name(state->archive.get(), static_cast<zip_uint64_t>(at), ZIP_FL_ENC_RAW);
        state->names.emplace_back(name == nullptr ? "" : name);
        zip_stat_t facts;
        zip_stat_init(&facts);
        auto const known = zip_stat_index(state->archive.get(), static_cast<zip_uint64_t>(at), 0, &facts) == 0 &&
                           (facts.valid & ZIP_STAT_COMP_SIZE) != 0;
        // Parts that lie over each other unfold without end from next to nothing.
        if (!known || facts.comp_size > plain->byte_count() - packed) {
            return broken(path, "parts overlap");
        }
        packed += facts.comp_size;
        std::replace(state->names.back().begin(), state->names.back().end(), '\\', '/');
    }
    if (has_twins(state->names)) {
        return broken(path, "two parts of one name");
    }
    return Zip(std::move(state));
}

Result<Zip::Part> Zip::part(std::string_view name, std::uint64_t limit) const {
    auto const& names = state_->names;
    auto const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        return broken(state_->path, std::string(name));
    }
    auto const index = static_cast<zip_uint64_t>(found - names.begin());
    zip_stat_t facts;
    zip_stat_init(&facts);
    constexpr zip_uint64_t needed = ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(state_->archive.get(), index, 0, &facts) != 0 || (facts.valid & needed) != needed ||
        facts.encryption_method != ZIP_EM_NONE) {
        return broken(state_->path, std::string(name));
    }
    auto part = std::make_unique<Part::State>();
    part->zip = state_;
    part->limit = limit;
    part->packed = facts.comp_size;
    part->file.reset(zip_fopen_index(state_->archive.get(), index, 0));
    if (!part->file) {
        return broken(state_->path, std::string(name) + ": " + zip_strerror(state_->archive.get()));
    }
    return Part(std::move(part));
}

Result<std::size_t> Zip::Part::read(std::span<char> into) {
    std::size_t filled = 0;
    while (filled < into.size()) {
        auto const count = zip_fread(state_->file.get(), into.data() + filled, into.size() - filled);
        if (count < 0) {
            return broken(state_->zip->path, zip_file_strerror(state_->file.get()));
        }
        if (count == 0) {
            break;
        }
        filled += static_cast<std::size_t>(count);
    }
    // The sizes an archive states are its own word; what is unpacked is counted.
    state_->unpacked += filled;
    auto const bomb = state_->unpacked > ratio_counts_from && state_->unpacked / most_ratio > state_->packed;
    if (state_->unpacked > state_->limit || bomb) {
        return broken(state_->zip->path, std::to_string(state_->unpacked) + " bytes");
    }
    return filled;
}

}  // namespace almoner::bytes
