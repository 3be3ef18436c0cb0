#include "payout/compare_copy.hpp"

#include <algorithm>

#include "audit/log.hpp"
#include "payout/intake.hpp"
#include "payout/render.hpp"
#include "payout/rendering_rows.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_findings = 100;

/// The seal of a file was logged with the digest of everything that went with it.
Status is_as_logged(store::Connection& connection, store::FileRecord const& record, fs::path const& original) {
    auto const leaves = audit::leaves_of(connection, "file_sealed");
    if (!leaves) {
        return leaves.error();
    }
    auto const digest = file_digest(original);
    if (!digest) {
        return digest.error();
    }
    auto const is_of = [&](auto const& leaf) { return leaf.subject == record.message_id; };
    auto const leaf = std::find_if(leaves->begin(), leaves->end(), is_of);
    auto const name = "files/" + original.filename().string();
    auto const is_same = leaf != leaves->end() && leaf->archived.contains(name) && leaf->archived.at(name) == *digest;
    return is_same ? Status{}
                   : Error{ErrorCode::rendering_original, {original.string(), {}, 0, 0}, record.message_id, {}};
}

Finding difference(fs::path const& copy, store::FileRecord const& record, sheet::Row const* kept,
                   sheet::Row const* found) {
    Position place{copy.filename().string(), {}, 0, 0};
    if (found != nullptr) {
        place.sheet = std::string(found->sheet_name);
        place.row = found->number;
        place.column = kept == nullptr ? 0 : sheet::first_difference(*kept, *found);
    }
    auto const row = kept == nullptr ? std::string("-") : std::to_string(kept->number);
    return finding_of({ErrorCode::rendering_differs, {}, {}, {record.message_id, row}}, std::move(place));
}

}  // namespace

Result<CopyCompared> compare_copy(store::Connection& connection, fs::path const& archive,
                                  store::FileRecord const& record, settings::Rendering const& rendering,
                                  fs::path const& copy) {
    auto const original = rendering_of(archive / "files" / record.name, rendering);
    if (auto const logged = is_as_logged(connection, record, original); !logged) {
        return logged.error();
    }
    auto ours = open_rendering(original, rendering);
    auto theirs = open_rendering(copy, rendering);
    if (!ours || !theirs) {
        return ours ? theirs.error() : ours.error();
    }
    CopyCompared compared;
    for (;;) {
        auto const kept = ours->next();
        auto const found = theirs->next();
        if (!kept || !found) {
            return kept ? found.error() : kept.error();
        }
        if (*kept == nullptr && *found == nullptr) {
            return compared;
        }
        compared.rows += *kept == nullptr ? 0 : 1;
        auto const is_same = *kept != nullptr && *found != nullptr && sheet::first_difference(**kept, **found) == 0;
        if (!is_same && compared.findings.size() < most_findings) {
            compared.findings.push_back(difference(copy, record, *kept, *found));
        }
        // After a row that one of them lacks nothing else can be said.
        if (*kept == nullptr || *found == nullptr) {
            return compared;
        }
    }
}

}  // namespace almoner::payout
