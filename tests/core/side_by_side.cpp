#include "core/side_by_side.hpp"

#include "catch.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

using namespace almoner;

TEST_CASE("two tasks run at once and both are heard") {
    auto const here = std::this_thread::get_id();
    std::promise<int> asked;
    std::promise<int> answered;
    // Each waits for the other: one after the other they would never end.
    auto const [left, right] = side_by_side(
        [&] {
            asked.set_value(1);
            return std::pair(answered.get_future().get(), std::this_thread::get_id());
        },
        [&] {
            auto const question = asked.get_future().get();
            answered.set_value(question + 1);
            return std::pair(question, std::this_thread::get_id());
        });
    CHECK(left.first == 2);
    CHECK(right.first == 1);
    CHECK(left.second == here);
    CHECK(right.second != here);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // which need memory of their own
TEST_CASE("where no thread is to be had both run all the same") {
    // In a process of its own, which cannot get the memory for a thread.
    auto const child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        rlimit const none{1, 1};
        if (setrlimit(RLIMIT_AS, &none) != 0) {
            _exit(3);
        }
        auto const [left, right] = side_by_side([] { return 1; }, [] { return 2; });
        _exit(left == 1 && right == 2 ? 0 : 4);
    }
    auto status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
}
#endif
