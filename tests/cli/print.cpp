#include "cli/print.hpp"

#include "catch.hpp"

using namespace almoner;
using cli::ExitCode;

TEST_CASE("the exit code tells cron whether to try again, to call somebody, or to wait") {
    auto const code = [](ErrorCode error) { return cli::leave_with({error, {}, {}, {}}); };
    CHECK(code(ErrorCode::run_locked) == ExitCode::locked);
    CHECK(code(ErrorCode::settings_value) == ExitCode::usage);
    CHECK(code(ErrorCode::workspace_missing) == ExitCode::usage);
    CHECK(code(ErrorCode::usage_argument) == ExitCode::usage);
    CHECK(code(ErrorCode::store_failure) == ExitCode::stopped);
    CHECK(code(ErrorCode::file_io) == ExitCode::stopped);
    CHECK(code(ErrorCode::run_superseded) == ExitCode::stopped);
}
