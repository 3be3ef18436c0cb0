#include "testbank/day.hpp"

#include "testbank/customer.hpp"

using namespace customer;

namespace {

/// A workspace whose outbox holds one file of three transfers.
struct Bench {
    Bench() {
        folder.write("outbox/AB1234F10001.xml", transfers_file());
        fs::create_directories(folder.path() / "inbox/bank");
    }

    testbank::BankDay play(testbank::Bank const& with) {
        auto const day = testbank::play(folder.path(), settings::Formats(source() / "formats"), with,
                                        *parse_instant("2026-01-20T10:00:00Z"));
        REQUIRE(day);
        return *day;
    }

    std::vector<std::string> answers() {
        std::vector<std::string> names;
        for (auto const& entry : fs::directory_iterator(folder.path() / "inbox/bank")) {
            names.push_back(entry.path().filename().string());
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    Folder folder;
};

}  // namespace

TEST_CASE("a paid file is answered by a status report and one statement, once") {
    Bench bench;
    auto const day = bench.play(bank());
    REQUIRE(day.files.size() == 1);
    CHECK(day.files[0].transfers == 3);
    CHECK(day.files[0].rejected == 0);
    CHECK(bench.answers() == std::vector<std::string>{"camt053-0013-1.xml", "pain002-AB1234F10001.xml"});
    CHECK(read(bench.folder.path() / "bank/accounts") == "6299999000000000013 400.00 2\n");

    auto const again = bench.play(bank());
    CHECK(again.files.empty());
    CHECK(again.answers == 0);
    CHECK(read(bench.folder.path() / "bank/accounts") == "6299999000000000013 400.00 2\n");
}

TEST_CASE("what is returned leaves on one day and comes back on the next") {
    Bench bench;
    CHECK(bench.play(bank(0, 1000)).files.at(0).returned == 3);
    CHECK(bench.answers() ==
          std::vector<std::string>{"camt053-0013-1.xml", "camt053-0013-2.xml", "pain002-AB1234F10001.xml"});
    CHECK(read(bench.folder.path() / "bank/accounts") == "6299999000000000013 1000.00 3\n");
}

TEST_CASE("what is rejected is never booked") {
    Bench bench;
    CHECK(bench.play(bank(1000, 0)).files.at(0).rejected == 3);
    CHECK(bench.answers() == std::vector<std::string>{"pain002-AB1234F10001.xml"});
    CHECK(read(bench.folder.path() / "bank/accounts") == "6299999000000000013 1000.00 1\n");
}

TEST_CASE("what is called back before it was carried out is given up and never booked") {
    Bench bench;
    bench.folder.write("outbox/AB1234F10001C01.xml", recall_file());
    CHECK(bench.play(bank()).refused.empty());
    auto const inbox = bench.folder.path() / "inbox/bank";
    auto const answer = read(inbox / "camt029-AB1234F10001C01.xml");
    CHECK(answer.find("<Conf>CNCL</Conf>") != std::string::npos);
    CHECK(answer.find("<OrgnlEndToEndId>AB12340000000316</OrgnlEndToEndId><TxCxlSts>ACCR</TxCxlSts>") !=
          std::string::npos);
    CHECK(seal::verify_enveloped(inbox / "camt029-AB1234F10001C01.xml", {workshop::other_rsa().certificate},
                                 seal::Frame::exact, nullptr));
    CHECK(read(bench.folder.path() / "bank/accounts") == "6299999000000000013 600.00 2\n");
    CHECK(bench.play(bank()).answers == 0);
}

TEST_CASE("what is called back after it was carried out is refused, or its money comes back") {
    for (auto const called_back : {testbank::CalledBack::refused, testbank::CalledBack::returned}) {
        Bench bench;
        auto with = bank();
        with.called_back = called_back;
        bench.play(with);
        bench.folder.write("outbox/AB1234F10001C01.xml", recall_file());
        bench.play(with);
        auto const answer = read(bench.folder.path() / "inbox/bank/camt029-AB1234F10001C01.xml");
        auto const refused = called_back == testbank::CalledBack::refused;
        CHECK((answer.find("<TxCxlSts>RJCR</TxCxlSts><CxlStsRsnInf><Rsn><Cd>CUST</Cd>") != std::string::npos) ==
              refused);
        CHECK(read(bench.folder.path() / "bank/accounts") ==
              (refused ? "6299999000000000013 400.00 2\n" : "6299999000000000013 600.00 3\n"));
    }
}

TEST_CASE("what never came, was rejected or has come back already is not given up") {
    for (auto const& [rejected, returned, reason] :
         std::initializer_list<std::tuple<int, int, std::string>>{{1000, 0, "NOOR"}, {0, 1000, "ARDT"}}) {
        Bench bench;
        bench.play(bank(rejected, returned));
        bench.folder.write("outbox/AB1234F10001C01.xml", recall_file());
        bench.play(bank(rejected, returned));
        CHECK(read(bench.folder.path() / "inbox/bank/camt029-AB1234F10001C01.xml").find("<Cd>" + reason + "</Cd>") !=
              std::string::npos);
    }
}

TEST_CASE("a file that was changed, or pays from an account of another bank, is refused and the others go") {
    Bench bench;
    bench.folder.write("outbox/AB1234F10002.xml", replaced(transfers_file(), "300.00", "900.00"));
    auto const day = bench.play(bank());
    REQUIRE(day.refused.size() == 1);
    CHECK(day.refused[0].first == "AB1234F10002.xml");
    CHECK(day.files.size() == 1);

    Bench strange;
    auto other = bank();
    other.accounts[0].number = "6299999000000000021";
    auto const refused = strange.play(other);
    CHECK(refused.files.empty());
    CHECK(refused.refused.size() == 1);
}
