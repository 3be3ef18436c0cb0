#include "vetting/crossings.hpp"

#include <algorithm>
#include <set>

#include "vetting/caps.hpp"
#include "vetting/duplicates.hpp"

namespace almoner::vetting {

namespace {

/// Of each order; four megabytes of lines.
constexpr std::size_t lines_in_memory = 40'000;

/// Hands over neighbours of a sorted order whose `key` is the same, as one group.
template <class Record, class Before, class Key, class Take>
Status for_each_group(bytes::ExternalSort<Record, Before>& sorted, Key Record::*key, Take take) {
    if (auto const ready = sorted.sort(); !ready) {
        return ready;
    }
    std::vector<Record> group;
    Record next;
    for (;;) {
        auto const more = sorted.next(next);
        if (!more) {
            return more.error();
        }
        if (!group.empty() && (!*more || group.front().*key != next.*key)) {
            if (auto const taken = take(group); !taken) {
                return taken;
            }
            group.clear();
        }
        if (!*more) {
            return {};
        }
        group.push_back(next);
    }
}

Remark remark_of(Collision const& collision) {
    return {collision.line, Finding{collision.code, collision.severity, {}, {}, {std::to_string(collision.other.row)}}};
}

bool waits(Severity severity) { return severity == Severity::held || severity == Severity::refused; }

/// A line that waits already takes no part in what else is asked about its person.
std::vector<Seen> still_going(std::vector<Seen> const& lines, std::vector<Collision> const& collisions) {
    std::set<LineNumber> waiting;
    for (auto const& collision : collisions) {
        if (waits(collision.severity)) {
            waiting.insert(collision.line);
        }
    }
    std::vector<Seen> going;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(going),
                 [&](Seen const& line) { return !waiting.contains(line.line); });
    return going;
}

}  // namespace

Crossings::Crossings(Terms const& terms)
    : terms_(terms), persons_(lines_in_memory), accounts_(lines_in_memory), namesakes_(lines_in_memory) {}

Status Crossings::add(CheckedLine const& checked, std::uint32_t category) {
    auto const& line = checked.line;
    auto const& keys = checked.keys;
    Seen const seen{.person = line.person_key,
                    .account = keys.account,
                    .payee = keys.payee,
                    .minor_units = line.amount.minor_units(),
                    .line = line.number,
                    .category = category,
                    .payee_kind = line.payee_kind,
                    .goods = line.channel == Channel::in_kind,
                    .shares_account = keys.shares_account,
                    .gives_reason = keys.gives_reason};
    auto added = persons_.add(seen);
    if (added && seen.account != PersonKey{}) {
        added = accounts_.add(seen);
    }
    if (added && keys.namesake != 0) {
        added = namesakes_.add({keys.namesake, line.person_key, line.number});
    }
    return added;
}

Status Crossings::about_person(std::vector<Seen> const& lines, std::vector<std::string> const& categories,
                               History* history, std::vector<Remark>& remarks) const {
    std::vector<Collision> collisions;
    find_persons_twice(lines, terms_.programme.duplicates, collisions);
    for (auto const& collision : collisions) {
        remarks.push_back(remark_of(collision));
    }
    auto const going = still_going(lines, collisions);
    if (going.empty()) {
        return {};
    }
    if (history != nullptr) {
        if (auto const asked = history->about_person(going, categories, remarks); !asked) {
            return asked;
        }
    }
    auto const granted = history == nullptr ? Money::zero(terms_.programme.currency) : history->granted_this_year();
    find_over_caps(terms_, going, categories, granted, remarks);
    return {};
}

Status Crossings::find(std::vector<std::string> const& categories, History* history,
                       std::function<void(Remark const&)> const& take) {
    std::vector<Remark> remarks;
    auto const hand_over = [&] {
        std::for_each(remarks.begin(), remarks.end(), take);
        remarks.clear();
    };
    auto const persons = for_each_group(persons_, &Seen::person, [&](std::vector<Seen> const& lines) {
        auto const asked = about_person(lines, categories, history, remarks);
        hand_over();
        return asked;
    });
    if (!persons) {
        return persons;
    }
    auto const accounts = for_each_group(accounts_, &Seen::account, [&](std::vector<Seen> const& lines) -> Status {
        std::vector<Collision> collisions;
        find_account_shared(lines, collisions);
        std::transform(collisions.begin(), collisions.end(), std::back_inserter(remarks), remark_of);
        auto const asked = history == nullptr ? Status{} : history->about_account(lines, categories, remarks);
        hand_over();
        return asked;
    });
    if (!accounts) {
        return accounts;
    }
    auto const* namesake = terms_.rules.find(ErrorCode::person_namesake);
    return for_each_group(namesakes_, &Namesake::named, [&](std::vector<Namesake> const& lines) -> Status {
        std::vector<Collision> collisions;
        find_namesakes(lines, namesake->severity, collisions);
        std::transform(collisions.begin(), collisions.end(), std::back_inserter(remarks), remark_of);
        hand_over();
        return {};
    });
}

}  // namespace almoner::vetting
