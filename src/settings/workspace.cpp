#include "settings/workspace.hpp"

#include <algorithm>

#include "core/identifiers.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<2> languages = {"en", "zh"};
constexpr std::size_t longest_account = 34;  // ISO 20022 Max34Text, also the longest IBAN

/// The number as the bank writes it in a file: statements are compared with it character by character.
Account account_of(TomlTable& table) {
    auto const scheme = table.has("iban") ? AccountScheme::iban : AccountScheme::other;
    auto const* key = scheme == AccountScheme::iban ? "iban" : "account";
    auto const number = table.text(key);
    auto const odd = number.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    if (number.empty() || number.size() > longest_account || odd != std::string::npos) {
        table.fail(key, masked(number));
    }
    return {scheme, number};
}

/// "-12.50" is an overdraft.
std::optional<Money> read_opening(TomlTable& table, Currency currency) {
    auto text = table.text_or("opening", "");
    if (text.empty()) {
        return std::nullopt;
    }
    auto const below = text.starts_with('-');
    auto const amount = Money::parse(std::string_view(text).substr(below ? 1 : 0), currency);
    if (!amount) {
        table.fail("opening", text);
        return std::nullopt;
    }
    return below ? Money::zero(currency) - *amount : *amount;
}

DebtorAccount read_account(TomlTable& table) {
    DebtorAccount account{.id = table.text("id"),
                          .name = table.text("name"),
                          .account = account_of(table),
                          .bank_code = table.text_or("bank_code", ""),
                          .bic = table.text_or("bic", ""),
                          .currency = table.currency("currency"),
                          .address = {.street = table.text_or("street", ""),
                                      .building = table.text_or("building", ""),
                                      .postcode = table.text_or("postcode", ""),
                                      .town = table.text_or("town", ""),
                                      .country = table.text_or("country", ""),
                                      .line = {}}};
    account.opening = read_opening(table, account.currency);
    account.statement_days = table.number_or("statement_days", 0, 0, 30);
    return account;
}

/// The folder anchor/ always keeps them; more may be named.
void read_anchors(Workspace& workspace, TomlTable& table) {
    workspace.anchors = {workspace.home / "anchor"};
    for (auto const& folder : table.texts("anchors")) {
        workspace.anchors.push_back(workspace.home / folder);
    }
}

void read_accounts(Workspace& workspace, TomlTable& table) {
    for (auto& entry : table.tables("debtor_accounts")) {
        auto account = read_account(entry);
        if (workspace.debtor_account(account.id) != nullptr) {
            entry.fail("id", account.id);
        }
        workspace.debtor_accounts.push_back(std::move(account));
    }
}

}  // namespace

DebtorAccount const* Workspace::debtor_account(std::string_view id) const {
    auto const found =
        std::find_if(debtor_accounts.begin(), debtor_accounts.end(), [id](auto const& one) { return one.id == id; });
    return found == debtor_accounts.end() ? nullptr : &*found;
}

Result<Workspace> load_workspace(std::filesystem::path const& home) {
    auto table = TomlTable::load(home / "almoner.toml");
    if (!table && table.error().code == ErrorCode::file_missing) {
        return Error{ErrorCode::workspace_missing, {home.string(), {}, 0, 0}, {}, {}};
    }
    if (!table) {
        return table.error();
    }
    Workspace workspace;
    workspace.home = home;
    workspace.organisation = table->text("organisation");
    workspace.organisation_id = table->text_or("organisation_id", "");
    workspace.list_prefix = table->text("list_prefix");
    workspace.language = table->choice("language", languages, std::optional(Language::en));
    workspace.time_zone = table->text("time_zone");
    workspace.rehearsal = table->truth_or("rehearsal", false);
    workspace.prove_banks = table->truth_or("prove_banks", true);
    if (!workspace.prove_banks && !workspace.rehearsal) {
        table->fail("prove_banks", "false");
    }
    read_anchors(workspace, *table);
    read_accounts(workspace, *table);
    // The bank is told who sends the file; a blank workspace is to be filled in first.
    if (workspace.organisation.empty()) {
        table->fail("organisation", "");
    }
    if (!ListCode::parse(workspace.list_prefix + "0000")) {
        table->fail("list_prefix", workspace.list_prefix);
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return workspace;
}

}  // namespace almoner::settings
