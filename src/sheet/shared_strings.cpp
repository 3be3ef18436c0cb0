#include "sheet/shared_strings.hpp"

#include <algorithm>

namespace almoner::sheet {

namespace {

constexpr std::size_t memory_bytes = std::size_t{8} << 20;

}  // namespace

Status SharedStrings::add(std::string_view text) {
    if (spilled_.byte_count() == 0 && memory_.size() + text.size() <= memory_bytes) {
        memory_ += text;
    } else if (auto const appended = spilled_.append(std::as_bytes(std::span(text))); !appended) {
        return appended;
    }
    ends_.push_back(memory_.size() + spilled_.byte_count());
    return {};
}

Result<bool> SharedStrings::get(std::uint64_t index, std::string& out) {
    if (index >= ends_.size()) {
        return false;
    }
    auto const begin = index == 0 ? 0 : ends_[index - 1];
    auto const length = static_cast<std::size_t>(ends_[index] - begin);
    if (begin < memory_.size() || length == 0) {
        out.assign(memory_, static_cast<std::size_t>(std::min<std::uint64_t>(begin, memory_.size())), length);
        return true;
    }
    out.resize(length);
    auto const got = spilled_.read_at(begin - memory_.size(), std::as_writable_bytes(std::span(out)));
    return got ? Result<bool>(true) : got.error();
}

}  // namespace almoner::sheet
