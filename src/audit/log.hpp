#pragma once

#include <set>
#include <span>
#include <string>

#include "audit/leaf.hpp"
#include "store/connection.hpp"

namespace almoner::audit {

/// Appends a leaf in the transaction that makes the change it tells of. Its place in the log, and the digests of the
/// rows of `touched`, are found here. @error store.failure @error crypto.failure
Status append(store::Connection& connection, Leaf leaf, std::span<Part const> touched);

/// The digest of a part as it stands. @error store.failure @error crypto.failure
Result<RowsDigest> digest_of(store::Connection& connection, Part const& part);

/// The leaves of one kind, in order. @error audit.record @error store.failure
Result<std::vector<Leaf>> leaves_of(store::Connection& connection, std::string_view kind);

/// What the leaves of one kind are about, or those of several. @error audit.record @error store.failure
Result<std::set<std::string>> subjects_of(store::Connection& connection, std::string_view kind);
Result<std::set<std::string>> subjects_of(store::Connection& connection, std::set<std::string_view> const& kinds);

/// The tree of all leaves. @error store.failure @error crypto.failure
Result<Tree> tree_of(store::Connection& connection);

}  // namespace almoner::audit
