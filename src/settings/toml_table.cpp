#include "settings/toml_table.hpp"

#include <toml++/toml.h>

#include "settings/text_file.hpp"

namespace almoner::settings {

/// A parsed value with its place, taken over from toml++ so that its header stays in this file.
struct TomlTable::Node {
    enum class Kind { none, text, integer, truth, day, array, table, other };
    Kind kind = Kind::none;
    Position position;
    std::string text;
    std::int64_t integer = 0;
    Day day;
    std::vector<Node> items;
    std::vector<std::pair<std::string, Node>> members;  ///< in the order of the file
    mutable bool taken = false;

    [[nodiscard]] Node const* member(std::string_view key) const {
        for (auto const& [name, node] : members) {
            if (name == key) {
                return &node;
            }
        }
        return nullptr;
    }
};

struct TomlTable::File {
    TomlCodes codes;
    Node root;
    Node absent;  ///< stands for tables that are not there
    std::optional<Error> fault;
};

namespace {

constexpr int deepest = 16;

Position place(toml::source_region const& source, std::string const& file) {
    return {file, {}, static_cast<std::uint64_t>(source.begin.line), static_cast<std::uint32_t>(source.begin.column)};
}

template <class Node>
void fill(Node& node, toml::node const& from, std::string const& file, int depth) {
    using Kind = typename Node::Kind;
    node.position = place(from.source(), file);
    if (depth > deepest) {
        node.kind = Kind::other;
    } else if (auto const* text = from.as_string()) {
        node.kind = Kind::text;
        node.text = text->get();
    } else if (auto const* integer = from.as_integer()) {
        node.kind = Kind::integer;
        node.integer = integer->get();
    } else if (auto const* truth = from.as_boolean()) {
        node.kind = Kind::truth;
        node.integer = truth->get() ? 1 : 0;
    } else if (auto const* day = from.as_date()) {
        node.kind = Kind::day;
        auto const& value = day->get();
        node.day = Day{date::year{value.year} / date::month{value.month} / date::day{value.day}};
    } else if (auto const* array = from.as_array()) {
        node.kind = Kind::array;
        for (auto const& item : *array) {
            fill(node.items.emplace_back(), item, file, depth + 1);
        }
    } else if (auto const* table = from.as_table()) {
        node.kind = Kind::table;
        for (auto const& [key, value] : *table) {
            fill(node.members.emplace_back(std::string(key.str()), Node{}).second, value, file, depth + 1);
        }
    } else {
        node.kind = Kind::other;
    }
}

template <class Node>
Node const* first_untaken(Node const& node, std::string& key) {
    for (auto const& [name, member] : node.members) {
        key = name;
        if (!member.taken) {
            return &member;
        }
        if (auto const* inside = first_untaken(member, key)) {
            return inside;
        }
    }
    for (auto const& item : node.items) {
        if (auto const* inside = first_untaken(item, key)) {
            return inside;
        }
    }
    return nullptr;
}

template <class Node>
void take_all(Node const& node) {
    node.taken = true;
    for (auto const& [name, member] : node.members) {
        take_all(member);
    }
    for (auto const& item : node.items) {
        take_all(item);
    }
}

template <class Node>
void collect(Node const& node, std::string const& prefix, std::map<std::string, std::string, std::less<>>& all) {
    for (auto const& [name, member] : node.members) {
        auto const key = prefix.empty() ? name : prefix + "." + name;
        if (member.kind == Node::Kind::text) {
            all.emplace(key, member.text);
        }
        collect(member, key, all);
    }
}

}  // namespace

TomlTable::TomlTable(std::shared_ptr<File> file, Node const* node) : file_(std::move(file)), node_(node) {}

Result<TomlTable> TomlTable::parse(std::string_view text, std::string const& file, TomlCodes codes) {
    auto shared = std::make_shared<File>();
    shared->codes = codes;
    // The library throws on a syntax error; the exception ends here.
    try {
        auto const table = toml::parse(text, file);
        fill(shared->root, table, file, 0);
    } catch (toml::parse_error const& fault) {
        return Error{codes.syntax, place(fault.source(), file), {}, {std::string(fault.description())}};
    }
    shared->root.position = {file, {}, 0, 0};
    shared->absent.position = shared->root.position;
    shared->absent.kind = Node::Kind::table;
    auto const* root = &shared->root;
    return TomlTable{std::move(shared), root};
}

Result<TomlTable> TomlTable::load(std::filesystem::path const& file, TomlCodes codes) {
    auto const text = load_text(file);
    if (!text) {
        return Error{ErrorCode::file_missing, {file.string(), {}, 0, 0}, {}, {}};
    }
    return parse(*text, file.string(), codes);
}

void TomlTable::fail(std::string_view key, std::string const& value) { fail(key, Error{file_->codes.value, {}, value, {std::string(key)}}); }

void TomlTable::fail(std::string_view key, Error error) {
    if (file_->fault) {
        return;
    }
    auto const* member = node_->member(key);
    error.position = member == nullptr ? node_->position : member->position;
    file_->fault = std::move(error);
}

TomlTable::Node const* TomlTable::take(std::string_view key, bool needed) {
    auto const* member = node_->member(key);
    if (member != nullptr) {
        member->taken = true;
    } else if (needed && !file_->fault) {
        file_->fault = Error{ErrorCode::settings_missing_key, node_->position, std::string(key), {}};
    }
    return member;
}

bool TomlTable::has(std::string_view key) const { return node_->member(key) != nullptr; }

std::string TomlTable::text(std::string_view key) {
    auto const* node = take(key, true);
    if (node != nullptr && node->kind != Node::Kind::text) {
        fail(key, "");
    }
    return node == nullptr ? "" : node->text;
}

std::string TomlTable::text_or(std::string_view key, std::string_view fallback) { return has(key) ? text(key) : std::string(fallback); }

std::int64_t TomlTable::integer(std::string_view key) {
    auto const* node = take(key, true);
    if (node != nullptr && node->kind != Node::Kind::integer) {
        fail(key, node->text);
    }
    return node == nullptr ? 0 : node->integer;
}

std::int64_t TomlTable::integer_or(std::string_view key, std::int64_t fallback) { return has(key) ? integer(key) : fallback; }

bool TomlTable::truth_or(std::string_view key, bool fallback) {
    auto const* node = take(key, false);
    if (node != nullptr && node->kind != Node::Kind::truth) {
        fail(key, node->text);
    }
    return node == nullptr ? fallback : node->integer != 0;
}

std::optional<Day> TomlTable::optional_day(std::string_view key) {
    auto const* node = take(key, false);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (node->kind != Node::Kind::day) {
        fail(key, node->text);
    }
    return node->day;
}

Day TomlTable::day(std::string_view key) {
    if (!has(key)) {
        take(key, true);
    }
    return optional_day(key).value_or(Day{});
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    std::vector<std::string> all;
    auto const* node = take(key, false);
    if (node == nullptr) {
        return all;
    }
    for (auto const& item : node->items) {
        if (item.kind != Node::Kind::text) {
            fail(key, "");
        }
        all.push_back(item.text);
    }
    if (node->kind != Node::Kind::array) {
        fail(key, node->text);
    }
    return all;
}

std::vector<Day> TomlTable::days(std::string_view key) {
    std::vector<Day> all;
    auto const* node = take(key, true);
    for (std::size_t at = 0; node != nullptr && at < node->items.size(); ++at) {
        if (node->items[at].kind != Node::Kind::day) {
            fail(key, node->items[at].text);
        }
        all.push_back(node->items[at].day);
    }
    return all;
}

std::vector<int> TomlTable::integers(std::string_view key) {
    std::vector<int> all;
    auto const* node = take(key, true);
    for (std::size_t at = 0; node != nullptr && at < node->items.size(); ++at) {
        if (node->items[at].kind != Node::Kind::integer) {
            fail(key, node->items[at].text);
        }
        all.push_back(static_cast<int>(node->items[at].integer));
    }
    return all;
}

Currency TomlTable::currency(std::string_view key) {
    auto const code = text(key);
    auto const currency = Currency::parse(code);
    if (!currency) {
        fail(key, currency.error());
    }
    // Any currency will do after a fault: nothing read from this file is used.
    return currency ? *currency : *Currency::parse("CNY");
}

std::optional<Money> TomlTable::optional_money(std::string_view key, Currency currency) {
    if (!has(key)) {
        return std::nullopt;
    }
    return money(key, currency);
}

Money TomlTable::money(std::string_view key, Currency currency) {
    auto const amount = Money::parse(text(key), currency);
    if (!amount) {
        fail(key, amount.error());
    }
    return amount ? *amount : Money::zero(currency);
}

TomlTable TomlTable::table(std::string_view key) {
    auto const* node = take(key, false);
    if (node != nullptr && node->kind != Node::Kind::table) {
        fail(key, node->text);
    }
    return TomlTable{file_, node == nullptr ? &file_->absent : node};
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    std::vector<TomlTable> all;
    auto const* node = take(key, false);
    for (std::size_t at = 0; node != nullptr && at < node->items.size(); ++at) {
        if (node->items[at].kind != Node::Kind::table) {
            fail(key, node->items[at].text);
        }
        all.push_back(TomlTable{file_, &node->items[at]});
    }
    if (node != nullptr && node->kind != Node::Kind::array) {
        fail(key, node->text);
    }
    return all;
}

std::vector<std::vector<std::string>> TomlTable::text_rows(std::string_view key) {
    std::vector<std::vector<std::string>> rows;
    auto const* node = take(key, true);
    for (std::size_t at = 0; node != nullptr && at < node->items.size(); ++at) {
        auto& row = rows.emplace_back();
        for (auto const& cell : node->items[at].items) {
            if (cell.kind != Node::Kind::text) {
                fail(key, "");
            }
            row.push_back(cell.text);
        }
    }
    return rows;
}

std::map<std::string, std::string> TomlTable::text_map() {
    std::map<std::string, std::string> all;
    for (auto const& [key, node] : node_->members) {
        node.taken = true;
        if (node.kind != Node::Kind::text) {
            fail(key, "");
        }
        all.emplace(key, node.text);
    }
    return all;
}

std::map<std::string, std::string, std::less<>> TomlTable::dotted_texts() {
    std::map<std::string, std::string, std::less<>> all;
    take_all(*node_);
    collect(*node_, "", all);
    return all;
}

Status TomlTable::finish() const {
    if (file_->fault) {
        return *file_->fault;
    }
    std::string key;
    if (auto const* unknown = first_untaken(*node_, key)) {
        return Error{file_->codes.key_unknown, unknown->position, key, {}};
    }
    return {};
}

}  // namespace almoner::settings
