#include "store/connection.hpp"

namespace almoner::store {

Result<Snapshot> Snapshot::begin(Connection& connection) {
    // The state that is seen is the one at the first row that is read.
    for (auto const* sql : {"BEGIN", "SELECT count(*) FROM sqlite_master"}) {
        if (auto const done = connection.execute(sql); !done) {
            return done.error();
        }
    }
    return Snapshot{connection};
}

Snapshot::~Snapshot() {
    if (connection_ != nullptr) {
        static_cast<void>(connection_->execute("ROLLBACK"));
    }
}

Result<Transaction> Transaction::begin(Connection& connection) {
    if (auto const begun = connection.execute("BEGIN IMMEDIATE"); !begun) {
        return begun.error();
    }
    return Transaction{connection};
}

Transaction::~Transaction() {
    if (connection_ != nullptr) {
        // The database rolls back by itself when this fails too: nothing was committed.
        static_cast<void>(connection_->execute("ROLLBACK"));
    }
}

Status Transaction::commit() {
    check(connection_ != nullptr, "a transaction is committed once");
    if (auto const committed = connection_->execute("COMMIT"); !committed) {
        return committed;
    }
    connection_ = nullptr;
    return {};
}

}  // namespace almoner::store
