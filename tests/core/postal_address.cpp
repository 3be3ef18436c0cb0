#include "core/postal_address.hpp"

#include "catch.hpp"

using namespace almoner;

TEST_CASE("an address is kept as one text and read back the same") {
    PostalAddress const whole{"High Street", "7", "10115", "Berlin", "DE", "rear house"};
    CHECK(postal_address_of(to_text(whole)) == whole);
    PostalAddress const bare{"", "", "", "Berlin", "DE", ""};
    CHECK(postal_address_of(to_text(bare)) == bare);
}

TEST_CASE("no address is no text") {
    CHECK(to_text(PostalAddress{}).empty());
    CHECK(postal_address_of("") == PostalAddress{});
}
