#include "core/se_account.hpp"

#include <algorithm>
#include <array>

#include "core/account.hpp"
#include "core/check_digits.hpp"
#include "core/names.hpp"
#include "core/tab_table.hpp"

namespace almoner {

namespace {

/// Digits of an account, by method.
constexpr std::array<std::size_t, 4> account_lengths = {7, 7, 9, 10};

/// Weights 1, 2 ... 10, 1 from the right, modulo 11.
bool mod_11_holds(std::string_view digits) {
    auto sum = 0;
    for (std::size_t from_right = 0; from_right < digits.size(); ++from_right) {
        sum += character_value(digits[digits.size() - 1 - from_right]) * static_cast<int>(from_right % 10 + 1);
    }
    return sum % 11 == 0;
}

bool holds(std::string_view clearing, std::string_view account, SeCheckMethod method) {
    switch (method) {
        case SeCheckMethod::mod11_of_ten: return mod_11_holds(std::string(clearing.substr(1)).append(account));
        case SeCheckMethod::mod11_of_eleven: return mod_11_holds(std::string(clearing).append(account));
        case SeCheckMethod::mod11_of_nine: return mod_11_holds(account);
        case SeCheckMethod::mod10: break;
    }
    return luhn_holds(account);
}

}  // namespace

Result<std::vector<SeClearingRange>> se_clearing_of(std::string_view text) {
    constexpr Names<4> methods = {"mod11_of_ten", "mod11_of_eleven", "mod11_of_nine", "mod10"};
    auto const rows = read_tab_table(text, {"first", "last", "method"});
    if (!rows) {
        return rows.error();
    }
    std::vector<SeClearingRange> ranges;
    for (auto const& row : *rows) {
        auto const method = value_in<SeCheckMethod>(methods, row.cells[2]);
        if (row.cells[0].size() != 4 || row.cells[1].size() != 4 || !method) {
            return cell_fault(row, row.cells[0]);
        }
        ranges.push_back({std::string(row.cells[0]), std::string(row.cells[1]), *method});
    }
    return ranges;
}

Status check_se_account(std::string_view text, std::vector<SeClearingRange> const& ranges) {
    auto const digits = without_separators(text);
    auto const fault = [&](ErrorCode code) { return Error{code, {}, masked(digits), {}}; };
    if (digits.size() < 6 || !is_digits(digits)) {
        return fault(ErrorCode::account_syntax);
    }
    auto const clearing = digits.substr(0, 4);
    auto account = digits.substr(4);
    auto const found = std::find_if(ranges.begin(), ranges.end(), [&](SeClearingRange const& range) {
        return range.first <= clearing && clearing <= range.last;
    });
    if (found == ranges.end()) {
        return fault(ErrorCode::account_not_checkable);
    }
    auto const length = account_lengths[static_cast<std::size_t>(found->method)];
    if (clearing.front() == '8' && account.size() == length + 1) {
        account.erase(0, 1);
    }
    if (account.size() > length || is_zeros(account)) {
        return fault(ErrorCode::account_syntax);
    }
    account.insert(0, length - account.size(), '0');
    return holds(clearing, account, found->method) ? Status{} : fault(ErrorCode::account_check_digits);
}

}  // namespace almoner
