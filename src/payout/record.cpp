#include "payout/record.hpp"

#include "audit/archived.hpp"
#include "audit/log.hpp"
#include "store/durable.hpp"

namespace almoner::payout {

Status record(Desk const& desk, audit::Leaf leaf, std::vector<audit::Part> const& touched) {
    leaf.utc = desk.clock.now();
    leaf.run = desk.ticket.run;
    return audit::append(desk.store, std::move(leaf), touched);
}

Status record_alone(Desk const& desk, audit::Leaf leaf) {
    auto transaction = store::begin_transaction(desk.store, desk.ticket);
    if (!transaction) {
        return transaction.error();
    }
    auto const told = record(desk, std::move(leaf), {});
    return told ? transaction->commit() : told;
}

Status archive_with(audit::Leaf& leaf, Desk const& desk, std::filesystem::path const& from,
                    std::filesystem::path const& to) {
    return audit::archive_with(leaf, desk.workspace.home / "archive", from, to);
}

Result<audit::Leaf> leaf_of(Desk const& desk, PaymentList const& list) {
    audit::Leaf leaf{.kind = "list", .subject = std::string(list.cover.code.text()), .sha256 = list.cover_sha256};
    auto const archive = desk.workspace.home / "archive";
    auto const files = store::files_in(list.rows.parent_path(), "");
    if (!files) {
        return files.error();
    }
    for (auto const& file : *files) {
        auto const digest = file == list.rows ? Result<std::string>(list.cover.rows_sha256) : file_digest(file);
        if (!digest) {
            return digest.error();
        }
        leaf.archived.emplace(file.lexically_relative(archive).string(), *digest);
    }
    return leaf;
}

}  // namespace almoner::payout
