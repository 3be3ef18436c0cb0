#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "report/exceptions.hpp"
#include "report/summary.hpp"
#include "settings/formats.hpp"
#include "settings/programme.hpp"
#include "settings/texts.hpp"
#include "store/connection.hpp"

namespace almoner::report {

/// What the night report is made from.
struct Night {
    store::Connection& connection;
    settings::Texts const& texts;
    std::map<std::string, settings::Programme> const& programmes;
    Horizon horizon;
    Instant now;
    std::string organisation;
};

/// What the night report is called, in its folder.
inline constexpr std::string_view night_files[] = {"night.html", "payouts.csv", "payouts.json"};

/// Where the report was written.
struct Written {
    std::filesystem::path html;
    std::filesystem::path register_csv;
    std::filesystem::path register_json;
    std::map<std::string, Sums> programmes;
    std::vector<Exception> exceptions;
};

/// Writes the night report into `folder`: night.html (control sheet per programme, fund and list,
/// exceptions, returns, files, statements), payouts.csv and payouts.json (one line per payout line).
Result<Written> write_night(Night const& night, std::filesystem::path const& folder);

}  // namespace almoner::report
