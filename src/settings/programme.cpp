#include "settings/programme.hpp"

#include <algorithm>

#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<4> duplicate_policies = {"refuse", "hold", "highest", "sum"};

template <class Thing>
Thing const* find_in(std::vector<Thing> const& things, std::string_view id) {
    auto const found = std::find_if(things.begin(), things.end(), [id](auto const& one) { return one.id == id; });
    return found == things.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> optional_count(TomlTable& table, std::string_view key) {
    if (!table.has(key)) {
        return std::nullopt;
    }
    auto const count = table.integer(key);
    if (count < 0) {
        table.fail(key, std::to_string(count));
    }
    return static_cast<std::uint64_t>(count);
}

Category read_category(TomlTable& table, Currency currency) {
    return {table.text("id"), table.text("name"), table.optional_money("standard", currency), table.optional_money("planned_total", currency),
            optional_count(table, "planned_count"), table.text_or("purpose", "")};
}

}  // namespace

Fund const* Programme::fund(std::string_view wanted) const { return find_in(funds, wanted); }

Category const* Programme::category(std::string_view wanted) const { return find_in(categories, wanted); }

Result<Programme> load_programme(std::filesystem::path const& file) {
    auto table = TomlTable::load(file);
    if (!table) {
        return table.error();
    }
    Programme programme{.id = file.stem().string(), .name = table->text("name"), .period = table->text("period"), .currency = table->currency("currency")};
    programme.theme = table->text_or("theme", "");
    programme.place = table->text_or("place", "");
    programme.people = table->text_or("people", "");
    programme.remittance = table->text("remittance");
    programme.category_purpose = table->text_or("category_purpose", "");
    programme.approval_body = table->text_or("approval_body", "");
    programme.deadline = table->optional_day("deadline");
    programme.approvals_required = static_cast<int>(table->integer_or("approvals_required", 1));
    programme.duplicates = table->choice("duplicates", duplicate_policies, std::optional(DuplicatePolicy::hold));
    programme.max_faults = optional_count(*table, "max_faults");
    programme.identity_required = table->truth_or("identity_required", true);
    programme.units = table->texts("units");
    for (auto& fund : table->tables("funds")) {
        programme.funds.push_back({fund.text("id"), fund.text("name"), fund.money("allocated", programme.currency)});
    }
    for (auto& category : table->tables("categories")) {
        programme.categories.push_back(read_category(category, programme.currency));
    }
    if (programme.approvals_required < 1) {
        table->fail("approvals_required", std::to_string(programme.approvals_required));
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return programme;
}

Result<std::map<std::string, Programme>> load_programmes(std::filesystem::path const& folder) {
    std::map<std::string, Programme> programmes;
    std::error_code fault;
    for (auto const& entry : std::filesystem::directory_iterator(folder, fault)) {
        if (entry.path().extension() != ".toml") {
            continue;
        }
        auto programme = load_programme(entry.path());
        if (!programme) {
            return programme.error();
        }
        programmes.emplace(programme->id, *std::move(programme));
    }
    if (fault) {
        return Error{ErrorCode::workspace_missing, {folder.string(), {}, 0, 0}, {}, {}};
    }
    return programmes;
}

}  // namespace almoner::settings
