#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/day.hpp"

namespace almoner::seal {

/// One leaf of the audit log before it is appended.
struct AuditLeaf {
    std::string record;  ///< one canonical JSON line
    std::string sha256;  ///< hexadecimal SHA-256 of 0x00 and the record (RFC 6962, 2.1)
};

/// `digest` is of the object as stored. @error crypto.failure
Result<AuditLeaf> audit_leaf(Instant now, std::int64_t run, std::string_view kind, std::string_view subject,
                             std::string_view digest);

}  // namespace almoner::seal
