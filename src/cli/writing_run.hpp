#pragma once

#include <memory>
#include <string_view>

#include "crypto/digest.hpp"
#include "store/connection.hpp"
#include "store/durable.hpp"
#include "store/runs.hpp"

namespace almoner::cli {

struct Office;

/// A run that may write into the store: it holds the lock of the workspace until it is destroyed, and needs no key.
struct WritingRun {
    store::RunLock lock;
    std::unique_ptr<store::Connection> store;
    crypto::KeyedDigest person_digest;
    store::RunTicket ticket;
};

/// Takes the lock of the workspace, before anything is read that another run could change. @error run.locked
Result<store::RunLock> lock_of(Office const& office);

/// Opens the store and begins a run of that kind. @error store.* @error crypto.failure @error clock.behind
Result<WritingRun> begin_writing(Office const& office, std::string_view kind, store::RunLock lock);

/// Records how the run ended. @error run.superseded @error store.failure
Status finish(Office const& office, WritingRun const& run, int exit_code);

}  // namespace almoner::cli
