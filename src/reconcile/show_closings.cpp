#include "reconcile/show_closings.hpp"

#include <set>

#include "audit/log.hpp"
#include "store/closings.hpp"

namespace almoner::reconcile {

namespace {

std::vector<audit::Part> touched_by(std::vector<store::NewlyShown> const& news) {
    std::set<audit::Part> touched;
    for (auto const& [closing, by] : news) {
        touched.insert({"closing", closing.list});
        for (auto const& place : {closing.shown_by, by}) {
            if (place) {
                touched.insert({"entry", place->bank_file});
            }
        }
    }
    return {touched.begin(), touched.end()};
}

}  // namespace

Status show_closings(Desk const& desk) {
    auto const news = store::newly_shown(desk.store);
    if (!news || news->empty()) {
        return news ? Status{} : news.error();
    }
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    if (auto const set = store::set_shown(desk.store, *news); !set) {
        return set;
    }
    audit::Leaf leaf{.utc = desk.clock.now(), .run = desk.ticket.run, .kind = "closings_shown"};
    if (auto const told = audit::append(desk.store, std::move(leaf), touched_by(*news)); !told) {
        return told;
    }
    return transaction->commit();
}

}  // namespace almoner::reconcile
