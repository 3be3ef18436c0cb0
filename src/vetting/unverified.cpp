#include "vetting/unverified.hpp"

#include <algorithm>
#include <array>

namespace almoner::vetting {

namespace {

/// What a verdict, or the lack of one, says of a line: no reason to leave it out of the question.
constexpr std::array<ErrorCode, 4> answers = {ErrorCode::payee_close_match, ErrorCode::payee_no_match,
                                              ErrorCode::payee_not_possible, ErrorCode::payee_not_verified};

Result<Survey> survey_with(store::Connection* connection, Terms const& terms, std::filesystem::path const& rows) {
    if (connection == nullptr) {
        return survey(terms, rows, nullptr);
    }
    auto history = History::open(*connection, terms);
    return history ? survey(terms, rows, &*history) : Result<Survey>(history.error());
}

}  // namespace

Result<Unverified> Unverified::open(store::Connection* connection) {
    if (connection == nullptr) {
        return Unverified(std::nullopt);
    }
    auto const registers = store::registers_in_force(*connection);
    if (!registers) {
        return registers.error();
    }
    auto const known = std::find_if(registers->begin(), registers->end(),
                                    [](auto const& one) { return one.kind == store::RegisterKind::verdicts; });
    if (known == registers->end()) {
        return Unverified(std::nullopt);
    }
    auto verdicts = store::RegisterLookup::open(*connection, *known);
    return verdicts ? Unverified(*std::move(verdicts)) : Result<Unverified>(verdicts.error());
}

Status Unverified::for_each(Terms terms, store::Connection* connection, std::filesystem::path const& rows,
                            std::function<Status(CheckedLine const&)> const& take) {
    auto const* rule = terms.rules.find(ErrorCode::payee_not_verified);
    auto const oldest = terms.today - date::days{rule == nullptr ? usual_days : rule->days};
    terms.rules = terms.rules.without(answers);
    auto const surveyed = survey_with(connection, terms, rows);
    if (!surveyed) {
        return surveyed.error();
    }
    auto const read = for_each_line(terms, *surveyed, rows, [&](CheckedLine const& checked) -> Status {
        auto const wanted = is_wanted(checked, oldest);
        if (!wanted || !*wanted) {
            return wanted ? Status{} : wanted.error();
        }
        return take(checked);
    });
    return read ? Status{} : read.error();
}

Result<bool> Unverified::is_wanted(CheckedLine const& checked, Day oldest) {
    auto const& line = checked.line;
    if (line.state != LineState::accepted || line.channel != Channel::bank ||
        !seen_.insert(checked.keys.payee).second) {
        return false;
    }
    auto const verdict =
        verdicts_ ? verdicts_->find(checked.keys.payee) : std::optional<store::RegisterEntry>(std::nullopt);
    return verdict ? Result<bool>(!*verdict || (*verdict)->day < oldest) : verdict.error();
}

}  // namespace almoner::vetting
