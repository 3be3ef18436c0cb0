#include "payout/record.hpp"

#include "seal/audit_leaf.hpp"

namespace almoner::payout {

Status record(Desk const& desk, std::string_view kind, std::string_view subject, std::string_view digest) {
    auto const leaf = seal::audit_leaf(desk.clock.now(), desk.ticket.run, kind, subject, digest);
    if (!leaf) {
        return leaf.error();
    }
    return store::add_audit_leaf(desk.store, leaf->record, leaf->sha256);
}

}  // namespace almoner::payout
