#pragma once

#include <string>

#include "testbank/day_statement.hpp"

namespace almoner::testbank {

/// An MT940, whose field 86 has codes between slashes. Nobody can sign it.
std::string mt940(DayStatement const& statement);

}  // namespace almoner::testbank
