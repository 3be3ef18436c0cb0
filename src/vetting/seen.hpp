#pragma once

#include <cstdint>

#include "core/identifiers.hpp"
#include "core/line.hpp"
#include "core/result.hpp"

namespace almoner::vetting {

/// What is remembered of a line that goes on, to compare it with other lines of the list and with what the store knows.
struct Seen {
    PersonKey person{};
    PersonKey account{};  ///< zero without one
    PersonKey payee{};    ///< account and holder's name; zero without an account
    std::int64_t minor_units = 0;
    LineNumber line;
    std::uint32_t category = 0;  ///< index into Survey::categories_in_order
    PayeeKind payee_kind = PayeeKind::person;
    bool goods = false;
    bool shares_account = false;
    bool gives_reason = false;
};

/// What is remembered of a line to find another person of the same name and birth date.
struct Namesake {
    std::uint64_t named = 0;  ///< LineKeys::namesake
    PersonKey person{};
    LineNumber line;
};

/// What was found about one line by looking at others; the place is the survey's to add.
struct Remark {
    LineNumber line;
    Finding finding;
};

}  // namespace almoner::vetting
