#include "settings/workspace.hpp"

#include <algorithm>

#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<2> languages = {"en", "zh"};

DebtorAccount read_account(TomlTable& table) {
    DebtorAccount account{table.text("id"), table.text("name"), {}, table.text_or("bank_code", ""), table.text_or("bic", ""), table.currency("currency")};
    account.account.scheme = table.has("iban") ? AccountScheme::iban : AccountScheme::other;
    account.account.number = table.has("iban") ? table.text("iban") : table.text("account");
    return account;
}

}  // namespace

DebtorAccount const* Workspace::debtor_account(std::string_view id) const {
    auto const found = std::find_if(debtor_accounts.begin(), debtor_accounts.end(), [id](auto const& one) { return one.id == id; });
    return found == debtor_accounts.end() ? nullptr : &*found;
}

Result<Workspace> load_workspace(std::filesystem::path const& home) {
    auto table = TomlTable::load(home / "almoner.toml");
    if (!table) {
        return table.error().code == ErrorCode::file_missing ? Error{ErrorCode::workspace_missing, {home.string(), {}, 0, 0}, {}, {}} : table.error();
    }
    Workspace workspace;
    workspace.home = home;
    workspace.organisation = table->text("organisation");
    workspace.organisation_id = table->text_or("organisation_id", "");
    workspace.list_prefix = table->text("list_prefix");
    workspace.language = table->choice("language", languages, std::optional(Language::en));
    workspace.time_zone = table->text("time_zone");
    workspace.rehearsal = table->truth_or("rehearsal", false);
    auto keys = table->table("keys");
    workspace.signing_key = home / keys.text("signing_key");
    workspace.signing_certificate = home / keys.text("signing_certificate");
    workspace.bank_certificate = home / keys.text("bank_certificate");
    for (auto& account : table->tables("debtor_accounts")) {
        workspace.debtor_accounts.push_back(read_account(account));
    }
    if (workspace.list_prefix.size() != 2) {
        table->fail("list_prefix", workspace.list_prefix);
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return workspace;
}

}  // namespace almoner::settings
