#include <algorithm>
#include <random>
#include <set>
#include <tuple>

#include "core/evidence.hpp"
#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

/// Under the sanitizers a tenth of it is enough: what they look for is not in the numbers.
#ifdef __SANITIZE_ADDRESS__
constexpr int operations = 100'000;
#else
constexpr int operations = 1'000'000;
#endif
constexpr std::int64_t owed = 500;

Money yuan(std::int64_t minor_units) { return {minor_units, *Currency::parse("CNY")}; }

/// One transfer as a clerk with a ledger card would keep it: money out, money back, and a tick for each thing heard.
struct Card {
    FileState file = FileState::delivered;
    std::set<std::tuple<EvidenceKind, std::int64_t, std::uint32_t>> entered;
    std::int64_t out = 0, back = 0;
    int debits = 0, credits = 0;
    bool debit_is_inferred = true;  ///< each of them
    bool received = false, release = false, accepted = false, rejected = false, announced = false, odd = false;
    int asked = 0;
    bool pending = false, given_up = false, given_up_by_word = false;
    std::set<std::pair<std::int64_t, std::uint32_t>> refusals;
    std::uint32_t said_by_bank = 0;
    std::optional<std::tuple<std::uint32_t, EvidenceKind>> ruling;
    Day last_debit;

    void enter(Evidence const& fact) {
        if (!entered.emplace(fact.kind, fact.bank_file, fact.entry).second) {
            return;
        }
        said_by_bank += fact.bank_file == 0 ? 0 : 1;
        switch (fact.kind) {
            case EvidenceKind::received: received = true; break;
            case EvidenceKind::release_pending: release = true; break;
            case EvidenceKind::accepted: accepted = true; break;
            case EvidenceKind::rejected: rejected = true; break;
            case EvidenceKind::provisional: announced = true; break;
            case EvidenceKind::debited:
                last_debit = debits++ == 0 ? *fact.day : std::max(last_debit, *fact.day);
                debit_is_inferred = debit_is_inferred && fact.inferred;
                out += fact.amount->minor_units();
                break;
            case EvidenceKind::credited_back:
                ++credits;
                back += fact.amount->minor_units();
                break;
            case EvidenceKind::mismatch: odd = true; break;
            case EvidenceKind::cancel_asked: ++asked; break;
            case EvidenceKind::cancel_pending: pending = true; break;
            case EvidenceKind::cancel_accepted:
                given_up = true;
                given_up_by_word = given_up_by_word || fact.bank_file == 0;
                break;
            case EvidenceKind::cancel_refused:
                refusals.emplace(fact.bank_file, fact.bank_file == 0 ? fact.entry : 0);
                break;
            case EvidenceKind::ruled_paid:
            case EvidenceKind::ruled_failed:
                ruling = std::max(ruling, std::optional(std::tuple(fact.entry, fact.kind)));
                break;
        }
    }

    [[nodiscard]] AttemptState paid(Day today) const {
        return last_debit != Day{} && last_debit + date::days{10} < today ? AttemptState::final_ : AttemptState::booked;
    }

    /// Of money: what is gone, what came back, and whether that can be.
    [[nodiscard]] std::optional<AttemptState> by_money(Day today) const {
        auto gone = out;
        auto returned = back;
        auto times = debits;
        if (times > 1 && returned >= gone - owed) {  // the second one came back: as if it had never been
            returned -= gone - owed;
            gone = owed;
            times = 1;
        }
        auto const came_back = credits > 0 && (returned > 0 || times == 0);
        auto const knows = times > 0 || announced || accepted || release || received;
        auto const taken_back = file == FileState::withdrawn || file == FileState::not_sent;
        if (rejected && times == 1 && debit_is_inferred && !came_back && !odd) {
            return AttemptState::provisional;  // a batch debited whole; the rejected part is still to come back
        }
        auto const impossible = odd || times > 1 || (times == 0 && came_back) || returned > owed ||
                                (rejected && times == 1 && !(came_back && returned == owed)) || (knows && taken_back);
        if (impossible) {
            if (ruling && std::get<0>(*ruling) == said_by_bank) {
                return std::get<1>(*ruling) == EvidenceKind::ruled_paid ? paid(today) : AttemptState::rejected;
            }
            return AttemptState::conflict;
        }
        if (came_back) {
            return returned == owed ? AttemptState::returned : AttemptState::returned_short;
        }
        return times == 1 ? std::optional(paid(today)) : std::nullopt;
    }

