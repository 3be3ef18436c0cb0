#include "payout/purge_plan.hpp"

#include <algorithm>
#include <span>

#include "audit/leaf.hpp"
#include "audit/purged.hpp"
#include "core/statement_chain.hpp"
#include "crypto/digest.hpp"
#include "store/files.hpp"
#include "store/purges.hpp"
#include "store/runs.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t in_the_name = 12;           // of a cover's digest, as the archive's folders have it
constexpr std::size_t in_a_bank_files_name = 16;  // of its digest
constexpr std::size_t message_id_length = 12;
constexpr std::string_view files_folder = "files/";
constexpr std::string_view tables_by_list[] = {"account_use", "approval",   "attempt", "cancelled_line",
                                               "closing",     "correction", "line",    "list",
                                               "payout_key",  "recall",     "ruling"};
constexpr std::string_view tables_by_file[] = {"batch", "recall_request", "transfer_file"};
constexpr std::string_view tables_by_bank_file[] = {"bank_file",     "entry",         "evidence",  "explanation",
                                                    "file_evidence", "shown_account", "statement", "table_row"};

/// What the log has told last: of rows the day, of archived files the digest.
struct LastTold {
    std::map<audit::Part, Day> days;
    std::map<std::string, std::string> files;

    [[nodiscard]] Day of(std::span<std::string_view const> tables, std::int64_t number) const {
        Day last{};
        for (auto const table : tables) {
            auto const found = days.find({std::string(table), number});
            last = std::max(last, found == days.end() ? Day{} : found->second);
        }
        return last;
    }
};

Result<LastTold> last_told(store::Connection& store) {
    LastTold told;
    auto const read = store::for_each_audit_leaf(store, [&](std::string_view record, std::string_view) -> Status {
        auto const leaf = audit::parse_leaf(record);
        if (!leaf) {
            return leaf.error();
        }
        for (auto const& [part, digest] : leaf->rows) {
            told.days[part] = date::floor<date::days>(leaf->utc);
        }
        for (auto const& [path, sha256] : leaf->archived) {
            told.files[path] = sha256;
        }
        return {};
    });
    return read ? Result<LastTold>(std::move(told)) : read.error();
}

bool is_of_another(store::ListRecord const& list) { return list.corrects() || list.kind == "cancellation"; }

std::string folder_of(store::ListRecord const& list) {
    return "lists/" + list.code + "-" + list.cover_sha256.substr(0, in_the_name) + "/";
}

class Planning {
public:
    Planning(store::Connection& store, Day before, std::set<std::string> const& unended)
        : store_(store), before_(before), unended_(unended) {}

    Result<PurgePlan> run(fs::path const& archive) {
        for (auto const step : {&Planning::look, &Planning::take_lists, &Planning::take_bank_files}) {
            if (auto const done = (this->*step)(); !done) {
                return done.error();
            }
        }
        if (auto const counted = count_never_taken(archive); !counted) {
            return counted.error();
        }
        write_manifest();
        auto const digest = crypto::sha256(plan_.manifest);
        if (!digest) {
            return digest.error();
        }
        plan_.sha256 = crypto::hex(*digest);
        return std::move(plan_);
    }

private:
    Status look() {
        auto told = last_told(store_);
        auto lists = store::lists(store_);
        auto files = store::files(store_, std::nullopt);
        auto bank_files = store::bank_files(store_);
        auto reaches = store::reach_of_bank_files(store_);
        for (auto const* error :
             {told ? nullptr : &told.error(), lists ? nullptr : &lists.error(), files ? nullptr : &files.error(),
              bank_files ? nullptr : &bank_files.error(), reaches ? nullptr : &reaches.error()}) {
            if (error != nullptr) {
                return *error;
            }
        }
        told_ = *std::move(told);
        lists_ = *std::move(lists);
        files_ = *std::move(files);
        bank_files_ = *std::move(bank_files);
        reaches_ = *std::move(reaches);
        find_named();
        return find_contested();
    }

    /// Which archived files have which MsgId in their name; profiles say where in it.
    void find_named() {
        std::set<std::string> ids;
        for (auto const& file : files_) {
            ids.insert(file.message_id);
        }
        for (auto const& [path, sha256] : told_.files) {
            if (!path.starts_with(files_folder) || sha256.empty()) {
                continue;
            }
            for (auto at = files_folder.size(); at + message_id_length <= path.size(); ++at) {
                if (auto id = path.substr(at, message_id_length); ids.contains(id)) {
                    named_.emplace(std::move(id), path);
                }
            }
        }
    }

    /// What is wrong between statements is asked of the bank with the files in hand.
    Status find_contested() {
        auto const statements = store::statements(store_);
        if (!statements) {
            return statements.error();
        }
        for (auto const& fault : chain_faults(*statements)) {
            reaches_[(*statements)[fault.at].bank_file].is_open = true;
        }
        return {};
    }

    Status take_lists() {
        auto const purged = store::purged_lists(store_);
        if (!purged) {
            return purged.error();
        }
        for (auto const& list : lists_) {
            if (purged->contains(list.list)) {
                gone_.insert(list.list);
            } else if (!is_of_another(list) && !unended_.contains(list.code)) {
                take_list(list);
            }
        }
        return {};
    }

