#include "testbank/bank.hpp"

#include "testbank/customer.hpp"

using namespace customer;

namespace {

std::string const text = R"(seed = "spring"
rejected_per_mille = 12
returned_per_mille = 10
signing_key = "keys/bank.key"
signing_certificate = "keys/bank.crt"
customer_certificate = "keys/transfer.crt"

[[accounts]]
account = "62990001"
holder = "County union"
currency = "CNY"
balance = "1000.00"
)";

}  // namespace

TEST_CASE("a bank is read with its keys beside the workspace and its accounts") {
    Folder const folder;
    folder.write("bank.toml", text);
    auto const read_bank = testbank::load_bank(folder.path());
    REQUIRE(read_bank);
    CHECK(read_bank->seed == "spring");
    CHECK(read_bank->rejected_per_mille == 12);
    CHECK(read_bank->signing_key == folder.path() / "keys/bank.key");
    REQUIRE(read_bank->account("62990001") != nullptr);
    CHECK(read_bank->account("62990001")->opening == yuan(1000));
    CHECK(read_bank->account("62990002") == nullptr);
}

TEST_CASE("an account is booked and told of as the bank does it, or in its own way") {
    Folder const folder;
    folder.write("bank.toml", "booked = \"batch\"\nstatement = \"mt940\"\n" + text +
                                  replaced(text.substr(text.find("[[accounts]]")), "62990001", "62990002") +
                                  "booked = \"gross\"\nstatement = \"camt.053\"\n");
    auto const bank = testbank::load_bank(folder.path());
    REQUIRE(bank);
    CHECK(bank->account("62990001")->booked == testbank::Booked::batch);
    CHECK(bank->account("62990001")->statement == testbank::StatementForm::mt940);
    CHECK(bank->account("62990002")->booked == testbank::Booked::gross);
    CHECK(bank->account("62990002")->statement == testbank::StatementForm::camt053);
}

TEST_CASE("what is called back after it was paid is refused, unless the bank is told otherwise") {
    Folder const folder;
    folder.write("bank.toml", text);
    CHECK(testbank::load_bank(folder.path())->called_back == testbank::CalledBack::refused);
    folder.write("bank.toml", "called_back = \"returned\"\n" + text);
    CHECK(testbank::load_bank(folder.path())->called_back == testbank::CalledBack::returned);
}

TEST_CASE("a bank that rejects more than all, or has a word nobody knows, is refused") {
    Folder const folder;
    folder.write("bank.toml", replaced(text, "rejected_per_mille = 12", "rejected_per_mille = 1001"));
    CHECK(testbank::load_bank(folder.path()).error().code == ErrorCode::settings_value);
    folder.write("bank.toml", replaced(text, "seed", "sead"));
    CHECK(testbank::load_bank(folder.path()).error().code == ErrorCode::settings_key_unknown);
}
