#include "sheet/merges.hpp"

#include <algorithm>
#include <charconv>

namespace almoner::sheet {

namespace {

constexpr std::size_t most_merges = 100'000;

}  // namespace

std::uint64_t number_in(std::string_view attribute) {
    std::uint64_t number = 0;
    std::from_chars(attribute.data(), attribute.data() + attribute.size(), number);
    return number;
}

CellReference reference_of(std::string_view text) {
    CellReference reference;
    while (!text.empty() && text.front() >= 'A' && text.front() <= 'Z' && reference.column <= most_columns) {
        reference.column = reference.column * 26 + static_cast<std::uint64_t>(text.front() - 'A' + 1);
        text.remove_prefix(1);
    }
    reference.row = number_in(text);
    return reference;
}

bool Merges::add(std::string_view range) {
    auto const colon = std::min(range.find(':'), range.size());
    auto const from = reference_of(range.substr(0, colon));
    auto const to = reference_of(range.substr(std::min(colon + 1, range.size())));
    if (from.column == 0 || from.column != to.column || from.row >= to.row || from.column > most_columns) {
        return true;
    }
    if (all_.size() == most_merges) {
        return false;
    }
    all_.push_back({from.column, from.row, to.row});
    return true;
}

void Merges::start_rows() {
    std::sort(all_.begin(), all_.end(),
              [](auto const& left, auto const& right) { return left.first_row < right.first_row; });
    next_ = 0;
    reaching_.clear();
}

std::vector<std::uint64_t> const& Merges::columns_in(std::uint64_t row) {
    std::erase_if(reaching_, [row](auto const& merge) { return merge.last_row < row; });
    for (; next_ < all_.size() && all_[next_].first_row < row; ++next_) {
        if (all_[next_].last_row >= row) {
            reaching_.push_back(all_[next_]);
        }
    }
    columns_.clear();
    for (auto const& merge : reaching_) {
        columns_.push_back(merge.column);
    }
    return columns_;
}

void Merges::clear() {
    all_.clear();
    start_rows();
}

}  // namespace almoner::sheet
