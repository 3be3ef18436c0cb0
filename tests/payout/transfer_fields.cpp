#include "payout/transfer_fields.hpp"

#include "payout/planned.hpp"

using namespace office;

namespace {

std::string value(payout::Fields const& fields, std::size_t scope, std::string_view name) {
    auto const& names = payout::vocabulary()[scope].fields;
    auto const found = std::find(names.begin(), names.end(), name);
    REQUIRE(found != names.end());
    auto const values = fields.values();
    REQUIRE(values.size() == names.size());
    return std::string(values[static_cast<std::size_t>(found - names.begin())]);
}

}  // namespace

TEST_CASE("a transfer carries name, account, bank and purpose of its line and nothing of its note") {
    Planned planned;
    store::TransferRow row{taken(store::line_at(planned.office.store(), planned.list, {0, 2})).value(), 1};
    row.line.note = "widow, bring flowers";
    payout::Fields fields;
    REQUIRE(payout::transfer_fields(fields, planned.writing(), row, 1));
    CHECK(value(fields, 2, "end_to_end_id").substr(0, 15) == "AA0001000000021");
    CHECK(value(fields, 2, "instruction_id") == value(fields, 2, "end_to_end_id"));
    CHECK(value(fields, 2, "amount") == "500.00");
    CHECK(value(fields, 2, "currency") == "CNY");
    CHECK(value(fields, 2, "creditor_name") == "毛红燕");
    CHECK(value(fields, 2, "creditor_account") == "6299990000000007751");
    CHECK(value(fields, 2, "creditor_iban").empty());
    CHECK(value(fields, 2, "creditor_clearing_system") == "CNAPS");
    CHECK(value(fields, 2, "purpose") == "SSBE");
    CHECK(value(fields, 2, "remittance") == "winter relief");
    for (auto const text : fields.values()) {
        CHECK(text.find("flowers") == std::string_view::npos);
    }
}

TEST_CASE("a batch carries the debtor and the day, a file its own counts") {
    Planned planned;
    payout::Fields batch;
    payout::batch_fields(batch, planned.writing(), taken(store::batches(planned.office.store(), planned.file)).at(0));
    CHECK(value(batch, 1, "execution_date") == "2026-01-20");
    CHECK(value(batch, 1, "debtor_account") == "6299999000000000013");
    CHECK(value(batch, 1, "debtor_member_id") == "102100099996");
    CHECK(value(batch, 1, "charge_bearer") == "DEBT");
    payout::Fields file(payout::Fields::Want::all);
    payout::file_fields(file, planned.writing(), planned.file, planned.desk.clock.local_at(planned.file.created));
    CHECK(value(file, 0, "transaction_count") == "3");
    CHECK(value(file, 0, "control_sum") == "1200.00");
    CHECK(value(file, 0, "creation_date_time") == "2026-01-19T01:00:00Z");
    CHECK(value(file, 0, "bank_member_id") == "102100099996");
}

TEST_CASE("a UETR is made of the EndToEndId where the profile asks for it, the same one every time") {
    Planned planned;
    auto writing = planned.writing();
    store::TransferRow const row{taken(store::line_at(planned.office.store(), planned.list, {0, 2})).value(), 1};
    payout::Fields without, with;
    REQUIRE(payout::transfer_fields(without, writing, row, 1));
    CHECK(value(without, 2, "uetr").empty());
    writing.profile.options.uetr = true;
    REQUIRE(payout::transfer_fields(with, writing, row, 1));
    auto const uetr = value(with, 2, "uetr");
    auto const id = value(with, 2, "end_to_end_id");
    if (have("sha256sum")) {
        // RFC 4122: version 4 in the 13th digit, variant 10 in the two high bits of the 17th.
        auto const hex = run("printf %s " + id + " | sha256sum").output;
        CHECK(uetr.substr(0, 8) == hex.substr(0, 8));
        CHECK(uetr.substr(9, 4) == hex.substr(8, 4));
        CHECK(uetr.substr(15, 3) == hex.substr(13, 3));
        CHECK(uetr.substr(20, 3) == hex.substr(17, 3));
        CHECK(uetr.substr(24) == hex.substr(20, 12));
    }
    REQUIRE(uetr.size() == 36);
    CHECK(uetr[14] == '4');
    CHECK(std::string("89ab").find(uetr[19]) != std::string::npos);
}

TEST_CASE("formats/README.md names the fields of each scope, and no others") {
    auto const readme = read(source() / "formats/README.md");
    for (auto const& scope : payout::vocabulary()) {
        std::string row = "| " + scope.name + " |";
        for (auto const& field : scope.fields) {
            row += " " + field;
        }
        INFO(row);
        CHECK(readme.find(row + " |\n") != std::string::npos);
    }
}
