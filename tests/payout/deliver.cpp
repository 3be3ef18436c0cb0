#include "payout/deliver.hpp"

#include "payout/folders.hpp"
#include "payout/planned.hpp"

using namespace office;

namespace {

enum class Sent { file_alone, with_signature };

/// A planned file that an interrupted night left sealed, and its bytes in staging.
struct Interrupted : Planned {
    explicit Interrupted(Sent sent = Sent::file_alone) {
        if (sent == Sent::with_signature) {
            sign_beside("send = true");
        }
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

TEST_CASE("what the bank has not got of a file in doubt goes to it again, or never") {
    auto const in_doubt = [](Interrupted& night) {
        auto const record = night.forget_delivery();
        fs::rename(night.outbox, night.staged);
        night.desk.boot_id = "boot-2";
        CHECK_FALSE(taken(payout::resume(night.desk, record)));
        return taken(store::files(night.office.store(), FileState::in_doubt)).at(0);
    };
    Interrupted again;
    CHECK(read(taken(payout::deliver_again(again.desk, in_doubt(again))).path) == again.bytes);
    CHECK(again.state() == FileState::delivered);

    Interrupted changed;
    auto const record = in_doubt(changed);
    std::ofstream(changed.staged, std::ios::app) << " ";
    CHECK(payout::deliver_again(changed.desk, record).error().code == ErrorCode::file_reread);

    Interrupted never;
    REQUIRE(payout::take_back(never.desk, in_doubt(never)));
    CHECK(never.state() == FileState::not_sent);
    CHECK_FALSE(fs::exists(never.staged));
}

TEST_CASE("a delivered file is taken back with what lies beside it, also when that was broken off") {
    Interrupted night(Sent::with_signature);
    auto const record = taken(store::files(night.office.store(), FileState::delivered)).at(0);
    fs::rename(night.outbox, night.staged);
    REQUIRE(payout::take_back(night.desk, record));
    CHECK(night.state() == FileState::withdrawn);
    CHECK(fs::is_empty(night.office.home() / "outbox"));
    CHECK(fs::is_empty(night.office.home() / "staging"));
    REQUIRE(payout::take_back(night.desk, taken(store::files(night.office.store(), FileState::withdrawn)).at(0)));

    Interrupted fetched;
    fs::remove(fetched.outbox);
    auto const gone = taken(store::files(fetched.office.store(), FileState::delivered)).at(0);
    CHECK(payout::take_back(fetched.desk, gone).error().code == ErrorCode::decision_state);
    CHECK(fetched.state() == FileState::delivered);
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

TEST_CASE("a detached signature stays in the archive unless the profile sends it") {
    Planned planned;
    planned.sign_beside();
    // What a night staged that was to send it, and that never sealed the file.
    planned.office.write("staging/AA0001F10001.xml.p7s", "stale");
    auto const delivered = taken(payout::deliver(planned.desk, planned.signed_file()));
    CHECK(fs::exists(delivered.path));
    CHECK_FALSE(fs::exists(payout::signature_of(delivered.path)));
    CHECK_FALSE(fs::exists(planned.office.home() / "staging" / "AA0001F10001.xml.p7s"));
}

TEST_CASE("a detached signature that is sent lies in the outbox with its file") {
    Interrupted night(Sent::with_signature);
    auto const archived = night.office.home() / "archive" / "files" / (night.file.name + ".p7s");
    CHECK(read(payout::signature_of(night.outbox)) == read(archived));
    CHECK_FALSE(fs::exists(payout::signature_of(night.staged)));
}

TEST_CASE("a night broken around the two visible points ends with the pair, or with the file that lacked") {
    Interrupted both(Sent::with_signature);
    auto const bytes = read(payout::signature_of(both.outbox));
    auto const both_record = both.forget_delivery();
    fs::rename(both.outbox, both.staged);
    fs::rename(payout::signature_of(both.outbox), payout::signature_of(both.staged));
    CHECK(taken(payout::resume(both.desk, both_record)));
    CHECK(read(both.outbox) == both.bytes);
    CHECK(read(payout::signature_of(both.outbox)) == bytes);

    Interrupted half(Sent::with_signature);
    auto const half_record = half.forget_delivery();
    fs::rename(half.outbox, half.staged);
    CHECK(taken(payout::resume(half.desk, half_record)));
    CHECK(read(half.outbox) == half.bytes);
    CHECK(fs::exists(payout::signature_of(half.outbox)));

    Interrupted fetched(Sent::with_signature);
    auto const fetched_record = fetched.forget_delivery();
    fs::rename(fetched.outbox, fetched.staged);
    fs::remove(payout::signature_of(fetched.outbox));
    CHECK(taken(payout::resume(fetched.desk, fetched_record)));
    CHECK_FALSE(fs::exists(payout::signature_of(fetched.outbox)));
}

TEST_CASE("a staged signature that is not the archive's stops the night before anything is visible") {
    Interrupted night(Sent::with_signature);
    auto const record = night.forget_delivery();
    fs::rename(night.outbox, night.staged);
    fs::remove(payout::signature_of(night.outbox));
    std::ofstream(payout::signature_of(night.staged)) << "another";
    CHECK(payout::resume(night.desk, record).error().code == ErrorCode::file_reread);
    CHECK_FALSE(fs::exists(night.outbox));
    CHECK_FALSE(fs::exists(payout::signature_of(night.outbox)));
}
