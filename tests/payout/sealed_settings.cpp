#include "payout/sealed_settings.hpp"

#include "office.hpp"
#include "store/connection.hpp"

using namespace office;

TEST_CASE("money does not move under settings nobody has sealed") {
    Office office;
    office.write("almoner.toml", "");
    office.write("keys/register.toml", "");
    auto const sealed = payout::settings_are_sealed(office.desk());
    REQUIRE_FALSE(sealed);
    CHECK(sealed.error().code == ErrorCode::settings_unsealed);
    CHECK(sealed.error().value == "almoner.toml");
}
