#include "seal/audit_leaf.hpp"

#include "core/json.hpp"
#include "crypto/digest.hpp"

namespace almoner::seal {

Result<AuditLeaf> audit_leaf(Instant now, std::int64_t run, std::string_view kind, std::string_view subject,
                             std::string_view digest) {
    JsonLine line;
    line.field("utc", std::string_view(to_text(now))).field("run", run).field("kind", kind);
    line.field("subject", subject).field("sha256", digest);
    auto record = line.text();
    auto const leaf_digest = crypto::sha256(std::string(1, '\0') + record);
    if (!leaf_digest) {
        return leaf_digest.error();
    }
    return AuditLeaf{std::move(record), crypto::hex(*leaf_digest)};
}

}  // namespace almoner::seal
