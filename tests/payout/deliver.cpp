#include "payout/deliver.hpp"

#include "payout/planned.hpp"

using namespace office;

namespace {

/// A planned file that an interrupted night left sealed, and its bytes in staging.
struct Interrupted : Planned {
    Interrupted() {
        auto const delivered = taken(payout::deliver(desk, signed_file()));
        outbox = delivered.path;
        staged = office.home() / "staging" / file.name;
        bytes = read(outbox);
    }

    /// The store as it was before the file became visible.
    store::FileRecord forget_delivery() {
        REQUIRE(office.store().execute("DROP TRIGGER file_goes_forward"));
        REQUIRE(office.store().execute("UPDATE transfer_file SET state = 'sealed', delivered_utc = NULL"));
        return taken(store::files(office.store(), FileState::sealed)).at(0);
    }

    FileState state() { return taken(store::files(office.store(), std::nullopt)).at(0).state; }

    fs::path outbox;
    fs::path staged;
    std::string bytes;
};

}  // namespace

TEST_CASE("a delivered file lies in the outbox alone and the store knows its digest") {
    Interrupted night;
    auto const record = taken(store::files(night.office.store(), FileState::delivered)).at(0);
    CHECK(record.sha256 == *payout::file_digest(night.outbox));
    CHECK(record.byte_count == night.bytes.size());
    CHECK(record.boot_id == "boot-1");
    CHECK_FALSE(fs::exists(night.staged));
}

TEST_CASE("a sealed file in staging is brought to the outbox with the bytes it was sealed with") {
    Interrupted night;
    auto const record = night.forget_delivery();
    fs::rename(night.outbox, night.staged);
    auto const resumed = taken(payout::resume(night.desk, record));
    REQUIRE(resumed);
    CHECK(read(resumed->path) == night.bytes);
    CHECK(night.state() == FileState::delivered);
}

TEST_CASE("a sealed file that is in the outbox, or was fetched from it, is only recorded") {
    Interrupted seen;
    auto const seen_record = seen.forget_delivery();
    CHECK(taken(payout::resume(seen.desk, seen_record)));
    CHECK(seen.state() == FileState::delivered);

    Interrupted fetched;
    auto const fetched_record = fetched.forget_delivery();
    fs::remove(fetched.outbox);
    CHECK(taken(payout::resume(fetched.desk, fetched_record)));
    CHECK_FALSE(fs::exists(fetched.outbox));
    CHECK(fetched.state() == FileState::delivered);
}

TEST_CASE("after another boot a file still in staging is in doubt and stays where it is") {
    Interrupted night;
    auto const record = night.forget_delivery();
    fs::rename(night.outbox, night.staged);
    night.desk.boot_id = "boot-2";
    CHECK_FALSE(taken(payout::resume(night.desk, record)));
    CHECK(night.state() == FileState::in_doubt);
    CHECK(fs::exists(night.staged));
    CHECK_FALSE(fs::exists(night.outbox));
}

TEST_CASE("bytes that are not those of the seal stop the night") {
    Interrupted night;
    auto const record = night.forget_delivery();
    std::ofstream(night.outbox, std::ios::app) << " ";
    CHECK(payout::resume(night.desk, record).error().code == ErrorCode::file_reread);
    CHECK(night.state() == FileState::sealed);
}

TEST_CASE("a file of that name in the outbox is never replaced") {
    Planned planned;
    planned.office.write("outbox/AA0001F10001.xml", "somebody's");
    CHECK(payout::deliver(planned.desk, planned.signed_file()).error().code == ErrorCode::file_exists);
    CHECK(read(planned.office.home() / "outbox" / "AA0001F10001.xml") == "somebody's");
}