    void take_list(store::ListRecord const& list) {
        PurgedList purged{list, {list}};
        std::copy_if(lists_.begin(), lists_.end(), std::back_inserter(purged.family),
                     [&](auto const& one) { return is_of_another(one) && one.of_list == list.list; });
        Day last{};
        for (auto const& member : purged.family) {
            last = std::max(last, last_told_of(member));
        }
        if (last >= before_) {
            plan_.young.emplace_back(list.code, last);
            return;
        }
        for (auto const& member : purged.family) {
            gone_.insert(member.list);
            take_files_of(member);
        }
        plan_.lists.push_back(std::move(purged));
    }

    /// Its own rows, its files, and what the bank said of it.
    [[nodiscard]] Day last_told_of(store::ListRecord const& list) const {
        auto last = told_.of(tables_by_list, list.list);
        for (auto const& file : files_) {
            if (file.list == list.list) {
                last = std::max(last, told_.of(tables_by_file, file.file));
            }
        }
        for (auto const& [bank_file, reach] : reaches_) {
            if (reach.lists.contains(list.list)) {
                last = std::max(last, told_.of(tables_by_bank_file, bank_file));
            }
        }
        return last;
    }

    /// The rows as they came, the signed files, and whatever has their MsgId in its name: signatures and renderings
    /// beside them, and requests to give transfers up. Cover and signatures stay: they name nobody who is paid.
    void take_files_of(store::ListRecord const& list) {
        take_copies(folder_of(list), list.rows_sha256);
        for (auto const& file : files_) {
            if (file.list != list.list) {
                continue;
            }
            auto const [first, last] = named_.equal_range(file.message_id);
            for (auto path = first; path != last; ++path) {
                plan_.files.emplace(path->second, told_.files.at(path->second));
            }
        }
    }

    /// The files below the archive whose path begins so and that have this digest.
    void take_copies(std::string const& beginning, std::string const& sha256) {
        for (auto file = told_.files.lower_bound(beginning);
             file != told_.files.end() && file->first.starts_with(beginning); ++file) {
            if (file->second == sha256) {
                plan_.files.emplace(*file);
            }
        }
    }

    Status take_bank_files() {
        auto const purged = store::purged_bank_files(store_);
        if (!purged) {
            return purged.error();
        }
        for (auto const& file : bank_files_) {
            if (purged->contains(file.bank_file)) {
                continue;
            }
            auto const& reach = reaches_.at(file.bank_file);
            auto const is_young = told_.of(tables_by_bank_file, file.bank_file) >= before_;
            auto const of_others = !std::includes(gone_.begin(), gone_.end(), reach.lists.begin(), reach.lists.end());
            if (reach.is_open || is_young || of_others) {
                ++(reach.is_open ? plan_.bank_files_open : plan_.bank_files_of_others);
                continue;
            }
            take_copies("bank/" + file.sha256.substr(0, in_a_bank_files_name), file.sha256);
            plan_.bank_files.push_back(file);
        }
        return {};
    }

    /// Nobody knows when what they ask for was over, or whether they come again.
    Status count_never_taken(fs::path const& archive) {
        std::set<std::string> known;
        for (auto const& list : lists_) {
            auto const folder = fs::path(folder_of(list)).parent_path().filename();
            known.insert(folder.string());
        }
        std::error_code fault;
        for (fs::directory_iterator entry(archive / "lists", fault), end; !fault && entry != end;
             entry.increment(fault)) {
            plan_.never_taken += known.contains(entry->path().filename().string()) ? 0 : 1;
        }
        return fault ? Status{Error{ErrorCode::file_io, {(archive / "lists").string(), {}, 0, 0}, fault.message(), {}}}
                     : Status{};
    }

    void write_manifest() {
        auto& text = plan_.manifest;
        text = "before " + to_text(before_) + "\n";
        for (auto const& purged : plan_.lists) {
            for (auto const& member : purged.family) {
                text += "list " + member.code + " " + member.cover_sha256 + "\n";
            }
        }
        for (auto const& file : plan_.bank_files) {
            text += "bank_file " + file.sha256 + "\n";
        }
        for (auto const& [path, sha256] : plan_.files) {
            text += audit::manifest_line(path, sha256);
        }
    }

    store::Connection& store_;
    Day before_;
    std::set<std::string> const& unended_;
    LastTold told_;
    std::vector<store::ListRecord> lists_;
    std::vector<store::FileRecord> files_;
    std::vector<store::BankFileRecord> bank_files_;
    std::map<std::int64_t, store::BankFileReach> reaches_;
    std::multimap<std::string, std::string> named_;  ///< MsgId -> path below the archive
    std::set<std::int64_t> gone_;                    ///< lists that nobody is named of any more, or will be
    PurgePlan plan_;
};

}  // namespace

Result<PurgePlan> plan_purge(store::Connection& store, fs::path const& archive, Day before,
                             std::set<std::string> const& unended) {
    return Planning(store, before, unended).run(archive);
}

}  // namespace almoner::payout
