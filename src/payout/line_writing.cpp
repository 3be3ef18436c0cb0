#include "payout/line_writing.hpp"

#include <algorithm>

namespace almoner::payout {

namespace {

constexpr std::size_t chunk = 1000;
/// Of each order; three megabytes of lines.
constexpr std::size_t lines_in_memory = 40'000;

/// Hands over all records in their order, a chunk at a time.
template <class Record, class Take>
Status in_chunks(bytes::ExternalSort<Record>& records, Take take) {
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
        if (!*more || some.size() == chunk) {
            if (auto const taken = take(some); !taken) {
                return taken;
            }
            some.clear();
        }
        if (!*more) {
            return {};
        }
        some.push_back(record);
    }
}

}  // namespace

LineWriting::LineWriting(Desk const& desk, PaymentList const& list, vetting::Survey const& survey,
                         store::ListWriter& writer)
    : desk_(desk), list_(list), categories_(survey.categories_in_order), writer_(writer), claimants_(lines_in_memory),
      uses_(lines_in_memory) {}

Status LineWriting::add(vetting::CheckedLine const& checked) {
    lines_.push_back(checked.line);
    if (lines_.size() == chunk) {
        if (auto const written = flush(); !written) {
            return written;
        }
    }
    return checked.line.state == LineState::accepted ? remember(checked) : Status{};
}

Status LineWriting::finish() {
    if (auto const written = flush(); !written) {
        return written;
    }
    auto const spent = in_chunks(claimants_, [this](auto const& claimants) { return spend(claimants); });
    if (!spent) {
        return spent;
    }
    return in_chunks(uses_,
                     [this](auto const& uses) { return store::add_account_uses(desk_.store, writer_.list(), uses); });
}

Status LineWriting::flush() {
    auto const appended = writer_.append(lines_);
    lines_.clear();
    return appended;
}

Status LineWriting::remember(vetting::CheckedLine const& checked) {
    auto const& line = checked.line;
    auto const category = std::find(categories_.begin(), categories_.end(), line.category) - categories_.begin();
    auto const added = claimants_.add(
        {static_cast<std::uint32_t>(category), line.channel == Channel::in_kind, line.person_key, line.number});
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
