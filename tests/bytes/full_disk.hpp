#pragma once

#include <sys/resource.h>

#include <csignal>

#include "catch.hpp"

namespace almoner::testing {

/// No file grows beyond `byte_count` while it lives, as on a full disk.
class FullDisk {
public:
    explicit FullDisk(rlim_t byte_count) {
        REQUIRE(::getrlimit(RLIMIT_FSIZE, &before_) == 0);
        auto const limit = rlimit{byte_count, before_.rlim_max};
        REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
    }
    FullDisk(FullDisk const&) = delete;
    FullDisk& operator=(FullDisk const&) = delete;
    ~FullDisk() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, before_signal_);
    }

private:
    void (*before_signal_)(int) = std::signal(SIGXFSZ, SIG_IGN);
    rlimit before_{};
};

}  // namespace almoner::testing
