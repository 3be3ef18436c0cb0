#include "settings/programme.hpp"

#include <algorithm>

#include "bytes/folder.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<5> duplicate_policies = {"refuse", "hold", "highest", "sum", "allow"};
constexpr int most_approvals = 9;

template <class Thing>
Thing const* find_in(std::vector<Thing> const& things, std::string_view id) {
    auto const found = std::find_if(things.begin(), things.end(), [id](auto const& one) { return one.id == id; });
    return found == things.end() ? nullptr : &*found;
}

void read_fund(Programme& programme, TomlTable& table) {
    Fund fund{table.text("id"), table.text("name"), table.money("allocated", programme.currency)};
    if (programme.fund(fund.id) != nullptr) {
        table.fail("id", fund.id);
    }
    programme.funds.push_back(std::move(fund));
}

void read_category(Programme& programme, TomlTable& table) {
    Category category{.id = table.text("id"),
                      .name = table.text("name"),
                      .standard = table.optional_money("standard", programme.currency),
                      .planned_total = table.optional_money("planned_total", programme.currency),
                      .planned_count = table.optional_count("planned_count"),
                      .purpose = table.text_or("purpose", "")};
    if (programme.category(category.id) != nullptr) {
        table.fail("id", category.id);
    }
    programme.categories.push_back(std::move(category));
}

/// The ranges rise, and only the last has no end.
bool in_order(std::vector<ApprovalsRequired> const& ranges) {
    for (std::size_t at = 0; at + 1 < ranges.size(); ++at) {
        auto const& next = ranges[at + 1].up_to;
        if (!ranges[at].up_to || (next && *next <= *ranges[at].up_to)) {
            return false;
        }
    }
    return !ranges.back().up_to;
}

void read_approvals(Programme& programme, TomlTable& table) {
    if (!table.has("approvals")) {
        programme.approvals = {{{}, table.number_or("approvals_required", 1, 1, most_approvals)}};
        return;
    }
    for (auto& range : table.tables("approvals")) {
        auto const up_to = range.optional_money("up_to", programme.currency);
        range.integer("required");
        programme.approvals.push_back({up_to, range.number_or("required", 1, 1, most_approvals)});
    }
    if (programme.approvals.empty() || !in_order(programme.approvals)) {
        table.fail("approvals", "approvals");
    }
}

/// The programmes of a folder in the order of their names: the same fault is told first on every machine.
Result<std::vector<std::filesystem::path>> files_in(std::filesystem::path const& folder) {
    auto files = bytes::names_in(folder, ".toml");
    if (!files && files.error().code != ErrorCode::file_io) {
        return Error{ErrorCode::workspace_missing, {folder.string(), {}, 0, 0}, {}, {}};
    }
    return files;
}

/// `[unit_parents]`: unit = "the one it belongs to".
void read_unit_parents(Programme& programme, TomlTable& table) {
    auto parents = table.table("unit_parents");
    programme.unit_parents = parents.text_map();
    auto const& all = programme.unit_parents;
    for (auto const& [unit, parent] : all) {
        auto above = all.find(unit);
        for (std::size_t steps = 0; above != all.end() && steps < all.size(); ++steps) {
            above = all.find(above->second);
        }
        if (above != all.end()) {
            parents.fail(unit, parent);
        }
    }
}

}  // namespace

Fund const* Programme::fund(std::string_view wanted) const { return find_in(funds, wanted); }

Category const* Programme::category(std::string_view wanted) const { return find_in(categories, wanted); }

int Programme::approvals_for(Money total) const {
    auto const range = std::find_if(approvals.begin(), approvals.end(),
                                    [&](auto const& one) { return !one.up_to || total <= *one.up_to; });
    check(range != approvals.end(), "the last range has no end");
    return range->required;
}

Result<Programme> load_programme(std::filesystem::path const& file) {
    auto table = TomlTable::load(file);
    if (!table) {
        return table.error();
    }
    Programme programme{.id = file.stem().string(),
                        .name = table->text("name"),
                        .period = table->text("period"),
                        .currency = table->currency("currency")};
    programme.theme = table->text_or("theme", "");
    programme.place = table->text_or("place", "");
    programme.people = table->text_or("people", "");
    programme.remittance = table->text("remittance");
    programme.category_purpose = table->text_or("category_purpose", "");
    programme.approval_body = table->text_or("approval_body", "");
    programme.deadline = table->optional_day("deadline");
    read_approvals(programme, *table);
    programme.releaser_required = table->truth_or("releaser_required", false);
    programme.duplicates = table->choice("duplicates", duplicate_policies, std::optional(DuplicatePolicy::hold));
    programme.max_faults = table->optional_count("max_faults");
    programme.identity_required = table->truth_or("identity_required", true);
    programme.units = table->texts("units");
    programme.cool_off_days = table->number_or("cool_off_days", 0, 0, 365);
    read_unit_parents(programme, *table);
    if (table->has("rules")) {
        programme.rules = table->texts("rules");
    }
    for (auto& fund : table->tables("funds")) {
        read_fund(programme, fund);
    }
    for (auto& category : table->tables("categories")) {
        read_category(programme, category);
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return programme;
}

Result<std::map<std::string, Programme>> load_programmes(std::filesystem::path const& folder) {
    auto const files = files_in(folder);
    if (!files) {
        return files.error();
    }
    std::map<std::string, Programme> programmes;
    for (auto const& file : *files) {
        auto programme = load_programme(file);
        if (!programme) {
            return programme.error();
        }
        auto const id = programme->id;
        programmes.emplace(id, *std::move(programme));
    }
    return programmes;
}

}  // namespace almoner::settings
