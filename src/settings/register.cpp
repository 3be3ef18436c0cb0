#include "settings/register.hpp"

#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<4> roles = {"maker", "approver", "settings", "releaser"};

void read_dates(TomlTable& table, std::optional<Day>& from, std::optional<Day>& until) {
    from = table.optional_day("valid_from");
    until = table.optional_day("valid_until");
    if (from && until && *until < *from) {
        table.fail("valid_until", to_text(*until));
    }
}

Power read_power(TomlTable& table) {
    Power power{table.text("programme"), {}};
    if (table.has("up_to")) {
        power.up_to = table.money("up_to", table.currency("currency"));
    }
    read_dates(table, power.valid_from, power.valid_until);
    return power;
}

std::set<Role> read_roles(TomlTable& table) {
    std::set<Role> all;
    for (auto const& text : table.texts("roles")) {
        auto const role = value_in<Role>(roles, text);
        if (!role) {
            table.fail("roles", text);
            continue;
        }
        all.insert(*role);
    }
    return all;
}

Person read_person(TomlTable& table, std::filesystem::path const& folder) {
    Person person;
    person.id = table.text("id");
    person.name = table.text("name");
    person.roles = read_roles(table);
    person.certificate = folder / table.text("certificate");
    read_dates(table, person.valid_from, person.valid_until);
    for (auto& power : table.tables("powers")) {
        person.powers.push_back(read_power(power));
    }
    return person;
}

/// Makes one person of the register another's deputy.
void read_deputy(TomlTable& table, Register& persons) {
    auto const person = table.text("person");
    Deputyship deputyship{table.text("for"), table.day("from"), table.day("until")};
    auto const deputy = persons.find(person);
    if (deputy == persons.end()) {
        table.fail("person", person);
    } else if (!persons.contains(deputyship.principal) || deputyship.principal == person) {
        table.fail("for", deputyship.principal);
    } else if (deputyship.until < deputyship.from) {
        table.fail("until", to_text(deputyship.until));
    } else {
        deputy->second.deputy_for.push_back(std::move(deputyship));
    }
}

}  // namespace

Result<Register> load_register(std::filesystem::path const& file) {
    auto table = TomlTable::load(file);
    if (!table) {
        return table.error();
    }
    Register persons;
    for (auto& entry : table->tables("persons")) {
        auto person = read_person(entry, file.parent_path());
        auto const id = person.id;
        if (!persons.emplace(id, std::move(person)).second) {
            entry.fail("id", id);
        }
    }
    for (auto& entry : table->tables("deputies")) {
        read_deputy(entry, persons);
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return persons;
}

}  // namespace almoner::settings
