#include "core/check.hpp"

#include <csignal>
#include <cstdio>

#include <sys/wait.h>
#include <unistd.h>

#include "catch.hpp"
#include "core/result.hpp"

using namespace almoner;

namespace {

/// The signal that ended a child process in which `broken` ran, 0 when it came back.
int signal_of(void (*broken)()) {
    std::fflush(nullptr);
    auto const child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGABRT, SIG_DFL);
        static_cast<void>(std::freopen("/dev/null", "w", stderr));
        broken();
        std::_Exit(0);
    }
    auto status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

TEST_CASE("what holds goes on and what does not stops the program") {
    CHECK(signal_of([] { check(true, "holds"); }) == 0);
    CHECK(signal_of([] { check(false, "does not hold"); }) == SIGABRT);
}

TEST_CASE("the value of a failed result is a bug of ours") {
    CHECK(signal_of([] { static_cast<void>(*Result<int>(Error{ErrorCode::file_io, {}, {}, {}})); }) == SIGABRT);
    CHECK(signal_of([] { static_cast<void>(Result<int>(1).error()); }) == SIGABRT);
}
