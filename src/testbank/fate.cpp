#include "testbank/fate.hpp"

#include "crypto/digest.hpp"

namespace almoner::testbank {

namespace {

constexpr std::string_view rejections[] = {"AC01", "AC04", "BE01", "AC06"};
constexpr std::string_view returns[] = {"AC04", "AC06", "MD07", "AC01", "MS03"};

}  // namespace

Result<Fate> fate_of(Bank const& bank, std::string_view end_to_end_id) {
    auto const digest = crypto::sha256(bank.seed + "|" + std::string(end_to_end_id));
    if (!digest) {
        return digest.error();
    }
    auto const lot = ((*digest)[0] << 8U | (*digest)[1]) % 1000;
    auto const pick = static_cast<std::size_t>((*digest)[2]);
    if (lot < bank.rejected_per_mille) {
        return Fate{Fate::Kind::rejected, std::string(rejections[pick % std::size(rejections)])};
    }
    if (lot < bank.rejected_per_mille + bank.returned_per_mille) {
        return Fate{Fate::Kind::returned, std::string(returns[pick % std::size(returns)])};
    }
    return Fate{};
}

}  // namespace almoner::testbank
