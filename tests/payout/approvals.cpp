#include "payout/approvals.hpp"

#include "office.hpp"

using namespace office;

namespace {

std::vector<std::string> names_of(std::vector<fs::path> const& files) {
    std::vector<std::string> names;
    std::transform(files.begin(), files.end(), std::back_inserter(names),
                   [](auto const& file) { return file.filename().string(); });
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

TEST_CASE("signatures, mails and refusals belong to the cover whose name they begin with") {
    Office const office;
    for (auto const* name : {"list.cover.wang.p7s", "list.cover.wang.eml", "list.cover.wang.refusal.toml",
                             "list.cover.wang.refusal.p7s", "list.cover.toml", "list2.cover.wang.p7s", "list.csv"}) {
        office.write(std::string("inbox/lists/") + name, "");
    }
    auto const files = payout::signatures_beside(office.inbox() / "list.cover.toml");
    REQUIRE(files);
    CHECK(names_of(*files) == std::vector<std::string>{"list.cover.wang.eml", "list.cover.wang.p7s",
                                                       "list.cover.wang.refusal.p7s", "list.cover.wang.refusal.toml"});
}

TEST_CASE("one person's approval is kept once, however many files say it") {
    Office office;
    auto const path = office.lay(office.cover());
    office.write("inbox/lists/list.cover.again.p7s", read(office.inbox() / "list.cover.approver.p7s"));
    CHECK(list_of(office, path).approvals.size() == 2);
}

TEST_CASE("a mail that is none is told and does not stand in the way of good signatures") {
    Office office;
    auto const path = office.lay(office.cover());
    office.write("inbox/lists/list.cover.approver.eml", "From: somebody\n\nApproved.\n");
    auto const intake = taken(payout::intake(office.desk(), path));
    CHECK(codes_of(intake.findings) == Codes{ErrorCode::approval_mail});
    CHECK(intake.list);
}
