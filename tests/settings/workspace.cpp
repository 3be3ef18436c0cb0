#include "settings/workspace.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

/// Every key `almoner.toml` may have.
constexpr auto* annotated = R"(organisation = "County union"        # pain.001 InitgPty/Nm
organisation_id = "91110000600037341L"   # pain.001 InitgPty/Id, may be absent
list_prefix = "SP"                       # list codes begin so: two of A-Z and 0-9, unlike any other workspace's
language = "zh"                          # en (default) or zh
time_zone = "Asia/Shanghai"              # IANA name
rehearsal = true                         # allows --now; default false
prove_banks = false                      # pay without proof of the bank; in a rehearsal only, default true
anchors = ["/mnt/auditor", "../anchor"]  # keep the checkpoints of the audit log beside anchor/; may be absent

[[debtor_accounts]]
id = "relief-main"                       # the name covers use
name = "County union relief"             # the holder as the bank writes it
account = "6299999000000000013"          # or iban
bank_code = "102100099996"               # clearing member id, may be absent
currency = "CNY"

[[debtor_accounts]]
id = "euro"
name = "County union abroad"
iban = "DE89370400440532013000"
bic = "DEUTDEFF"                         # may be absent
currency = "EUR"
)";

std::string outcome(std::string const& text) {
    Folder const home;
    home.write("almoner.toml", text);
    return told(load_workspace(home.path()));
}

}  // namespace

TEST_CASE("a workspace is read with all its keys") {
    Folder const home;
    home.write("almoner.toml", annotated);
    auto const workspace = load_workspace(home.path());
    REQUIRE(workspace);
    CHECK(workspace->organisation == "County union");
    CHECK(workspace->organisation_id == "91110000600037341L");
    CHECK(workspace->list_prefix == "SP");
    CHECK(workspace->language == Language::zh);
    CHECK(workspace->time_zone == "Asia/Shanghai");
    CHECK(workspace->rehearsal);
    CHECK_FALSE(workspace->prove_banks);
    CHECK(workspace->anchors ==
          std::vector<std::filesystem::path>{home.path() / "anchor", "/mnt/auditor", home.path() / "../anchor"});
    auto const* euro = workspace->debtor_account("euro");
    REQUIRE(euro != nullptr);
    CHECK(euro->account == Account{AccountScheme::iban, "DE89370400440532013000"});
    CHECK(euro->bic == "DEUTDEFF");
    CHECK(euro->currency.code() == "EUR");
    CHECK(workspace->debtor_account("relief-main")->account == Account{AccountScheme::other, "6299999000000000013"});
    CHECK(workspace->debtor_account("relief-main")->bank_code == "102100099996");
    CHECK(workspace->debtor_account("other") == nullptr);
}

TEST_CASE("a folder without almoner.toml is no workspace") {
    Folder const home;
    CHECK(told(load_workspace(home.path())) == "workspace.missing '' 0:0");
}

TEST_CASE("a misspelt key of the workspace is refused where it stands") {
    CHECK(outcome(replaced(annotated, "anchors", "ancors")) == "settings.key_unknown 'ancors' 8:1");
    CHECK(outcome(replaced(annotated, "bank_code", "bank_cod")) == "settings.key_unknown 'bank_cod' 14:1");
    CHECK(outcome(replaced(annotated, "bic = ", "swift = ")) == "settings.key_unknown 'swift' 21:1");
}

TEST_CASE("where money moves a bank must be proven") {
    CHECK(outcome(replaced(annotated, "rehearsal = true ", "rehearsal = false")) == "settings.value 'false' 7:15");
    Folder const home;
    home.write("almoner.toml", replaced(annotated, "prove_banks = false", "# no word of it"));
    REQUIRE(load_workspace(home.path()));
    CHECK(load_workspace(home.path())->prove_banks);
}

TEST_CASE("a workspace names its organisation and time zone") {
    CHECK(outcome(replaced(annotated, "\"County union\"", "\"\"")).starts_with("settings.value '' "));
    CHECK(outcome(replaced(annotated, "organisation = \"County union\"", "")) ==
          "settings.missing_key 'organisation' 0:0");
    CHECK(outcome(replaced(annotated, "time_zone = \"Asia/Shanghai\"", "")) == "settings.missing_key 'time_zone' 0:0");
}

TEST_CASE("the prefix of list codes is two capital letters or digits") {
    CHECK(outcome(replaced(annotated, "\"SP\"", "\"A1\"")) == "ok");
    CHECK(outcome(replaced(annotated, "\"SP\"", "\"sp\"")) == "settings.value 'sp' 3:15");
    CHECK(outcome(replaced(annotated, "\"SP\"", "\"S\"")) == "settings.value 'S' 3:15");
    CHECK(outcome(replaced(annotated, "\"SP\"", "\"SPX\"")) == "settings.value 'SPX' 3:15");
}

TEST_CASE("a debtor account is written as the bank compares it, and its number is not told in full") {
    auto const refused = outcome(replaced(annotated, "DE89370400440532013000", "DE89 370400440532013000"));
    CHECK(refused.starts_with("settings.value '...3000' 20:"));
    CHECK(outcome(replaced(annotated, "\"6299999000000000013\"", "\"\"")).starts_with("settings.value"));
}

TEST_CASE("an account is either an IBAN or another number") {
    CHECK(outcome(replaced(annotated, "bic = ", "account = \"1\"\nbic = ")) == "settings.key_unknown 'account' 21:1");
}

TEST_CASE("two debtor accounts never share a name") {
    CHECK(outcome(replaced(annotated, "\"euro\"", "\"relief-main\"")) == "settings.value 'relief-main' 18:6");
}

TEST_CASE("the workspace of the samples loads") {
    auto const text = read(source() / "samples/workspace/almoner.toml");
    if (text.empty()) {
        WARN("skipped: needs samples/workspace");
        return;
    }
    CHECK(outcome(text) == "ok");
}
