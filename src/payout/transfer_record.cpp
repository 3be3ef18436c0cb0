#include "payout/transfer_record.hpp"

#include <functional>
#include <span>

#include "core/check.hpp"
#include "core/json.hpp"
#include "crypto/digest.hpp"
#include "store/lists.hpp"
#include "store/runs.hpp"

namespace almoner::payout {

namespace {

constexpr std::size_t secret_bytes = 32;

Result<crypto::KeyedDigest> salts_of(store::Connection& connection, std::int64_t list) {
    auto const fresh = crypto::random_bytes(secret_bytes);
    if (!fresh) {
        return fresh.error();
    }
    auto const bytes = std::span(reinterpret_cast<std::uint8_t const*>(fresh->data()), fresh->size());
    auto const secret = store::list_secret(connection, list, crypto::hex(bytes));
    return secret ? crypto::KeyedDigest::with_key(*secret) : Result<crypto::KeyedDigest>(secret.error());
}

Result<std::string> record_of(EndToEndId const& id, Line const& line, crypto::KeyedDigest const& salts) {
    auto const salt = salts.of(std::to_string(line.number.sheet) + "/" + std::to_string(line.number.row));
    if (!salt) {
        return salt.error();
    }
    JsonLine record;
    record.field("end_to_end_id", id.text()).field("amount", line.amount);
    record.field("currency", line.amount.currency().code());
    record.field("name", line.payee_name).field("account", line.account.number);
    return record.field("salt", crypto::hex(*salt)).text();
}

using TakeTransfer = std::function<Status(EndToEndId const&, Line const&)>;

/// The transfers of a file, batch after batch.
class Transfers {
public:
    Transfers(store::Connection& connection, store::FileRecord const& file, TakeTransfer const& take)
        : connection_(connection), file_(file), take_(take) {}

    Status all() {
        auto const list = store::list_by_number(connection_, file_.list);
        auto const batches = store::batches(connection_, file_);
        if (!list || !batches) {
            return list ? batches.error() : list.error();
        }
        check(list->has_value(), "a file is of a list of the store");
        auto const code = ListCode::parse((*list)->lines_code());
        check(static_cast<bool>(code), "a stored list code is well formed");
        for (auto const& batch : *batches) {
            if (auto const told = of(batch.number, *code); !told) {
                return told;
            }
        }
        return {};
    }

private:
    Status of(int batch, ListCode code) {
        auto cursor = store::TransferCursor::open(connection_, file_, batch);
        if (!cursor) {
            return cursor.error();
        }
        store::TransferRow row{Line{.amount = Money::zero(file_.control_sum.currency())}, 1};
        for (;;) {
            auto const more = cursor->next(row);
            if (!more || !*more) {
                return more ? Status{} : more.error();
            }
            auto const id = EndToEndId::of(code, row.line.number, row.attempt);
            if (auto const taken = take_(id, row.line); !taken) {
                return taken;
            }
        }
    }

    store::Connection& connection_;
    store::FileRecord const& file_;
    TakeTransfer const& take_;
};

}  // namespace

Result<TransferTree> TransferTree::begin(store::Connection& connection, std::int64_t list) {
    auto salts = salts_of(connection, list);
    return salts ? TransferTree(*std::move(salts)) : Result<TransferTree>(salts.error());
}

Status TransferTree::add(EndToEndId const& id, Line const& line) {
    auto const record = record_of(id, line, salts_);
    auto const leaf = record ? audit::leaf_hash(*record) : Result<audit::Hash>(record.error());
    return leaf ? tree_.add(*leaf) : Status{leaf.error()};
}

Result<audit::Hash> transfers_root(store::Connection& connection, store::FileRecord const& file) {
    auto tree = TransferTree::begin(connection, file.list);
    if (!tree) {
        return tree.error();
    }
    TakeTransfer const add = [&](EndToEndId const& id, Line const& line) { return tree->add(id, line); };
    auto const read = Transfers(connection, file, add).all();
    return read ? tree->root() : Result<audit::Hash>(read.error());
}

Result<TransferProof> transfer_proof(store::Connection& connection, store::FileRecord const& file,
                                     EndToEndId const& wanted) {
    auto const salts = salts_of(connection, file.list);
    if (!salts) {
        return salts.error();
    }
    TransferProof proof;
    std::vector<audit::Hash> leaves;
    TakeTransfer const look = [&](EndToEndId const& id, Line const& line) -> Status {
        auto record = record_of(id, line, *salts);
        auto const leaf = record ? audit::leaf_hash(*record) : Result<audit::Hash>(record.error());
        if (!leaf) {
            return leaf.error();
        }
        if (id == wanted) {
            proof.record = *std::move(record);
            proof.index = leaves.size();
        }
        leaves.push_back(*leaf);
        return {};
    };
    if (auto const read = Transfers(connection, file, look).all(); !read) {
        return read.error();
    }
    if (proof.record.empty()) {
        return Error{ErrorCode::transfer_unknown, {}, std::string(wanted.text()), {}};
    }
    proof.count = leaves.size();
    auto path = audit::inclusion_path(leaves, proof.index);
    if (!path) {
        return path.error();
    }
    proof.path = *std::move(path);
    return proof;
}

}  // namespace almoner::payout
