#include "payout/archived_lists.hpp"

#include <algorithm>

#include "payout/folders.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t cover_limit = 1U << 20;
constexpr std::size_t in_the_name = 12;  // of the cover's digest

/// The folder's list, or nothing where it holds none.
std::optional<ArchivedList> list_in(Desk const& desk, fs::path const& cover_path) {
    auto const text = store::read_whole(cover_path, cover_limit);
    auto const cover = text ? settings::parse_cover(*text, cover_path.filename().string()) : text.error();
    auto const digest = text ? crypto::sha256(*text) : Result<crypto::Sha256Digest>(text.error());
    if (!cover || !digest) {
        return std::nullopt;
    }
    auto const sha256 = crypto::hex(*digest);
    auto const name = std::string(cover->code.text()) + "-" + sha256.substr(0, in_the_name);
    auto const rows = cover_path.parent_path() / fs::path(cover->rows_file).filename();
    auto const rows_digest = file_digest(rows);
    auto const programme = desk.programmes.find(cover->programme);
    auto profile = desk.formats.profile(cover->profile);
    auto const is_whole =
        cover_path.parent_path().filename() == name && rows_digest && *rows_digest == cover->rows_sha256;
    if (!is_whole || programme == desk.programmes.end() || !profile) {
        return std::nullopt;
    }
    auto rules = settings::Rules::load(desk.formats.folder(), programme->second.rules);
    if (!rules) {
        return std::nullopt;
    }
    auto const file = cover_path.filename().string();
    return ArchivedList{
        {*cover, sha256, file, cover_path, rows, &programme->second, *std::move(profile), *std::move(rules), {}, 0},
        *text};
}

}  // namespace

Result<std::vector<ArchivedList>> archived_lists(Desk const& desk) {
    auto const root = Folders(desk.workspace.home).archive_lists;
    std::vector<fs::path> folders;
    std::error_code fault;
    for (fs::directory_iterator entry(root, fault), end; !fault && entry != end; entry.increment(fault)) {
        folders.push_back(entry->path());
    }
    if (fault && fault != std::errc::no_such_file_or_directory) {
        return Error{ErrorCode::file_io, {root.string(), {}, 0, 0}, fault.message(), {}};
    }
    std::sort(folders.begin(), folders.end());
    std::vector<ArchivedList> lists;
    for (auto const& folder : folders) {
        auto const covers = store::files_in(folder, ".cover.toml");
        if (!covers) {
            return covers.error();
        }
        for (auto const& cover : *covers) {
            if (auto list = list_in(desk, cover)) {
                lists.push_back(*std::move(list));
            }
        }
    }
    return lists;
}

}  // namespace almoner::payout
