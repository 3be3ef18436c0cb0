#include "payout/line_writing.hpp"

#include <algorithm>

#include "core/side_by_side.hpp"

namespace almoner::payout {

namespace {

constexpr std::size_t lines_at_once = 1024;
/// Shorter, and with each a statement is prepared.
constexpr std::size_t keys_at_once = 8192;
/// Of each order; three megabytes of lines.
constexpr std::size_t lines_in_memory = 40'000;

/// Hands over the records of lines that do not wait, in their order, a chunk at a time.
template <class Record, class Take>
Status in_chunks(bytes::ExternalSort<Record>& records, std::map<LineNumber, Finding> const& waiting, Take take) {
    if (auto const sorted = records.sort(); !sorted) {
        return sorted;
    }
    std::vector<Record> some;
    Record record;
    for (;;) {
        auto const more = records.next(record);
        if (!more) {
            return more.error();
        }
        if (!*more || some.size() == keys_at_once) {
            if (auto const taken = take(some); !taken) {
                return taken;
            }
            some.clear();
        }
        if (!*more) {
            return {};
        }
        if (!waiting.contains(record.line)) {
            some.push_back(record);
        }
    }
}

}  // namespace

LineWriting::LineWriting(Desk const& desk, PaymentList const& list, store::ListWriter& writer)
    : desk_(desk), list_(list), writer_(writer), claimants_(lines_in_memory), uses_(lines_in_memory) {}

Status LineWriting::take(vetting::CheckedLine&& checked) {
    auto const category = index_of(checked.line.category);
    auto const goes_on = checked.line.state == LineState::accepted;
    if (auto const remembered = goes_on ? remember(checked, category) : Status{}; !remembered) {
        return remembered;
    }
    lines_.push_back(std::move(checked.line));
    return lines_.size() == lines_at_once ? flush_behind() : Status{};
}

Status LineWriting::all_taken() {
    auto const begun = flush_behind();
    return begun ? await() : begun;
}

Status LineWriting::finish(std::map<LineNumber, Finding> const& verdicts) {
    for (auto const& [line, finding] : verdicts) {
        auto const state = finding.severity == Severity::refused ? LineState::refused : LineState::held;
        if (auto const set = writer_.set_waiting(line, state, text_of(finding.code)); !set) {
            return set;
        }
    }
    auto const spent = in_chunks(claimants_, verdicts, [this](auto const& claimants) { return spend(claimants); });
    if (!spent) {
        return spent;
    }
    return in_chunks(uses_, verdicts,
                     [this](auto const& uses) { return store::add_account_uses(desk_.store, writer_.list(), uses); });
}

Status LineWriting::await() { return behind_.valid() ? behind_.get() : Status{}; }

/// The lines that wait are written while others are read.
Status LineWriting::flush_behind() {
    if (auto const written = await(); !written) {
        return written;
    }
    written_.swap(lines_);
    lines_.clear();
    behind_ = begin_beside([this] { return writer_.append(written_); });
    return {};
}

std::uint32_t LineWriting::index_of(std::string const& category) {
    auto const known = std::find(categories_.begin(), categories_.end(), category);
    auto const index = static_cast<std::uint32_t>(known - categories_.begin());
    if (known == categories_.end()) {
        categories_.push_back(category);
    }
    return index;
}

Status LineWriting::remember(vetting::CheckedLine const& checked, std::uint32_t category) {
    auto const& line = checked.line;
    auto const added = claimants_.add({category, line.channel == Channel::in_kind, line.person_key, line.number});
    if (!added || line.channel != Channel::bank) {
        return added;
    }
    return uses_.add({checked.keys.account, line.number, line.amount.minor_units()});
}

Result<std::int64_t> LineWriting::scope_of(Claimant const& claimant) {
    auto const which = std::pair{claimant.category, claimant.goods};
    if (scope_ == 0 || which != scope_is_of_) {
        auto const& cover = list_.cover;
        auto const scope = store::scope_of(desk_.store, {cover.programme, cover.period, categories_[claimant.category],
                                                         claimant.goods ? "goods" : "money", cover.instalment});
        if (!scope) {
            return scope.error();
        }
        scope_ = *scope;
        scope_is_of_ = which;
    }
    return scope_;
}

Status LineWriting::spend(std::vector<Claimant> const& claimants) {
    std::vector<store::PayoutKey> keys;
    keys.reserve(claimants.size());
    for (auto const& claimant : claimants) {
        auto const scope = scope_of(claimant);
        if (!scope) {
            return scope.error();
        }
        keys.push_back({*scope, claimant.person, claimant.line});
    }
    return writer_.spend(keys);
}

}  // namespace almoner::payout
