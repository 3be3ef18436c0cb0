#include "settings/rules.hpp"

#include <algorithm>
#include <array>

#include "core/names.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

/// What tells how far a rule goes.
enum class Reach { none, amount, days, range, words, words_and_days };

struct Known {
    ErrorCode code;
    Reach reach;
};

constexpr auto known_rules = std::to_array<Known>({
    {ErrorCode::account_holder, Reach::words},
    {ErrorCode::account_returned, Reach::days},
    {ErrorCode::account_shared, Reach::words},
    {ErrorCode::account_staff, Reach::none},
    {ErrorCode::account_stopped, Reach::none},
    {ErrorCode::amount_above_previous, Reach::none},
    {ErrorCode::amount_cap_person_time, Reach::amount},
    {ErrorCode::amount_cap_person_year, Reach::amount},
    {ErrorCode::list_attributes, Reach::none},
    {ErrorCode::list_notice, Reach::days},
    {ErrorCode::payee_close_match, Reach::none},
    {ErrorCode::payee_no_match, Reach::none},
    {ErrorCode::payee_not_possible, Reach::none},
    {ErrorCode::payee_not_verified, Reach::days},
    {ErrorCode::payout_similar, Reach::days},
    {ErrorCode::person_age, Reach::range},
    {ErrorCode::person_birth_date, Reach::none},
    {ErrorCode::person_deceased, Reach::none},
    {ErrorCode::person_id_region_unlisted, Reach::none},
    {ErrorCode::person_in_other_programme, Reach::none},
    {ErrorCode::person_namesake, Reach::none},
    {ErrorCode::person_not_registered, Reach::none},
    {ErrorCode::person_sex, Reach::none},
    {ErrorCode::person_staff, Reach::none},
    {ErrorCode::person_stopped, Reach::none},
    {ErrorCode::register_missing, Reach::words},
    {ErrorCode::register_old, Reach::words_and_days},
});

constexpr auto most_days = 3660;
constexpr auto most_years = 200;

int days_of(TomlTable& table) {
    if (!table.has("days")) {
        table.fail("days", Error{ErrorCode::settings_missing_key, {}, "days", {}});
    }
    return table.number_or("days", 0, 0, most_days);
}

void read_reach(TomlTable& table, Reach reach, Rule& rule) {
    if (reach == Reach::amount) {
        rule.amount = table.money("amount", table.currency("currency"));
    }
    if (reach == Reach::range) {
        rule.minimum = table.number_or("minimum", 0, 0, most_years);
        rule.maximum = table.number_or("maximum", most_years, 0, most_years);
    }
    if (reach == Reach::days || reach == Reach::words_and_days) {
        rule.days = days_of(table);
    }
    if (reach == Reach::words || reach == Reach::words_and_days) {
        rule.words = table.texts("words");
    }
}

Rule read_rule(TomlTable& table, std::string const& pack) {
    Rule rule{.pack = pack};
    auto const name = table.text("code");
    auto const code = error_code_of(name);
    auto const known = std::find_if(known_rules.begin(), known_rules.end(),
                                    [&](auto const& one) { return code && one.code == *code; });
    if (known == known_rules.end()) {
        table.fail("code", name);
        return rule;
    }
    rule.code = known->code;
    constexpr Names<3> severities = {"warning", "held", "refused"};
    constexpr std::array<Severity, 3> meanings = {Severity::warning, Severity::held, Severity::refused};
    enum class Word : std::uint8_t {};
    rule.severity = meanings[static_cast<std::size_t>(table.choice<Word>("severity", severities))];
    rule.from = table.optional_day("from");
    rule.until = table.optional_day("until");
    rule.categories = table.texts("categories");
    rule.funds = table.texts("funds");
    read_reach(table, known->reach, rule);
    return rule;
}

Status add_pack(std::filesystem::path const& file, std::string const& pack, std::vector<Rule>& rules) {
    auto table = TomlTable::load(file);
    if (!table) {
        auto const missing = table.error().code == ErrorCode::file_missing;
        return missing ? Error{ErrorCode::formats_missing, {}, file.string(), {}} : table.error();
    }
    static_cast<void>(table->text("name"));
    for (auto& one : table->tables("rules")) {
        rules.push_back(read_rule(one, pack));
    }
    return table->finish();
}

bool holds(std::vector<std::string> const& words, std::string_view word) {
    return words.empty() || std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool Rule::concerns(std::string_view category) const { return holds(categories, category); }

Result<Rules> Rules::load(std::filesystem::path const& formats_folder, std::span<std::string const> packs) {
    Rules all;
    // A later pack goes before an earlier one, so it is read first.
    for (auto pack = packs.rbegin(); pack != packs.rend(); ++pack) {
        auto const file = rule_pack_file(formats_folder, *pack);
        if (!file) {
            return file.error();
        }
        if (auto const added = add_pack(*file, *pack, all.rules_); !added) {
            return added.error();
        }
    }
    return all;
}

RulesInForce RulesInForce::without(std::span<ErrorCode const> codes) const {
    auto others = *this;
    for (auto const code : codes) {
        others.by_code_[static_cast<std::size_t>(code)] = nullptr;
    }
    return others;
}

RulesInForce Rules::on(Day day, std::string_view fund) const {
    RulesInForce in_force;
    in_force.by_code_.resize(error_codes().size());
    for (auto const& rule : rules_) {
        auto const counts =
            (!rule.from || *rule.from <= day) && (!rule.until || day <= *rule.until) && holds(rule.funds, fund);
        auto& place = in_force.by_code_[static_cast<std::size_t>(rule.code)];
        place = counts && place == nullptr ? &rule : place;
    }
    return in_force;
}

Result<std::filesystem::path> rule_pack_file(std::filesystem::path const& formats_folder, std::string_view pack) {
    auto const plain = !pack.empty() && std::all_of(pack.begin(), pack.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
    });
    if (!plain) {
        return Error{ErrorCode::formats_missing, {}, std::string(pack), {}};
    }
    return formats_folder / "rules" / (std::string(pack) + ".toml");
}

}  // namespace almoner::settings
