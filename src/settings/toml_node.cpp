#include "settings/toml_node.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <sstream>
#include <tuple>

namespace almoner::settings {

namespace {

using Kind = TomlNode::Kind;

constexpr int deepest = 16;

Position place(toml::source_region const& source, std::string const& file) {
    return {file, {}, static_cast<std::uint64_t>(source.begin.line), static_cast<std::uint32_t>(source.begin.column)};
}

bool stands_before(Position const& left, Position const& right) {
    return std::tie(left.row, left.column) < std::tie(right.row, right.column);
}

/// A fraction or a time as TOML writes it, for the message that refuses it.
std::string written(toml::node const& from) {
    std::ostringstream text;
    text << toml::toml_formatter{from};
    return std::move(text).str();
}

TomlNode node_of(toml::node const& from, std::string const& file, int depth);

void fill_table(TomlNode& node, toml::table const& table, std::string const& file, int depth) {
    for (auto const& [key, value] : table) {
        auto& member = node.members.emplace_back(node_of(value, file, depth + 1));
        member.key = std::string(key.str());
        member.key_position = place(key.source(), file);
    }
    // The library keeps keys by name; people read from the top.
    std::stable_sort(node.members.begin(), node.members.end(), [](auto const& left, auto const& right) {
        return stands_before(left.key_position, right.key_position);
    });
}

void fill_array(TomlNode& node, toml::array const& array, std::string const& file, int depth) {
    for (auto const& item : array) {
        node.items.push_back(node_of(item, file, depth + 1));
    }
}

TomlNode node_of(toml::node const& from, std::string const& file, int depth) {
    TomlNode node;
    node.position = place(from.source(), file);
    node.kind = Kind::other;
    if (depth > deepest) {
        return node;
    }
    if (auto const* text = from.as_string()) {
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
        node.day = Day{date::year{day->get().year} / date::month{day->get().month} / date::day{day->get().day}};
    } else if (auto const* array = from.as_array()) {
        node.kind = Kind::array;
        fill_array(node, *array, file, depth);
    } else if (auto const* table = from.as_table()) {
        node.kind = Kind::table;
        fill_table(node, *table, file, depth);
    } else {
        node.text = written(from);
    }
    return node;
}

void gather(TomlNode const& node, std::vector<UntakenKey>& all) {
    for (auto const& member : node.members) {
        if (!member.taken) {
            all.push_back({member.key, member.key_position});
        } else {
            gather(member, all);
        }
    }
    for (auto const& item : node.items) {
        gather(item, all);
    }
}

}  // namespace

TomlNode const* TomlNode::member(std::string_view wanted) const {
    auto const found =
        std::find_if(members.begin(), members.end(), [wanted](auto const& one) { return one.key == wanted; });
    return found == members.end() ? nullptr : &*found;
}

Result<TomlNode> parse_toml(std::string_view text, std::string const& file, ErrorCode syntax) {
    // The library throws on a syntax error; the exception ends here.
    try {
        auto root = node_of(toml::parse(text, file), file, 0);
        root.position = {file, {}, 0, 0};
        return root;
    } catch (toml::parse_error const& fault) {
        return Error{syntax, place(fault.source(), file), std::string(fault.description()), {}};
    }
}

std::vector<UntakenKey> untaken_keys(TomlNode const& table) {
    std::vector<UntakenKey> all;
    gather(table, all);
    std::stable_sort(all.begin(), all.end(),
                     [](auto const& left, auto const& right) { return stands_before(left.position, right.position); });
    return all;
}

}  // namespace almoner::settings
