#include "sheet/shared_strings.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace almoner::sheet {

namespace {

constexpr std::size_t memory_bytes = std::size_t{8} << 20;

Error io_error() { return {ErrorCode::file_io, {"shared strings", {}, 0, 0}, std::strerror(errno), {}}; }

}  // namespace

Status SharedStrings::add(std::string_view text) {
    if (!spill_ && memory_.size() + text.size() <= memory_bytes) {
        memory_ += text;
        ends_.push_back(memory_.size());
        return {};
    }
    if (!spill_) {
        spill_.reset(std::tmpfile());
        if (!spill_) {
            return io_error();
        }
    }
    if (std::fwrite(text.data(), 1, text.size(), spill_.get()) != text.size()) {
        return io_error();
    }
    spilled_ += text.size();
    ends_.push_back(memory_.size() + spilled_);
    return {};
}

Result<bool> SharedStrings::get(std::uint64_t index, std::string& out) const {
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
    if (std::fflush(spill_.get()) != 0) {
        return io_error();
    }
    auto const place = static_cast<::off_t>(begin - memory_.size());
    auto const count = ::pread(::fileno(spill_.get()), out.data(), length, place);
    return count == static_cast<::ssize_t>(length) ? Result<bool>(true) : io_error();
}

}  // namespace almoner::sheet
