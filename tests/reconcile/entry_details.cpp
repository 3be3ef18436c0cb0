#include "reconcile/read/entry_details.hpp"

#include "catch.hpp"

using namespace almoner;
using reconcile::EntryDetail;
using reconcile::EntryDetails;

namespace {

std::vector<EntryDetail> all_of(EntryDetails const& details) {
    std::vector<EntryDetail> all;
    for (auto const& one : details) {
        all.push_back(one);
    }
    return all;
}

}  // namespace

TEST_CASE("details come back as they were added, with every text in its place") {
    EntryDetail first;
    first.message_id = "SP0001F10001";
    first.text = "the last of its texts";
    EntryDetail empty;
    EntryDetail last;
    last.creditor_name = "\xE5\xBC\xA0\xE4\xB8\x89";
    last.debtor_account = std::string("6299\0 0019", 10);
    last.remittance = std::string(70'000, 'x');
    EntryDetails details;
    CHECK(details.empty());
    CHECK(details.begin() == details.end());
    for (auto const& one : {first, empty, last}) {
        details.add(one);
    }
    CHECK(details.size() == 3);
    auto const back = all_of(details);
    REQUIRE(back.size() == 3);
    CHECK(back[0].message_id == first.message_id);
    CHECK(back[0].text == first.text);
    CHECK(back[0].remittance.empty());
    CHECK(back[1].message_id.empty());
    CHECK(back[1].text.empty());
    CHECK(back[2].message_id.empty());
    CHECK(back[2].creditor_name == last.creditor_name);
    CHECK(back[2].debtor_account == last.debtor_account);
    CHECK(back[2].remittance == last.remittance);
}

TEST_CASE("details that are copied are read on their own") {
    EntryDetail one;
    one.amount = "1.00";
    EntryDetails details;
    details.add(one);
    auto copy = details;
    copy.add(one);
    CHECK(details.size() == 1);
    CHECK(all_of(copy).size() == 2);
    CHECK((++copy.begin())->amount == "1.00");
}
