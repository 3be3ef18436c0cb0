#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/names.hpp"
#include "crypto/cms.hpp"
#include "crypto/workshop.hpp"
#include "ground.hpp"
#include "payout/desk.hpp"
#include "payout/folders.hpp"
#include "payout/intake.hpp"
#include "settings/check_tables.hpp"
#include "settings/cover.hpp"
#include "settings/list_words.hpp"
#include "stopped_clock.hpp"
#include "store/durable.hpp"
#include "store/registers.hpp"

/// A finance office for one test: a workspace in a folder of its own, its keys, its store and a desk to work at.
/// Invented people and accounts; the profile is the shipped rehearsal bank's.
namespace office {

using namespace almoner;
using namespace almoner::testing;

class Quiet final : public Progress {
public:
    void advance(std::string_view /*step*/, std::uint64_t /*done*/, std::uint64_t /*total*/) override {}
};

inline std::string const heading =
    "payee_kind,payee_name,payee_id,account_no,bank_code,category,unit,channel,amount,members,note\n";
inline std::string const row_2 =
    "person,毛红燕,51019919970925025X,6299990000000007751,102100099996,general,,bank,500.00,,\n";
inline std::string const row_3 =
    "person,邱辉梅,110199195606180567,6299990000000007769,103100000026,general,,bank,400.00,,\n";
inline std::string const row_4 =
    "person,秦珍,130199197802220872,6299990000000007777,104100000004,general,,bank,300.00,,\n";
inline std::string const good_rows = heading + row_2 + row_3 + row_4;

inline std::string const programme_text = R"(name = "Winter relief"
period = "2026"
currency = "CNY"
theme = "relief"
place = "county"
people = "workers"
remittance = "winter relief"
category_purpose = "GOVT"
approval_body = ""
approvals_required = 1
duplicates = "hold"

[[funds]]
id = "main"
name = "Main fund"
allocated = "2000.00"

[[categories]]
id = "general"
name = "General"
standard = "1000.00"
purpose = "SSBE"

[[categories]]
id = "special"
name = "Special"
)";

inline Currency cny() { return *Currency::parse("CNY"); }
inline Money yuan(std::int64_t amount) { return {amount * 100, cny()}; }

/// The words of lists in formats/lists.
inline sheet::Words list_words() {
    auto const loaded = settings::load_list_words(source() / "formats");
    REQUIRE(loaded);
    std::vector<sheet::Word> words;
    for (auto const& word : *loaded) {
        constexpr Names<5> uses = {"is", "ask", "total", "footer", "value"};
        words.push_back({word.field, word.text, *value_in<sheet::WordUse>(uses, word.use), word.value});
    }
    return sheet::Words(words);
}

/// The canonical rehearsal bank, in a formats folder whose profile a test may change.
class Office {
public:
    Office() {
        fs::copy(source() / "formats", folder_.path() / "formats", fs::copy_options::recursive);
        for (auto const* name :
             {"inbox/lists", "archive/lists", "archive/files", "staging", "outbox", "state", "quarantine"}) {
            REQUIRE(store::make_folder(home() / name));
        }
        set_programme(programme_text);
        auto people = seal::People::load(register_());
        REQUIRE(people);
        people_ = std::make_unique<seal::People>(*std::move(people));
        auto tables = settings::load_check_tables(source() / "formats");
        REQUIRE(tables);
        tables_ = std::make_unique<CheckTables>(*std::move(tables));
        auto digest = crypto::KeyedDigest::with_key("a key of this test");
        REQUIRE(digest);
        digest_ = std::make_unique<crypto::KeyedDigest>(*std::move(digest));
        auto store = store::open_sqlite(home() / "state" / "almoner.db");
        REQUIRE(store);
        store_ = *std::move(store);
        auto const ticket = store::begin_run(*store_, "pay", clock.now());
        REQUIRE(ticket);
        ticket_ = *ticket;
        workspace.home = home();
    }

