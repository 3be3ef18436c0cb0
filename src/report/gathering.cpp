#include "report/gathering.hpp"

#include <algorithm>

#include "core/identifiers.hpp"
#include "crypto/digest.hpp"

namespace almoner::report {

namespace {

constexpr std::size_t example_count = 5;
constexpr std::size_t list_code_length = 6;
constexpr std::size_t payout_id_length = 14;

/// Who can say more about it, where no reason of the bank's names somebody.
std::string owner_of(std::string_view exception_class) {
    constexpr std::string_view ours[] = {"line_held",        "line_refused", "list_waiting", "unsent",
                                         "paid_to_deceased", "cancelled",    "proposal",     "opening_differs"};
    return std::find(std::begin(ours), std::end(ours), exception_class) != std::end(ours) ? "us" : "bank";
}

}  // namespace

void Gathering::add(std::string const& exception_class, std::string const& cause, int severity,
                    std::string const& reason_key, std::optional<Money> amount, std::string const& member) {
    auto const id = exception_class + ":" + cause;
    auto const [found, fresh] =
        all_.try_emplace(id, Exception{id, exception_class, severity, cause, reason_key, 0, amount, {}});
    auto& exception = found->second;
    ++exception.members;
    auto const digest = crypto::sha256(exception.digest + member);
    check(static_cast<bool>(digest), "what is at hand has a digest");
    exception.digest = crypto::hex(*digest);
    if (member.size() == payout_id_length && ListCode::parse(member.substr(0, list_code_length))) {
        exception.lists.insert(member.substr(0, list_code_length));
    }
    // Sums of several currencies would say nothing.
    if (!fresh && amount && exception.amount && amount->currency() == exception.amount->currency()) {
        *exception.amount += *amount;
    } else if (!fresh) {
        exception.amount.reset();
    }
    if (exception.examples.size() < example_count) {
        exception.examples.push_back(member);
    }
}

std::vector<Exception> Gathering::by_severity(settings::Reasons const& reasons) const {
    std::vector<Exception> sorted;
    for (auto const& [id, exception] : all_) {
        sorted.push_back(exception);
        auto const* reason = reasons.find(exception.cause);
        sorted.back().owner = reason != nullptr ? reason->mended_by : owner_of(exception.exception_class);
    }
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](auto const& left, auto const& right) { return left.severity < right.severity; });
    return sorted;
}

std::string member_of(store::ListRecord const& list, Line const& line) {
    auto const code = ListCode::parse(list.code);
    return std::string(EndToEndId::of(*code, line.number, 1).payout_id());
}

}  // namespace almoner::report
