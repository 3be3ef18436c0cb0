#include "cli/writing_run.hpp"

#include "cli/office.hpp"

namespace almoner::cli {

Result<store::RunLock> lock_of(Office const& office) {
    auto const folder = office.workspace.home / "state";
    auto const made = store::make_folder(folder);
    return made ? store::RunLock::take(folder / "lock") : Result<store::RunLock>(made.error());
}

Result<WritingRun> begin_writing(Office const& office, std::string_view kind, store::RunLock lock) {
    auto store = open_store(office);
    if (!store) {
        return store.error();
    }
    auto person_digest = person_digest_of(**store);
    if (!person_digest) {
        return person_digest.error();
    }
    auto const ticket = store::begin_run(**store, kind, office.clock->now());
    return ticket
               ? Result<WritingRun>(WritingRun{std::move(lock), *std::move(store), *std::move(person_digest), *ticket})
               : ticket.error();
}

Status finish(Office const& office, WritingRun const& run, int exit_code) {
    return store::finish_run(*run.store, run.ticket, office.clock->now(), exit_code);
}

}  // namespace almoner::cli
