#pragma once

#include "cli/office.hpp"

namespace almoner::cli {

/// Does what is left to do of a purge whose rows are erased: files, the reports that name people, and the bytes that
/// the store's file still has of them. Nothing where none is unfinished. While somebody reads the store, its file is
/// left to the next run. @error audit.record nobody has signed it; and those of erase_files and the store
Status finish_purge(Office const& office, NightShift& shift);

}  // namespace almoner::cli
