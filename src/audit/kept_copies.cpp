#include "audit/kept_copies.hpp"

#include <string>

#include "audit/purged.hpp"
#include "crypto/digest.hpp"
#include "store/answers.hpp"
#include "store/durable.hpp"
#include "store/files.hpp"

namespace almoner::audit {

namespace {

namespace fs = std::filesystem;

/// As far as a digest stands in the name of what is kept by it.
constexpr std::size_t of_a_list = 12;
constexpr std::size_t of_a_bank_file = 16;

class Holding {
public:
    Holding(fs::path const& archive, std::set<std::string> purged) : archive_(archive), purged_(std::move(purged)) {}

    Status hold(fs::path const& place, std::string const& sha256, std::string const& subject) {
        if (purged_.contains(place.string())) {
            return {};
        }
        ++found.looked_at;
        crypto::Sha256Sink sink;
        auto const copied = store::copy_into(archive_ / place, sink);
        if (!copied && copied.error().code == ErrorCode::file_io) {
            return copied.error();
        }
        auto const digest = copied ? sink.finish_hex() : copied.error();
        if (!digest || *digest != sha256) {
            auto const code = digest ? ErrorCode::audit_archive_changed : ErrorCode::audit_archive_missing;
            found.faults.push_back({code, {(archive_ / place).string(), {}, 0, 0}, subject, {}});
        }
        return {};
    }

    Status lists(store::Connection& store) {
        auto const all = store::lists(store);
        if (!all) {
            return all.error();
        }
        for (auto const& list : *all) {
            auto const folder = fs::path("lists") / (list.code + "-" + list.cover_sha256.substr(0, of_a_list));
            auto const cover = hold(folder / list.cover_file, list.cover_sha256, list.code);
            auto const rows = cover ? hold(folder / list.rows_file, list.rows_sha256, list.code) : cover;
            if (!rows) {
                return rows;
            }
        }
        return {};
    }

    Status files(store::Connection& store) {
        auto const all = store::files(store, std::nullopt);
        if (!all) {
            return all.error();
        }
        for (auto const& file : *all) {
            if (file.sha256.empty()) {
                continue;
            }
            if (auto const held = hold(fs::path("files") / file.name, file.sha256, file.message_id); !held) {
                return held;
            }
        }
        return {};
    }

    Status bank_files(store::Connection& store) {
        auto const all = store::bank_files(store);
        if (!all) {
            return all.error();
        }
        for (auto const& file : *all) {
            auto const place = fs::path("bank") / (file.sha256.substr(0, of_a_bank_file) + "-" + file.name);
            if (auto const held = hold(place, file.sha256, file.name); !held) {
                return held;
            }
        }
        return {};
    }

    KeptCopies found;

private:
    fs::path const& archive_;
    std::set<std::string> purged_;
};

}  // namespace

Result<KeptCopies> hold_copies(store::Connection& store, fs::path const& archive) {
    auto purged = purged_files(store);
    if (!purged) {
        return purged.error();
    }
    Holding holding(archive, *std::move(purged));
    for (auto const step : {&Holding::lists, &Holding::files, &Holding::bank_files}) {
        if (auto const held = (holding.*step)(store); !held) {
            return held.error();
        }
    }
    return std::move(holding.found);
}

}  // namespace almoner::audit
