#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"
#include "testbank/bank.hpp"

namespace almoner::testbank {

/// What becomes of one transfer at the rehearsal bank.
struct Fate {
    enum class Kind { paid, rejected, returned, given_up };
    Kind kind = Kind::paid;  ///< given_up: the customer called it back before it was carried out
    std::string reason;      ///< ISO 20022 external reason code, empty when paid
};

/// The same transfer has the same fate in every rehearsal: it is decided by a hash of seed and EndToEndId.
Result<Fate> fate_of(Bank const& bank, std::string_view end_to_end_id);

}  // namespace almoner::testbank