    [[nodiscard]] AttemptState by_word(Day today) const {
        if (auto const money = by_money(today)) {
            return *money;
        }
        return rejected    ? AttemptState::rejected
               : announced ? AttemptState::provisional
               : accepted  ? AttemptState::bank_accepted
               : release   ? AttemptState::at_bank_for_release
               : received  ? AttemptState::bank_received
                           : fold(file, yuan(owed), {}, {today, 10}).state;  // the file's own; a table has it
    }

    [[nodiscard]] AttemptState state(Day today) const {
        static std::set<AttemptState> const over = {AttemptState::rejected,       AttemptState::returned,
                                                    AttemptState::returned_short, AttemptState::conflict,
                                                    AttemptState::withdrawn,      AttemptState::not_sent};
        auto const otherwise = by_word(today);
        auto const open_requests = asked > static_cast<int>(refusals.size());
        if (over.contains(otherwise) || (!given_up && !open_requests)) {
            return otherwise;
        }
        if (!given_up) {
            return AttemptState::cancel_requested;
        }
        if (!refusals.empty() && !open_requests) {
            return AttemptState::conflict;
        }
        auto const may_be_gone = debits > 0 || (otherwise == AttemptState::provisional && !given_up_by_word);
        return may_be_gone ? AttemptState::cancel_requested : AttemptState::cancelled;
    }
};

class Chance {
public:
    explicit Chance(std::uint32_t seed) : engine_(seed) {}
    int below(int limit) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(limit)); }
    std::mt19937& engine() { return engine_; }

private:
    std::mt19937 engine_;
};

Evidence something(Chance& chance, std::uint32_t said_by_bank) {
    auto const kind = static_cast<EvidenceKind>(chance.below(static_cast<int>(EvidenceKind::ruled_failed) + 1));
    Evidence fact{.kind = kind, .bank_file = 1 + chance.below(3), .statement = 1};
    fact.entry = static_cast<std::uint32_t>(1 + chance.below(2));
    if (kind == EvidenceKind::debited || kind == EvidenceKind::credited_back) {
        // Two facts of one place say the same, as they do in one file.
        auto const odd = (fact.bank_file + fact.entry) % 4 == 0 && kind == EvidenceKind::credited_back;
        fact.amount = yuan(odd ? 480 : owed);
        fact.day = day(2026, 1, 20) + date::days{static_cast<int>(fact.bank_file)};
        fact.inferred = kind == EvidenceKind::debited && fact.entry == 2;
    }
    if (kind == EvidenceKind::cancel_asked) {
        fact.bank_file = 0;
    }
    if ((kind == EvidenceKind::cancel_accepted || kind == EvidenceKind::cancel_refused) && chance.below(2) == 0) {
        fact.bank_file = 0;
    }
    if (kind == EvidenceKind::ruled_paid || kind == EvidenceKind::ruled_failed) {
        fact.bank_file = 0;
        fact.statement = 0;
        fact.entry = said_by_bank;
    }
    return fact;
}

}  // namespace

TEST_CASE("a million operations in any order end where a ledger card ends") {
    Chance chance(20260127);
    auto const files = std::to_array({FileState::planned, FileState::sealed, FileState::delivered, FileState::submitted,
                                      FileState::in_doubt, FileState::withdrawn, FileState::not_sent});
    std::set<AttemptState> met;
    auto differences = 0;
    for (auto done = 0; done < operations;) {
        Card card;
        card.file = files[static_cast<std::size_t>(chance.below(static_cast<int>(files.size())))];
        std::vector<Evidence> facts;
        for (auto length = 1 + chance.below(9); length > 0; --length, ++done) {
            facts.push_back(something(chance, card.said_by_bank));
            card.enter(facts.back());
            if (chance.below(3) == 0) {
                facts.push_back(facts[static_cast<std::size_t>(chance.below(static_cast<int>(facts.size())))]);
            }
            std::shuffle(facts.begin(), facts.end(), chance.engine());
            auto const today = day(2026, 1, 21) + date::days{chance.below(20)};
            auto const state = fold(card.file, yuan(owed), facts, {today, 10}).state;
            met.insert(state);
            if (state != card.state(today)) {
                ++differences;
                UNSCOPED_INFO("after " << done << " operations: " << text_of(state) << ", and on the card "
                                       << text_of(card.state(today)));
            }
        }
        if (differences > 3) {
            break;
        }
    }
    CHECK(differences == 0);
    CHECK(met.size() == 19);
}
