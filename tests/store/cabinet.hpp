#pragma once

#include "ground.hpp"
#include "store/answers.hpp"
#include "store/corrections.hpp"
#include "store/files.hpp"
#include "store/lists.hpp"
#include "store/query.hpp"
#include "store/runs.hpp"

/// A store in a folder of its own, with makers of what is kept in it. Invented people and accounts.
namespace cabinet {

using namespace almoner;
using namespace almoner::testing;

inline Currency cny() { return *Currency::parse("CNY"); }
inline Money yuan(std::int64_t amount) { return {amount * 100, cny()}; }
inline Instant noon() { return *parse_instant("2026-01-19T12:00:00Z"); }

inline std::unique_ptr<store::Connection> opened(fs::path const& file) {
    auto connection = store::open_sqlite(file);
    REQUIRE(connection);
    return *std::move(connection);
}

inline store::ListRecord list_record(std::string const& code = "AA0001") {
    return {.code = code,
            .cover_sha256 = "cover of " + code,
            .kind = "original",
            .programme = "winter",
            .period = "2026",
            .instalment = 2,
            .unit = "union",
            .fund = "main",
            .profile = "testbank-cn",
            .debtor_account = "relief",
            .currency = cny(),
            .execution_date = *parse_day("2026-01-20"),
            .maker = "li",
            .cover_file = "list.cover.toml",
            .rows_file = "rows.csv",
            .rows_sha256 = "rows",
            .total = yuan(300),
            .run = 1,
            .claimed = noon()};
}

inline Line line_of(LineNumber number, Money amount = yuan(100)) {
    Line line{.amount = amount};
    line.number = number;
    line.category = "general";
    line.payee_name = "张三";
    line.person_key[0] = static_cast<std::uint8_t>(number.row);
    line.account = {AccountScheme::other, "6299990000000007751"};
    return line;
}

class Cabinet {
public:
    Cabinet() {
        auto const begun = store::begin_run(store(), "pay", noon());
        REQUIRE(begun);
        ticket = *begun;
    }

    [[nodiscard]] store::Connection& store() const { return *connection_; }
    [[nodiscard]] fs::path path() const { return folder.path() / "almoner.db"; }

    store::ListRecord claim(store::ListRecord record, std::vector<Line> const& lines) {
        auto writer = store::ListWriter::begin(store(), record, {});
        REQUIRE(writer);
        REQUIRE(writer->append(lines));
        record.list = writer->list();
        return record;
    }

    /// One file with one batch that pays `rows` of a list.
    store::FileRecord plan(store::ListRecord const& list, std::vector<LineNumber> const& rows,
                           std::string const& message_id = "AA0001F10001") {
        store::PlanWriter writer(store(), list.list, list.lines_of());
        store::FileRecord file{.message_id = message_id,
                               .list = list.list,
                               .name = message_id + ".xml",
                               .created = noon(),
                               .transaction_count = rows.size(),
                               .control_sum = yuan(100 * static_cast<std::int64_t>(rows.size()))};
        auto const id = writer.add_file(file);
        REQUIRE(id);
        file.file = *id;
        REQUIRE(
            writer.add_batch(*id, {1, message_id + "B001", *parse_day("2026-01-20"), rows.size(), file.control_sum}));
        REQUIRE(writer.add_attempts(*id, 1, list.round, rows));
        REQUIRE(writer.finish());
        return file;
    }

    /// What a correction says of a line as it stands in the store: another account and this amount.
    store::Correction corrected(store::ListRecord const& list, LineNumber number, Money amount, Money given_up) {
        auto const line = store::line_at(store(), list, number);
        REQUIRE((line && *line));
        store::Correction correction{**line, 2, given_up};
        correction.line.account = {AccountScheme::other, "6299990000000007769"};
        correction.line.amount = amount;
        return correction;
    }

    /// A list of its own that corrects lines of another.
    store::ListRecord correct(store::ListRecord const& list, std::vector<store::Correction> const& corrections) {
        auto const earlier = store::correction_count(store(), list.list);
        REQUIRE(earlier);
        auto record = list_record("AA010" + std::to_string(*earlier));
        record.kind = "correction";
        record.of_list = list.list;
        record.of_code = list.code;
        record.round = *earlier + 2;
        record.reason = "asked again";
        record = claim(record, {});
        REQUIRE(store::add_corrections(store(), record, corrections));
        return record;
    }

    std::int64_t bank_file(std::string const& sha256 = "ff") {
        auto const id = store::add_bank_file(
            store(),
            {.sha256 = sha256, .name = "camt053-1.xml", .message = "camt.053.001.08", .run = 1, .taken = noon()});
        REQUIRE(id);
        return *id;
    }

    /// Whether the database takes a statement; its own words when it does not.
    std::string said(std::string const& sql) {
        auto const done = store().execute(sql);
        return done ? "taken" : done.error().value;
    }

    std::int64_t count(std::string const& from) {
        std::int64_t number = 0;
        REQUIRE(store::for_each_row(store::query(store(), "SELECT count(*) FROM " + from),
                                    [&](store::Statement& row) { number = row.number(0); }));
        return number;
    }

    Folder folder;
    store::RunTicket ticket;

private:
    std::unique_ptr<store::Connection> connection_ = opened(path());
};

}  // namespace cabinet
