#include "payout/reread.hpp"

#include "payout/folders.hpp"
#include "payout/planned.hpp"
#include "store/query.hpp"

using namespace office;

namespace {

/// What reading the signed file says after `sql` changed the store under it.
std::string said_after(std::string const& sql) {
    Planned planned;
    auto const file = planned.signed_file();
    REQUIRE(planned.office.store().execute("DROP TRIGGER line_is_fixed"));
    REQUIRE(planned.office.store().execute(sql));
    auto const read = planned.reread(planned.file, file.path);
    return read ? "ok" : std::string(text_of(read.error().code)) + " " + read.error().value;
}

}  // namespace

TEST_CASE("a file that says what the store says is read without complaint") { CHECK(said_after("SELECT 1") == "ok"); }

TEST_CASE("every difference between file and store is found, transfer by transfer") {
    CHECK(said_after("UPDATE line SET payee_name = '张三' WHERE row = 3").find("file.reread AA0001000000031") == 0);
    CHECK(said_after("UPDATE line SET account = '6299990000000007785' WHERE row = 2")
              .find("file.reread AA0001000000021") == 0);
    CHECK(said_after("UPDATE line SET amount = amount + 1 WHERE row = 4").find("file.reread AA0001000000041") == 0);
}

TEST_CASE("count and sum of the headers are compared with the plan") {
    Planned planned;
    auto const file = planned.signed_file();
    auto const says = [&](store::FileRecord const& record) { return planned.reread(record, file.path).error().value; };
    auto record = planned.file;
    record.transaction_count = 4;
    CHECK(says(record) == "transaction_count");
    record = planned.file;
    record.control_sum = yuan(1201);
    CHECK(says(record) == "control_sum");
    record = planned.file;
    record.message_id = "AA0001F10002";
    CHECK(says(record) == "message_id");
}

TEST_CASE("a changed byte in what the store does not know is a broken signature") {
    Planned planned;
    auto const file = planned.signed_file();
    auto const changed = replaced(read(file.path), "County union", "County onion");
    std::ofstream(file.path, std::ios::binary) << changed;
    auto const again = planned.reread(planned.file, file.path);
    REQUIRE_FALSE(again);
    CHECK(std::string(text_of(again.error().code)).find("signature.") == 0);
}

TEST_CASE("a file whose signature stands beside it is compared with the store as every other") {
    Planned planned;
    planned.sign_beside();
    auto const file = planned.signed_file();
    auto const says = [&](store::FileRecord const& record) {
        auto const again = planned.reread(record, file.path);
        return again ? "ok" : std::string(text_of(again.error().code)) + " " + again.error().value;
    };
    CHECK(says(planned.file) == "ok");
    auto record = planned.file;
    record.transaction_count = 4;
    CHECK(says(record) == "file.reread transaction_count");
    auto const good = read(file.path);
    std::ofstream(file.path, std::ios::binary) << replaced(good, "County union", "County onion");
    CHECK(says(planned.file).find("signature.digest") == 0);
    std::ofstream(file.path, std::ios::binary) << good;
    fs::remove(payout::signature_of(file.path));
    CHECK(says(planned.file).find("file.missing") == 0);
}
