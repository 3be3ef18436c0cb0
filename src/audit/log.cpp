#include "audit/log.hpp"

#include <algorithm>
#include <functional>

#include "core/check.hpp"
#include "store/contents.hpp"
#include "store/runs.hpp"

namespace almoner::audit {

namespace {

/// The leaves of some kinds, in order.
Status for_each_leaf(store::Connection& connection, std::set<std::string_view> const& kinds,
                     std::function<void(Leaf)> const& take) {
    // Only what can be of the kinds is read as JSON: the log is long and such leaves are few.
    std::vector<std::string> marks;
    for (auto const kind : kinds) {
        marks.push_back(R"("kind":")" + std::string(kind) + '"');
    }
    return store::for_each_audit_leaf(connection, [&](std::string_view record, std::string_view) -> Status {
        auto const may_be = std::any_of(marks.begin(), marks.end(),
                                        [&](auto const& mark) { return record.find(mark) != std::string_view::npos; });
        if (!may_be) {
            return {};
        }
        auto leaf = parse_leaf(record);
        if (!leaf) {
            return leaf.error();
        }
        if (kinds.contains(leaf->kind)) {
            take(*std::move(leaf));
        }
        return {};
    });
}

}  // namespace

Result<RowsDigest> digest_of(store::Connection& connection, Part const& part) {
    auto const* table = store::parted_table(part.table);
    check(table != nullptr, "only tables with parts are digested");
    crypto::Sha256Sink sink;
    auto const columns = store::write_part(connection, *table, part.number, sink);
    auto digest = columns ? sink.finish_hex() : columns.error();
    return digest ? Result<RowsDigest>(RowsDigest{*columns, *std::move(digest)}) : digest.error();
}

Status append(store::Connection& connection, Leaf leaf, std::span<Part const> touched) {
    auto const size = store::audit_leaf_count(connection);
    if (!size) {
        return size.error();
    }
    leaf.sequence = *size;
    for (auto const& part : touched) {
        auto const digest = digest_of(connection, part);
        if (!digest) {
            return digest.error();
        }
        leaf.rows[part] = *digest;
    }
    auto const record = record_of(leaf);
    auto const hash = leaf_hash(record);
    return hash ? store::add_audit_leaf(connection, record, crypto::hex(*hash)) : Status{hash.error()};
}

Result<std::vector<Leaf>> leaves_of(store::Connection& connection, std::string_view kind) {
    std::vector<Leaf> leaves;
    auto const read = for_each_leaf(connection, {kind}, [&](Leaf leaf) { leaves.push_back(std::move(leaf)); });
    return read ? Result<std::vector<Leaf>>(std::move(leaves)) : read.error();
}

Result<std::set<std::string>> subjects_of(store::Connection& connection, std::string_view kind) {
    return subjects_of(connection, std::set{kind});
}

Result<std::set<std::string>> subjects_of(store::Connection& connection, std::set<std::string_view> const& kinds) {
    std::set<std::string> subjects;
    auto const read = for_each_leaf(connection, kinds, [&](Leaf const& leaf) { subjects.insert(leaf.subject); });
    return read ? Result<std::set<std::string>>(std::move(subjects)) : read.error();
}

Result<Tree> tree_of(store::Connection& connection) {
    Tree tree;
    auto const read = store::for_each_audit_leaf(connection, [&](std::string_view record, std::string_view) -> Status {
        auto const hash = leaf_hash(record);
        return hash ? tree.add(*hash) : Status{hash.error()};
    });
    return read ? Result<Tree>(tree) : read.error();
}

}  // namespace almoner::audit
