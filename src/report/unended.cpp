#include "report/unended.hpp"

#include <algorithm>

#include "report/exceptions.hpp"
#include "report/summary.hpp"
#include "store/files.hpp"

namespace almoner::report {

namespace {

bool has_ended(store::ListRecord const& list, Outcome const& outcome, Day before) {
    // What was corrected goes on in the version that follows.
    if (!outcome.is_latest() || outcome.closing) {
        return true;
    }
    auto const& line = outcome.line;
    if (line.state == LineState::refused || line.state == LineState::cancelled) {
        return true;
    }
    if (line.state == LineState::accepted && line.channel != Channel::bank && !outcome.attempt) {
        return list.execution_date < before;
    }
    return outcome.state == PayoutState::paid_final;
}

bool is_on_its_way(FileState state) { return state == FileState::planned || state == FileState::sealed; }

/// The list whose lines it pays or cancels.
std::string const& root_of(store::ListRecord const& list) {
    return list.corrects() || list.kind == "cancellation" ? list.of_code : list.code;
}

}  // namespace

Result<std::map<std::string, Unended>> unended_lists(store::Connection& connection, Horizon const& before,
                                                     Horizon const& today) {
    auto const lists = store::lists(connection);
    auto const files = store::files(connection, std::nullopt);
    auto const open = exceptions(connection, today);
    if (!lists || !files || !open) {
        return !lists ? lists.error() : !files ? files.error() : open.error();
    }
    std::map<std::string, Unended> unended;
    for (auto const& list : *lists) {
        auto& found = unended[root_of(list)];
        auto const read = for_each_outcome(connection, list, *files, before, [&](Outcome const& outcome) -> Status {
            found.payouts += has_ended(list, outcome, before.as_of) ? 0 : 1;
            return {};
        });
        if (!read) {
            return read.error();
        }
        found.files += static_cast<std::uint64_t>(std::count_if(files->begin(), files->end(), [&](auto const& file) {
            return file.list == list.list && is_on_its_way(file.state);
        }));
        found.exceptions += static_cast<std::uint64_t>(std::count_if(
            open->begin(), open->end(), [&](auto const& exception) { return exception.lists.contains(list.code); }));
    }
    std::erase_if(unended, [](auto const& one) {
        return one.second.payouts == 0 && one.second.files == 0 && one.second.exceptions == 0;
    });
    return unended;
}

}  // namespace almoner::report
