#pragma once

#include <set>
#include <string>

#include "reconcile/read/answer.hpp"

namespace almoner::reconcile {

/// Tells where an answer departs from its standard, of each kind the first place only.
class Departures {
public:
    explicit Departures(AnswerListener const& listener) : listener_(listener) {}

    /// A file with a name of its own begins, or a part of one.
    void begin(std::string file_name) {
        file_name_ = std::move(file_name);
        told_.clear();
    }
    /// `what` names the thing: "entry.status". An empty one is no departure.
    Status tell(std::string const& what, std::uint64_t line);

private:
    AnswerListener const& listener_;
    std::string file_name_;
    std::set<std::string> told_;
};

/// Whether the text is an amount as ISO 20022 writes it: 18 digits at most, five of them after the point.
bool is_amount(std::string_view text);
/// Whether the text begins with a day of the calendar as ISO 8601 writes it.
bool begins_with_day(std::string_view text);

}  // namespace almoner::reconcile
