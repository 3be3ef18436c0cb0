#include "settings/toml_table.hpp"

#include <limits>

#include "settings/text_file.hpp"

namespace almoner::settings {

using Kind = TomlNode::Kind;

struct TomlTable::File {
    TomlCodes codes;
    TomlNode root;
    TomlNode absent;  ///< stands for tables and arrays that are not there
    std::optional<Error> fault;
};

namespace {

std::string shown(TomlNode const& node) {
    return node.kind == Kind::integer ? std::to_string(node.integer) : node.text;
}

}  // namespace

TomlTable::TomlTable(std::shared_ptr<File> file, TomlNode const* node) : file_(std::move(file)), node_(node) {}

Result<TomlTable> TomlTable::parse(std::string_view text, std::string const& file, TomlCodes codes) {
    auto root = parse_toml(text, file, codes.syntax);
    if (!root) {
        return root.error();
    }
    auto shared = std::make_shared<File>();
    shared->codes = codes;
    shared->root = *std::move(root);
    shared->absent.position = shared->root.position;
    auto const* node = &shared->root;
    return TomlTable{std::move(shared), node};
}

Result<TomlTable> TomlTable::load(std::filesystem::path const& file, TomlCodes codes) {
    auto const text = load_text(file);
    if (!text) {
        return text.error().code == ErrorCode::file_io
                   ? text.error()
                   : Error{ErrorCode::file_missing, {file.string(), {}, 0, 0}, {}, {}};
    }
    return parse(*text, file.string(), codes);
}

void TomlTable::fail(std::string_view key, std::string const& value) {
    fail(key, Error{file_->codes.value, {}, value, {std::string(key)}});
}

void TomlTable::fail(std::string_view key, Error error) {
    if (file_->fault) {
        return;
    }
    auto const* member = node_->member(key);
    error.position = member == nullptr ? node_->position : member->position;
    file_->fault = std::move(error);
}

void TomlTable::fail_at(TomlNode const& node, std::string_view key) {
    if (!file_->fault) {
        file_->fault = Error{file_->codes.value, node.position, shown(node), {std::string(key)}};
    }
}

TomlNode const* TomlTable::take(std::string_view key, bool needed) {
    auto const* member = node_->member(key);
    if (member != nullptr) {
        member->taken = true;
    } else if (needed && !file_->fault) {
        file_->fault = Error{ErrorCode::settings_missing_key, node_->position, std::string(key), {}};
    }
    return member;
}

TomlNode const* TomlTable::take(std::string_view key, bool needed, Kind kind) {
    auto const* node = take(key, needed);
    if (node != nullptr && node->kind != kind) {
        fail_at(*node, key);
        return nullptr;
    }
    return node;
}

std::vector<TomlNode> const& TomlTable::take_items(std::string_view key, bool needed, Kind kind) {
    auto const* node = take(key, needed, Kind::array);
    if (node == nullptr) {
        return file_->absent.items;
    }
    for (auto const& item : node->items) {
        if (item.kind != kind) {
            fail_at(item, key);
            return file_->absent.items;
        }
    }
    return node->items;
}

bool TomlTable::has(std::string_view key) const { return node_->member(key) != nullptr; }

std::string TomlTable::text(std::string_view key) {
    auto const* node = take(key, true, Kind::text);
    return node == nullptr ? "" : node->text;
}

std::string TomlTable::text_or(std::string_view key, std::string_view fallback) {
    return has(key) ? text(key) : std::string(fallback);
}

std::int64_t TomlTable::integer(std::string_view key) {
    auto const* node = take(key, true, Kind::integer);
    return node == nullptr ? 0 : node->integer;
}

int TomlTable::number_or(std::string_view key, int fallback, int least, int most) {
    if (!has(key)) {
        return fallback;
    }
    auto const number = integer(key);
    if (number < least || number > most) {
        fail(key, std::to_string(number));
        return fallback;
    }
    return static_cast<int>(number);
}

std::uint64_t TomlTable::count(std::string_view key) {
    auto const number = integer(key);
    if (number < 0) {
        fail(key, std::to_string(number));
        return 0;
    }
    return static_cast<std::uint64_t>(number);
}

std::optional<std::uint64_t> TomlTable::optional_count(std::string_view key) {
    return has(key) ? std::optional(count(key)) : std::nullopt;
}

bool TomlTable::truth_or(std::string_view key, bool fallback) {
    auto const* node = take(key, false, Kind::truth);
    return node == nullptr ? fallback : node->integer != 0;
}

std::optional<Day> TomlTable::optional_day(std::string_view key) {
    auto const* node = take(key, false, Kind::day);
    return node == nullptr ? std::nullopt : std::optional(node->day);
}

Day TomlTable::day(std::string_view key) {
    auto const* node = take(key, true, Kind::day);
    return node == nullptr ? Day{} : node->day;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    std::vector<std::string> all;
    for (auto const& item : take_items(key, false, Kind::text)) {
        all.push_back(item.text);
    }
    return all;
}

std::vector<Day> TomlTable::days(std::string_view key) {
    std::vector<Day> all;
    for (auto const& item : take_items(key, true, Kind::day)) {
        all.push_back(item.day);
    }
    return all;
}

std::vector<int> TomlTable::integers(std::string_view key) {
    std::vector<int> all;
    for (auto const& item : take_items(key, true, Kind::integer)) {
        if (item.integer < std::numeric_limits<int>::min() || item.integer > std::numeric_limits<int>::max()) {
            fail_at(item, key);
            return {};
        }
        all.push_back(static_cast<int>(item.integer));
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

Money TomlTable::money(std::string_view key, Currency currency) {
    auto const amount = Money::parse(text(key), currency);
    if (!amount) {
        fail(key, amount.error());
    }
    return amount ? *amount : Money::zero(currency);
}

std::optional<Money> TomlTable::optional_money(std::string_view key, Currency currency) {
    return has(key) ? std::optional(money(key, currency)) : std::nullopt;
}

TomlTable TomlTable::table(std::string_view key) {
    auto const* node = take(key, false, Kind::table);
    return TomlTable{file_, node == nullptr ? &file_->absent : node};
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    std::vector<TomlTable> all;
    for (auto const& item : take_items(key, false, Kind::table)) {
        all.push_back(TomlTable{file_, &item});
    }
    return all;
}

std::vector<std::vector<std::string>> TomlTable::text_rows(std::string_view key) {
    std::vector<std::vector<std::string>> rows;
    for (auto const& item : take_items(key, true, Kind::array)) {
        auto& row = rows.emplace_back();
        for (auto const& cell : item.items) {
            if (cell.kind != Kind::text) {
                fail_at(cell, key);
            }
            row.push_back(cell.text);
        }
    }
    return rows;
}

std::map<std::string, std::string> TomlTable::text_map() {
    std::map<std::string, std::string> all;
    for (auto const& node : node_->members) {
        all.emplace(node.key, text(node.key));
    }
    return all;
}

std::map<std::string, std::string, std::less<>> TomlTable::dotted_texts() {
    std::map<std::string, std::string, std::less<>> all;
    collect(*node_, "", all);
    return all;
}

void TomlTable::collect(TomlNode const& table, std::string const& prefix,
                        std::map<std::string, std::string, std::less<>>& all) {
    for (auto const& node : table.members) {
        auto const key = prefix + node.key;
        node.taken = true;
        if (node.kind == Kind::table) {
            collect(node, key + ".", all);
        } else if (node.kind == Kind::text) {
            all.emplace(key, node.text);
        } else {
            fail_at(node, key);
        }
    }
}

Status TomlTable::finish() const {
    auto const untaken = untaken_keys(file_->root);
    if (file_->fault && (file_->fault->code != ErrorCode::settings_missing_key || untaken.empty())) {
        return *file_->fault;
    }
    if (!untaken.empty()) {
        return Error{file_->codes.key_unknown, untaken.front().position, untaken.front().name, {}};
    }
    return {};
}

}  // namespace almoner::settings