    [[nodiscard]] fs::path home() const { return folder_.path() / "home"; }
    [[nodiscard]] fs::path inbox() const { return home() / "inbox" / "lists"; }
    [[nodiscard]] store::Connection& store() const { return *store_; }
    [[nodiscard]] settings::Formats const& formats() const { return formats_; }
    [[nodiscard]] std::map<std::string, settings::Programme> const& programmes() const { return programmes_; }
    [[nodiscard]] settings::Programme const& programme() const { return programmes_.at("winter"); }
    [[nodiscard]] CheckTables const& tables() const { return *tables_; }
    [[nodiscard]] sheet::Words const& words() const { return words_; }
    [[nodiscard]] crypto::KeyedDigest const& digest() const { return *digest_; }

    payout::Desk desk() {
        return {workspace, programmes_, *people_, formats_, *tables_, words_, *digest_,
                signer_,   *store_,     ticket_,  clock,    quiet_,   boot_id};
    }

    void set_programme(std::string const& text) {
        folder_.write("home/programmes/winter.toml", text);
        auto programmes = settings::load_programmes(home() / "programmes");
        REQUIRE(programmes);
        programmes_ = *std::move(programmes);
    }

    void change_profile(std::string const& from, std::string const& to) {
        auto const name = std::string("formats/profiles/testbank-cn.toml");
        folder_.write(name, replaced(read(folder_.path() / name), from, to));
        // As for a night that begins after the change.
        formats_ = settings::Formats(folder_.path() / "formats");
    }

    /// The cover of `good_rows`, as the maker would have it.
    [[nodiscard]] settings::Cover cover(std::string const& rows = good_rows) const {
        auto const rows_digest = crypto::sha256(rows);
        auto const settings_digest = payout::settings_digest(workspace, formats_, programme(), "testbank-cn");
        REQUIRE(rows_digest);
        REQUIRE(settings_digest);
        return settings::Cover{.code = *ListCode::parse("AA0001"),
                               .kind = settings::ListKind::original,
                               .of = {},
                               .programme = "winter",
                               .period = "2026",
                               .instalment = 1,
                               .unit = "union",
                               .fund = "main",
                               .profile = "testbank-cn",
                               .debtor_account = "relief",
                               .currency = cny(),
                               .execution_date = *parse_day("2026-01-20"),
                               .deadline = {},
                               .count = 3,
                               .total = yuan(1200),
                               .cash_count = 0,
                               .cash_total = yuan(0),
                               .in_kind_count = 0,
                               .in_kind_total = yuan(0),
                               .sums = {{"general", 3, yuan(1200)}},
                               .rows_file = "rows.csv",
                               .rows_sha256 = crypto::hex(*rows_digest),
                               .settings_sha256 = *settings_digest,
                               .findings = {},
                               .maker = "maker",
                               .reason = {},
                               .basis = "minutes 1",
                               .notice = {},
                               .columns = {}};
    }

    /// Writes the rows beside the cover, and the cover with the signatures of those named.
    fs::path lay(settings::Cover const& cover, std::string const& rows = good_rows,
                 std::vector<std::string> const& signers = {"maker", "approver"}, std::string const& name = "list") {
        folder_.write("home/inbox/lists/" + cover.rows_file, rows);
        return lay_text(settings::to_text(cover), signers, name);
    }

    fs::path lay_text(std::string const& cover_text, std::vector<std::string> const& signers,
                      std::string const& name = "list") {
        auto const path = folder_.write("home/inbox/lists/" + name + ".cover.toml", cover_text);
        for (auto const& person : signers) {
            auto const& pair = pair_of(person);
            auto const cms = crypto::cms_sign(pair.key, pair.certificate, cover_text);
            REQUIRE(cms);
            folder_.write("home/inbox/lists/" + seal::signature_path(path, person).filename().string(), *cms);
        }
        return path;
    }

