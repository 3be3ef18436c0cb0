#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace almoner::cli {

/// What stood on the command line. Each command uses its own part; empty means not given.
struct Options {
    std::filesystem::path home;
    std::string language;
    std::string now;
    bool json = false;

    std::vector<std::filesystem::path> files;
    std::vector<std::string> samples;
    std::vector<std::string> values;
    std::filesystem::path certificate;
    std::filesystem::path signature;
    std::string algorithm;
    std::filesystem::path key;
    std::filesystem::path workbook;
    std::string as;
    std::string from;
    std::string list;
    std::string state;
    std::string id;
    std::string code, kind, of, programme, fund, unit, profile, debtor_account, execution_date, deadline, period,
        reason, basis;
    std::string source, date, currency;
    std::string notice_from, notice_to, notice_place;
    std::uint64_t objections = 0;
    std::string action, purpose, to, how, reference, cancellation_code, payout, amount;
    int days = 0;
    int passphrase_descriptor = -1;
    std::filesystem::path out;
    std::vector<std::string> columns;  ///< HEADING=FIELD
    int instalment = 1;
    bool from_standard_input = false;
    bool refuse = false;
};

}  // namespace almoner::cli
