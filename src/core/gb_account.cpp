#include "core/gb_account.hpp"

#include <algorithm>

#include "core/account.hpp"
#include "core/check_digits.hpp"
#include "core/names.hpp"
#include "core/tab_table.hpp"

namespace almoner {

namespace {

/// The specification calls the digits of sort code and account number u to z and a to h.
enum Place : std::size_t { a = 6, b, c, d, e, f, g, h };

using Weights = std::array<int, 14>;

/// Sort code and account number, fourteen digits.
class GbAccount {
public:
    explicit GbAccount(std::string digits) : digits_(std::move(digits)) {}

    [[nodiscard]] int at(Place place) const { return character_value(digits_[place]); }
    [[nodiscard]] std::string_view sort_code() const { return std::string_view(digits_).substr(0, 6); }
    [[nodiscard]] int sum(Weights const& weights) const { return weighted_sum(digits_, weights); }

    [[nodiscard]] int sum_of_digits(Weights const& weights) const {
        auto sum = 0;
        for (std::size_t place = 0; place < digits_.size(); ++place) {
            auto const product = character_value(digits_[place]) * weights[place];
            sum += product / 10 + product % 10;
        }
        return sum;
    }

    [[nodiscard]] GbAccount with_sort_code(std::string_view sort_code) const {
        return GbAccount(std::string(sort_code).append(digits_, a));
    }

