#include "core/nz_account.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/account.hpp"
#include "core/check_digits.hpp"
#include "core/tab_table.hpp"

namespace almoner {

namespace {

/// Bank 2, branch 4, base 8, suffix 4.
constexpr std::size_t digit_count = 18;
constexpr std::array<std::size_t, 4> part_lengths = {2, 4, 8, 4};

struct Algorithm {
    char name;
    std::array<int, digit_count> weights;
    int modulus;
    bool adds_digits;  ///< a product counts by its digits, added until one is left
};

constexpr auto algorithms = std::to_array<Algorithm>({
    {'A', {0, 0, 6, 3, 7, 9, 0, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0, 0}, 11, false},
    {'B', {0, 0, 0, 0, 0, 0, 0, 0, 10, 5, 8, 4, 2, 1, 0, 0, 0, 0}, 11, false},
    {'D', {0, 0, 0, 0, 0, 0, 0, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0}, 11, false},
    {'E', {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 4, 3, 2, 0, 0, 0, 1}, 11, true},
    {'F', {0, 0, 0, 0, 0, 0, 0, 1, 7, 3, 1, 7, 3, 1, 0, 0, 0, 0}, 10, false},
    {'G', {0, 0, 0, 0, 0, 0, 0, 1, 3, 7, 1, 3, 7, 1, 0, 3, 7, 1}, 10, true},
    {'X', {}, 1, false},
});

Algorithm const* algorithm_of(char name) {
    auto const* const found =
        std::find_if(algorithms.begin(), algorithms.end(), [name](auto const& row) { return row.name == name; });
    return found == algorithms.end() ? nullptr : found;
}

bool holds(std::string_view digits, Algorithm const& algorithm) {
    auto sum = 0;
    for (std::size_t at = 0; at < digit_count; ++at) {
        auto const product = character_value(digits[at]) * algorithm.weights[at];
        // Nine is what is left of any multiple of nine but zero.
        sum += algorithm.adds_digits && product > 9 ? (product - 1) % 9 + 1 : product;
    }
    return sum % algorithm.modulus == 0;
}

/// Eighteen digits, or nothing when `text` has another form.
std::optional<std::string> normalised(std::string_view text) {
    auto printed = std::string(text);
    std::replace(printed.begin(), printed.end(), ' ', '-');
    auto parts = parts_of(printed, '-');
    auto const joined = without_separators(text);
    if (parts.size() != part_lengths.size()) {
        if (joined.size() != 15 && joined.size() != 16) {
            return std::nullopt;
        }
        auto const all = std::string_view(joined);
        parts = {all.substr(0, 2), all.substr(2, 4), all.substr(6, 7), all.substr(13)};
    }
    std::string digits;
    for (std::size_t part = 0; part < parts.size(); ++part) {
        if (parts[part].empty() || parts[part].size() > part_lengths[part] || !is_digits(parts[part])) {
            return std::nullopt;
        }
        digits.append(part_lengths[part] - parts[part].size(), '0').append(parts[part]);
    }
    return digits;
}

}  // namespace

Result<std::vector<NzBranches>> nz_branches_of(std::string_view text) {
    auto const rows = read_tab_table(text, {"bank", "first_branch", "last_branch", "algorithm"});
    if (!rows) {
        return rows.error();
    }
    std::vector<NzBranches> branches;
    for (auto const& row : *rows) {
        auto const name = row.cells[3];
        if (row.cells[0].size() != 2 || row.cells[1].size() != 4 || row.cells[2].size() != 4 || name.size() != 1 ||
            algorithm_of(name[0]) == nullptr) {
            return cell_fault(row, row.cells[0]);
        }
        branches.push_back({std::string(row.cells[0]), std::string(row.cells[1]), std::string(row.cells[2]), name[0]});
    }
    return branches;
}

Status check_nz_account(std::string_view text, std::vector<NzBranches> const& branches) {
    auto const digits = normalised(text);
    if (!digits) {
        return Error{ErrorCode::account_syntax, {}, masked(text), {}};
    }
    auto const bank = digits->substr(0, 2);
    auto const branch = digits->substr(2, 4);
    auto const found = std::find_if(branches.begin(), branches.end(), [&](NzBranches const& row) {
        return row.bank == bank && row.first <= branch && branch <= row.last;
    });
    if (found == branches.end()) {
        return Error{ErrorCode::account_not_checkable, {}, masked(*digits), {}};
    }
    // Algorithm A leaves the branch out for the newer account bases.
    auto const newer = found->algorithm == 'A' && digits->substr(6, 8) >= "00990000";
    if (!holds(*digits, *algorithm_of(newer ? 'B' : found->algorithm))) {
        return Error{ErrorCode::identifier_checksum, {}, masked(*digits), {}};
    }
    return {};
}

}  // namespace almoner
