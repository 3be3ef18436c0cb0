#pragma once

namespace almoner::cli {

/// What a caller such as cron may rely on.
enum class ExitCode : int {
    well = 0,          ///< all well
    needs_person = 1,  ///< finished; findings or exceptions need a person
    usage = 2,         ///< usage or configuration; nothing was done
    stopped = 3,       ///< stopped; safe to run again
    locked = 4,        ///< another run holds the lock
};

}  // namespace almoner::cli
