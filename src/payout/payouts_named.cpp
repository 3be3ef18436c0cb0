#include "payout/payouts_named.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "vetting/correctable.hpp"

namespace almoner::payout {

namespace {

constexpr std::size_t list_code_length = 6;

Status look_through(store::Connection& connection, std::string const& code, std::set<std::string> const& wanted,
                    TakePayout const& take) {
    auto const list = store::list_by_code(connection, code);
    auto const parsed = ListCode::parse(code);
    if (!list || !*list || !parsed) {
        return list ? Status{} : list.error();
    }
    return vetting::for_each_latest(connection, **list, [&](store::PayoutRow const& row) -> Status {
        auto const id = std::string(EndToEndId::of(*parsed, row.line.number, 1).payout_id());
        if (wanted.contains(id)) {
            take(**list, *parsed, row, id);
        }
        return {};
    });
}

}  // namespace

Status for_each_named(store::Connection& connection, std::vector<std::string> const& payout_ids,
                      TakePayout const& take) {
    std::map<std::string, std::set<std::string>> lists;
    for (auto const& id : payout_ids) {
        lists[id.substr(0, list_code_length)].insert(id);
    }
    for (auto const& [code, wanted] : lists) {
        if (auto const looked = look_through(connection, code, wanted, take); !looked) {
            return looked;
        }
    }
    return {};
}

AttemptOutcome latest_outcome(std::vector<store::FileRecord> const& files, store::PayoutRow const& latest, Day today) {
    if (!latest.attempt) {
        return {};
    }
    auto const file =
        std::find_if(files.begin(), files.end(), [&](auto const& one) { return one.file == latest.file; });
    check(file != files.end(), "an attempt is in a file");
    return fold(file->state, latest.line.amount, latest.evidence, {today, 0});
}

}  // namespace almoner::payout
