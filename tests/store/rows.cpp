#include "store/rows.hpp"

#include "store/cabinet.hpp"

using namespace cabinet;

TEST_CASE("a line comes back with every field it was written with") {
    Cabinet cabinet;
    Line line{.amount = yuan(123)};
    line.number = {3, 4567};
    line.payee_kind = PayeeKind::enterprise;
    line.channel = Channel::in_kind;
    line.state = LineState::held;
    line.category = "general";
    line.unit = "north";
    line.payee_name = "O'Brien & 李娜";
    line.person_key = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0};
    line.account = {AccountScheme::iban, "DE89370400440532013000"};
    line.bank_code = "102100099996";
    line.bic = "DEUTDEFF";
    line.members = 5;
    line.note = "by hand";
    line.finding = "account.missing";
    auto const list = cabinet.claim(list_record(), {line});
    auto const found = store::line_at(cabinet.store(), list, line.number);
    REQUIRE((found && *found));
    auto const& kept = **found;
    CHECK(kept.number == line.number);
    CHECK(kept.payee_kind == line.payee_kind);
    CHECK(kept.channel == line.channel);
    CHECK(kept.state == line.state);
    CHECK(kept.category == line.category);
    CHECK(kept.unit == line.unit);
    CHECK(kept.payee_name == line.payee_name);
    CHECK(kept.person_key == line.person_key);
    CHECK(kept.account.scheme == line.account.scheme);
    CHECK(kept.account.number == line.account.number);
    CHECK(kept.bank_code == line.bank_code);
    CHECK(kept.bic == line.bic);
    CHECK(kept.amount == line.amount);
    CHECK(kept.members == line.members);
    CHECK(kept.note == line.note);
    CHECK(kept.finding == line.finding);
}
