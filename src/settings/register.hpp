#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"

namespace almoner::settings {

/// What a person may do; the word in the register is the enumerator.
enum class Role { maker, approver, settings, releaser };

/// Up to how much and for which programmes a person may approve.
struct Power {
    std::string programme;       ///< id, or "*" for all
    std::optional<Money> up_to;  ///< list total; none is no limit
    std::optional<Day> valid_from = {};
    std::optional<Day> valid_until = {};
};

/// Whose powers a person has besides the own ones, and on which days.
struct Deputyship {
    std::string principal;
    Day from;
    Day until;
};

struct Person {
    std::string id;  ///< "li.na"
    std::string name;
    std::set<Role> roles;
    std::filesystem::path certificate;
    std::optional<Day> valid_from;
    std::optional<Day> valid_until;
    std::vector<Power> powers;
    std::vector<Deputyship> deputy_for = {};
};

/// `keys/register.toml`: who may sign what, by id.
using Register = std::map<std::string, Person>;

/// Relative certificate paths are taken from the register's folder.
/// @error file.missing @error settings.value also a person who stands there twice, dates that end before they begin,
/// and a deputy of nobody or of himself; and those of load_workspace
Result<Register> load_register(std::filesystem::path const& file);

}  // namespace almoner::settings
