#pragma once

#include <future>
#include <system_error>
#include <utility>

namespace almoner {

/// Runs two tasks that share nothing at once, `here` on the calling thread, and returns what both give. Where no thread
/// is to be had they run one after the other, which gives the same.
template <class Here, class Beside>
auto side_by_side(Here here, Beside beside) {
    std::future<decltype(beside())> other;
    try {
        other = std::async(std::launch::async, beside);
    } catch (std::system_error const&) {
        other = std::async(std::launch::deferred, beside);
    }
    auto done = here();
    return std::pair(std::move(done), other.get());
}

}  // namespace almoner
