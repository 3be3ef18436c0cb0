#include "settings/register.hpp"

#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<4> roles = {"maker", "approver", "settings", "releaser"};

Power read_power(TomlTable& table) {
    Power power{table.text("programme"), {}};
    if (table.has("up_to")) {
        power.up_to = table.money("up_to", table.currency("currency"));
    }
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
    person.valid_from = table.optional_day("valid_from");
    person.valid_until = table.optional_day("valid_until");
    for (auto& power : table.tables("powers")) {
        person.powers.push_back(read_power(power));
    }
    if (person.valid_from && person.valid_until && *person.valid_until < *person.valid_from) {
        table.fail("valid_until", to_text(*person.valid_until));
    }
    return person;
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
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return persons;
}

}  // namespace almoner::settings
