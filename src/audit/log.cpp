#include "audit/log.hpp"

#include "core/check.hpp"
#include "store/contents.hpp"
#include "store/runs.hpp"

namespace almoner::audit {

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
    // Only what can be of the kind is read as JSON: the log is long and such leaves are few.
    auto const mark = R"("kind":")" + std::string(kind) + '"';
    auto const read = store::for_each_audit_leaf(connection, [&](std::string_view record, std::string_view) -> Status {
        if (record.find(mark) == std::string_view::npos) {
            return {};
        }
        auto leaf = parse_leaf(record);
        if (!leaf) {
            return leaf.error();
        }
        if (leaf->kind == kind) {
            leaves.push_back(*std::move(leaf));
        }
        return {};
    });
    return read ? Result<std::vector<Leaf>>(std::move(leaves)) : read.error();
}

Result<std::set<std::string>> subjects_of(store::Connection& connection, std::string_view kind) {
    auto const leaves = leaves_of(connection, kind);
    if (!leaves) {
        return leaves.error();
    }
    std::set<std::string> subjects;
    for (auto const& leaf : *leaves) {
        subjects.insert(leaf.subject);
    }
    return subjects;
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
