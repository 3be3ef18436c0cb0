#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "xml/reading_map.hpp"

namespace almoner::xml {

constexpr std::uint32_t no_node = UINT32_MAX;

/// Nodes are elements at a place; a node knows which facts its text is and which record begins there.
struct ReadingMap::Trie {
    struct FactHere {
        std::uint32_t record = 0;
        std::uint32_t fact = 0;
        std::uint32_t rank = 0;  ///< of the alternative: lower wins
        bool joins = false;      ///< repeated text is joined
        std::string attribute;   ///< empty for the element's text
    };
    struct Node {
        std::vector<std::pair<std::string, std::uint32_t>> children;  ///< few: looked along faster than sought
        std::vector<FactHere> facts;
        std::uint32_t record = no_node;
    };
    struct RecordPlace {
        std::string name;
        std::uint32_t inside = no_node;
        std::vector<std::string> fact_names;
        std::vector<std::uint32_t> nodes;   ///< where it may begin
        std::vector<std::uint32_t> needed;  ///< facts the standard demands
    };
    std::string begin;                   ///< the element that paths start from
    std::vector<Node> nodes = {Node{}};  ///< the first is that element
    std::vector<RecordPlace> records;
    /// Nodes by the element that leads there from anywhere.
    std::map<std::string, std::uint32_t, std::less<>> beginnings;

    /// Index of the record of that name, or `no_node`.
    [[nodiscard]] std::uint32_t record(std::string_view name) const {
        auto const named = [name](auto const& one) { return one.name == name; };
        auto const found = std::find_if(records.begin(), records.end(), named);
        return found == records.end() ? no_node : static_cast<std::uint32_t>(found - records.begin());
    }

    [[nodiscard]] std::uint32_t beginning(std::string_view element) const {
        auto const found = beginnings.find(element);
        return found == beginnings.end() ? no_node : found->second;
    }

    /// The child of that name, or `no_node`.
    [[nodiscard]] std::uint32_t known_child(std::uint32_t node, std::string_view name) const {
        auto const& children = nodes[node].children;
        auto const found =
            std::find_if(children.begin(), children.end(), [name](auto const& one) { return one.first == name; });
        return found == children.end() ? no_node : found->second;
    }

    std::uint32_t child(std::uint32_t node, std::string_view name) {
        if (auto const known = known_child(node, name); known != no_node) {
            return known;
        }
        auto const fresh = static_cast<std::uint32_t>(nodes.size());
        nodes[node].children.emplace_back(name, fresh);
        nodes.emplace_back();
        return fresh;
    }
};

}  // namespace almoner::xml