    /// Brings a register by a run of its own: whom it names, as vetting has it, with a word.
    void bring(store::RegisterKind kind, std::vector<std::pair<std::string, std::string>> const& entries,
               std::string const& day = "2026-01-10", std::int64_t minor_units = 0) {
        auto const ticket = store::begin_run(store(), "register", clock.now());
        REQUIRE(ticket);
        ticket_ = *ticket;
        auto transaction = store::begin_transaction(store(), ticket_);
        REQUIRE(transaction);
        auto writer = store::RegisterWriter::begin(
            store(),
            {.kind = kind, .source = "registry", .day = *parse_day(day), .run = ticket_.run, .taken = clock.now()},
            entries.size());
        REQUIRE(writer);
        std::uint64_t row = 1;
        for (auto const& [subject, word] : entries) {
            auto const key = digest().of(subject);
            REQUIRE(key);
            store::RegisterEntry const entry{.key = *key, .row = ++row, .word = word, .minor_units = minor_units};
            REQUIRE(writer->add({&entry, 1}));
        }
        REQUIRE(transaction->commit());
    }

    fs::path write(std::string const& name, std::string_view bytes) const {
        return folder_.write("home/" + name, bytes);
    }

    settings::Workspace workspace{
        .home = {},
        .organisation = "County union",
        .organisation_id = {},
        .list_prefix = "AA",
        .language = settings::Language::en,
        .time_zone = "Asia/Shanghai",
        .rehearsal = true,
        .prove_banks = false,
        .anchors = {},
        .debtor_accounts = {
            {"relief", "County union", {AccountScheme::other, "6299999000000000013"}, "102100099996", "", cny()}}};
    StoppedClock clock;
    std::string boot_id = "boot-1";

private:
    static workshop::Pair const& pair_of(std::string const& person) {
        static std::map<std::string, workshop::Pair> pairs;
        auto found = pairs.find(person);
        if (found == pairs.end()) {
            found = pairs.emplace(person, workshop::make_dated_pair(person)).first;
        }
        return found->second;
    }

    static settings::Register register_() {
        auto const power = settings::Power{"*", {}};
        return {{"maker", {"maker", "Maker", {settings::Role::maker}, pair_of("maker").certificate_file, {}, {}, {}}},
                {"approver",
                 {"approver",
                  "Approver",
                  {settings::Role::approver},
                  pair_of("approver").certificate_file,
                  {},
                  {},
                  {power}}}};
    }

    Folder folder_;
    settings::Formats formats_{folder_.path() / "formats"};
    std::map<std::string, settings::Programme> programmes_;
    std::unique_ptr<seal::People> people_;
    std::unique_ptr<CheckTables> tables_;
    sheet::Words words_ = list_words();
    std::unique_ptr<crypto::KeyedDigest> digest_;
    seal::Signer signer_{workshop::rsa().key, workshop::rsa().certificate, crypto::SignatureAlgorithm::rsa_sha256};
    std::unique_ptr<store::Connection> store_;
    store::RunTicket ticket_;
    Quiet quiet_;
};

/// What a stage makes when it is to succeed.
template <class Value>
Value taken(Result<Value> result) {
    if (!result) {
        INFO(text_of(result.error().code) << " '" << result.error().value << "'");
        REQUIRE(result);
    }
    return *std::move(result);
}

/// The list laid in the inbox, taken in without a finding.
inline payout::PaymentList list_of(Office& office, fs::path const& cover) {
    auto intake = taken(payout::intake(office.desk(), cover));
    REQUIRE(intake.findings.empty());
    REQUIRE(intake.list);
    return *std::move(intake.list);
}

inline std::vector<ErrorCode> codes_of(std::vector<Finding> const& findings) {
    std::vector<ErrorCode> codes;
    std::transform(findings.begin(), findings.end(), std::back_inserter(codes),
                   [](auto const& finding) { return finding.code; });
    return codes;
}

using Codes = std::vector<ErrorCode>;

}  // namespace office
