#pragma once

#include <future>
#include <system_error>
#include <utility>

namespace almoner {

/// Begins a task on a thread of its own; where none is to be had it runs when its result is asked for, which gives the
/// same. Whoever asks late or never waits for it all the same.
template <class Task>
auto begin_beside(Task task) {
    try {
        return std::async(std::launch::async, task);
    } catch (std::system_error const&) {
        return std::async(std::launch::deferred, task);
    }
}

/// Runs two tasks that share nothing at once, `here` on the calling thread, and returns what both give.
template <class Here, class Beside>
auto side_by_side(Here here, Beside beside) {
    auto other = begin_beside(std::move(beside));
    auto done = here();
    return std::pair(std::move(done), other.get());
}

}  // namespace almoner
