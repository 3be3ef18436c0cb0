#include "payout/emit.hpp"

#include "payout/planned.hpp"

using namespace office;

TEST_CASE("the same plan gives the same bytes and nothing stands in the archive before the signature") {
    Planned planned;
    auto const one = planned.emitted();
    auto const two = planned.emitted();
    CHECK(std::get<0>(one.signing) == std::get<0>(two.signing));
    CHECK(one.path == planned.office.home() / "archive" / "files" / "AA0001F10001.xml");
    CHECK_FALSE(fs::exists(one.path));
}

TEST_CASE("a list whose debtor account left the settings cannot be written") {
    Planned planned;
    planned.list.debtor_account = "gone";
    CHECK(payout::writing_for(planned.desk, planned.list).error().code == ErrorCode::cover_debtor_account);
}

TEST_CASE("another plan has another digest") {
    Planned planned;
    auto const one = planned.emitted();
    planned.file.created += std::chrono::seconds{1};
    CHECK(std::get<0>(planned.emitted().signing) != std::get<0>(one.signing));
}