    /// Exception 14: the last digit taken out, a zero in front of the others.
    [[nodiscard]] GbAccount shifted() const { return GbAccount(digits_.substr(0, a) + "0" + digits_.substr(a, h - a)); }

private:
    std::string digits_;
};

/// Exceptions 7 and 10: nothing before the third digit of the account number counts.
Weights without_beginning(Weights weights) {
    std::fill(weights.begin(), weights.begin() + c, 0);
    return weights;
}

Weights weights_for(GbAccount const& account, GbModulusRow const& row) {
    auto const ends_in_nine = account.at(g) == 9;
    if (row.exception == 2 && account.at(a) != 0) {
        return ends_in_nine ? Weights{0, 0, 0, 0, 0, 0, 0, 0, 8, 7, 10, 9, 3, 1}
                            : Weights{0, 0, 1, 2, 5, 3, 6, 4, 8, 7, 10, 9, 3, 1};
    }
    auto const old_number = (account.at(a) == 0 || account.at(a) == 9) && account.at(b) == 9;
    auto const zeroised = ends_in_nine && (row.exception == 7 || (row.exception == 10 && old_number));
    return zeroised ? without_beginning(row.weights) : row.weights;
}

/// The account as the check wants it: some exceptions put another sort code in its place.
GbAccount account_for(GbAccount const& account, GbModulusRow const& row, GbModulusTable const& table) {
    if (row.exception == 8) {
        return account.with_sort_code("090126");
    }
    if (row.exception == 9) {
        return account.with_sort_code("309634");
    }
    auto const found = table.substitutes.find(account.sort_code());
    auto const substituted = row.exception == 5 && found != table.substitutes.end();
    return substituted ? account.with_sort_code(found->second) : account;
}

/// Exception 5 puts the check digit at g or h instead of bringing the sum to a multiple.
bool is_complement(int remainder, int modulus, int check_digit) {
    return check_digit == (remainder == 0 ? 0 : modulus - remainder);
}

bool double_alternate_holds(GbAccount const& account, GbModulusRow const& row) {
    constexpr auto institution = 27;  // exception 1 stands for 580149 before the number
    auto const sum = account.sum_of_digits(row.weights) + (row.exception == 1 ? institution : 0);
    return row.exception == 5 ? is_complement(sum % 10, 10, account.at(h)) : sum % 10 == 0;
}

bool standard_check_holds(GbAccount const& account, GbModulusRow const& row) {
    auto const modulus = row.method == GbModulusMethod::mod10 ? 10 : 11;
    // A weight may be negative.
    auto const remainder = (account.sum(weights_for(account, row)) % modulus + modulus) % modulus;
    switch (row.exception) {
        case 4: return remainder == account.at(g) * 10 + account.at(h);
        case 5: return is_complement(remainder, modulus, account.at(g));
        default: return remainder == 0;
    }
}

bool holds(GbAccount const& original, GbModulusRow const& row, GbModulusTable const& table) {
    auto const account = account_for(original, row, table);
    if (row.method == GbModulusMethod::double_alternate) {
        return double_alternate_holds(account, row);
    }
    if (standard_check_holds(account, row)) {
        return true;
    }
    auto const last = account.at(h);
    auto const coutts = row.exception == 14 && (last == 0 || last == 1 || last == 9);
    return coutts && standard_check_holds(account.shifted(), row);
}

bool both_hold(GbAccount const& account, std::vector<GbModulusRow const*> const& rows, GbModulusTable const& table) {
    auto const first = holds(account, *rows[0], table);
    if (rows.size() == 1) {
        return first;
    }
    auto const exception = rows[0]->exception;
    auto const either = exception == 2 || exception == 10 || exception == 12;
    if (either && first) {
        return true;
    }
    auto const unneeded = rows[1]->exception == 3 && (account.at(c) == 6 || account.at(c) == 9);
    return (either || first) && (unneeded || holds(account, *rows[1], table));
}

Result<GbModulusRow> row_of(TabRow const& cells) {
    constexpr Names<3> methods = {"mod10", "mod11", "double_alternate"};
    GbModulusRow row;
    row.first = cells.cells[0];
    row.last = cells.cells[1];
    auto const method = value_in<GbModulusMethod>(methods, cells.cells[2]);
    auto const weights = parts_of(cells.cells[3], ' ');
    auto const exception = cells.cells[4] == "-" ? std::optional(0) : whole_number(cells.cells[4]);
    if (row.first.size() != 6 || row.last.size() != 6 || !method || weights.size() != row.weights.size() ||
        !exception) {
        return cell_fault(cells, cells.cells[0]);
    }
    row.method = *method;
    row.exception = *exception;
    for (std::size_t place = 0; place < weights.size(); ++place) {
        auto const weight = whole_number(weights[place]);
        if (!weight) {
            return cell_fault(cells, weights[place]);
        }
        row.weights[place] = *weight;
    }
    return row;
}

}  // namespace

Result<std::vector<GbModulusRow>> gb_modulus_rows_of(std::string_view text) {
    auto const lines = read_tab_table(text, {"first", "last", "method", "weights", "exception"});
    if (!lines) {
        return lines.error();
    }
    std::vector<GbModulusRow> rows;
    for (auto const& line : *lines) {
        auto row = row_of(line);
        if (!row) {
            return row.error();
        }
        rows.push_back(*std::move(row));
    }
    return rows;
}

Result<std::map<std::string, std::string, std::less<>>> gb_substitutes_of(std::string_view text) {
    auto const rows = read_tab_table(text, {"sort_code", "substitute"});
    if (!rows) {
        return rows.error();
    }
    std::map<std::string, std::string, std::less<>> substitutes;
    for (auto const& row : *rows) {
        if (row.cells[0].size() != 6 || row.cells[1].size() != 6) {
            return cell_fault(row, row.cells[0]);
        }
        substitutes.emplace(row.cells[0], row.cells[1]);
    }
    return substitutes;
}

Status check_gb_account(std::string_view text, GbModulusTable const& table) {
    auto digits = without_separators(text);
    auto const fault = [&](ErrorCode code) { return Error{code, {}, masked(digits), {}}; };
    if (digits.size() < 12 || digits.size() > 16 || !is_digits(digits)) {
        return fault(ErrorCode::account_syntax);
    }
    if (digits.size() > 14) {
        return fault(ErrorCode::account_not_checkable);
    }
    digits.insert(a, 14 - digits.size(), '0');
    auto const account = GbAccount(digits);
    std::vector<GbModulusRow const*> rows;
    for (auto const& row : table.rows) {
        if (row.first <= account.sort_code() && account.sort_code() <= row.last) {
            rows.push_back(&row);
        }
    }
    auto const in_foreign_currency = account.at(a) >= 4 && account.at(a) <= 8 && account.at(g) == account.at(h);
    if (rows.empty() || (rows[0]->exception == 6 && in_foreign_currency)) {
        return fault(ErrorCode::account_not_checkable);
    }
    return both_hold(account, rows, table) ? Status{} : fault(ErrorCode::account_check_digits);
}

}  // namespace almoner
