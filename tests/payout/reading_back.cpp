#include "payout/reading_back.hpp"

#include "payout/folders.hpp"
#include "payout/planned.hpp"

using namespace office;

namespace {

payout::FreshFile fresh_file(Planned& planned, payout::Writing const& writing) {
    return taken(payout::sign(planned.desk, writing, taken(payout::emit(planned.desk, writing, planned.file))));
}

std::string said(Result<payout::SignedFile> const& file) {
    return file ? "ok" : std::string(text_of(file.error().code));
}

}  // namespace

TEST_CASE("a file is read back beside other work, by a connection of its own") {
    Planned planned;
    auto const writing = planned.writing();
    auto const reading = taken(store::open_sqlite_to_read(payout::Folders(planned.desk.workspace.home).store));
    payout::ReadingBack read(planned.desk, writing, fresh_file(planned, writing), *reading);
    // The store goes on being written meanwhile.
    auto transaction = taken(store::begin_transaction(planned.desk.store, planned.desk.ticket));
    REQUIRE(planned.desk.store.execute("UPDATE run SET finished_utc = '2026-01-16T02:00:00Z'"));
    auto const file = taken(read.finish());
    REQUIRE(transaction.commit());
    CHECK(file.verified.byte_count == fs::file_size(file.path));
    CHECK(file.transfers == taken(payout::transfers_root(planned.desk.store, planned.file)));
}

TEST_CASE("a file that was changed since it was signed is not read back") {
    Planned planned;
    auto const writing = planned.writing();
    auto fresh = fresh_file(planned, writing);
    auto const text = read(fresh.path);
    std::ofstream(fresh.path, std::ios::binary) << replaced(text, "500.00", "501.00");
    CHECK(said(payout::ReadingBack(planned.desk, writing, std::move(fresh), planned.desk.store).finish()) ==
          "file.reread");
}

TEST_CASE("a file that says what the store says and breaks its schema is not read back") {
    Planned planned;
    auto const writing = planned.writing();
    auto fresh = fresh_file(planned, writing);
    auto const schema = planned.desk.formats.message_file(writing.profile.message, "schema.xsd");
    auto const text = read(schema);
    std::ofstream(schema, std::ios::binary) << replaced(text, "name=\"CdtrAcct\"", "name=\"CdtrAccount\"");
    CHECK(said(payout::ReadingBack(planned.desk, writing, std::move(fresh), planned.desk.store).finish()) ==
          "document.invalid");
}
