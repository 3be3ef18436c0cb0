#include "xml/reading_map.hpp"

#include <algorithm>

#include "xml/reading_map_trie.hpp"

namespace almoner::xml {

namespace {

constexpr auto none = no_node;

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto const at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

using Trie = ReadingMap::Trie;

Error map_fault(std::string_view what) { return {ErrorCode::reading_map_syntax, {}, std::string(what), {}}; }

/// Follows local names from `node`, making what is missing. @error reading_map.syntax an empty or odd name
Result<std::uint32_t> walk(Trie& trie, std::uint32_t node, std::string_view path) {
    for (auto const step : split(path, '/')) {
        if (step.empty() || step.find_first_of("@+ ") != std::string_view::npos) {
            return map_fault(path);
        }
        node = trie.child(node, step);
    }
    return node;
}

/// Lays one alternative of a fact under every place its record may begin.
Status add_fact_path(Trie& trie, Trie::FactHere fact, std::string_view path) {
    auto const whole = path;
    fact.joins = path.ends_with('+');
    path.remove_suffix(fact.joins ? 1 : 0);
    auto const at = path.find('@');
    if (at != std::string_view::npos) {
        fact.attribute = std::string(path.substr(at + 1));
        auto const is_last_step = at == 0 || path[at - 1] == '/';
        if (!is_last_step || fact.attribute.empty() || fact.attribute.find_first_of("@/") != std::string::npos) {
            return map_fault(whole);
        }
        path = path.substr(0, at == 0 ? 0 : at - 1);
    }
    for (auto const begin : trie.records[fact.record].nodes) {
        // An attribute alone stands on the record's own element.
        auto const node = at == 0 ? Result<std::uint32_t>(begin) : walk(trie, begin, path);
        if (!node) {
            return node.error();
        }
        trie.nodes[*node].facts.push_back(fact);
    }
    return {};
}

Status add_facts(Trie& trie, std::uint32_t record, std::vector<ReadingMapText::Fact> const& facts) {
    auto& names = trie.records[record].fact_names;
    for (std::uint32_t fact = 0; fact < facts.size(); ++fact) {
        auto const& name = facts[fact].name;
        if (name.empty() || std::find(names.begin(), names.end(), name) != names.end()) {
            return map_fault(name);
        }
        names.push_back(name);
        std::uint32_t rank = 0;
        for (auto const path : split(facts[fact].paths, '|')) {
            if (auto const added = add_fact_path(trie, {record, fact, rank++, false, {}}, path); !added) {
                return added;
            }
        }
    }
    return {};
}

Status add_place(Trie& trie, std::uint32_t record, std::uint32_t begin, std::string_view path) {
    auto const node = walk(trie, begin, path);
    if (!node) {
        return node.error();
    }
    // An element begins one record only, else nobody could say whose facts stand under it.
    if (trie.nodes[*node].record != none) {
        return map_fault(path);
    }
    trie.nodes[*node].record = record;
    trie.records[record].nodes.push_back(*node);
    auto const first = path.substr(0, path.find('/'));
    if (begin == 0 && first.size() < path.size()) {
        trie.beginnings.emplace(first, trie.child(0, first));
    }
    return {};
}

Status add_places(Trie& trie, std::uint32_t record, std::vector<std::uint32_t> const& begins,
                  ReadingMapText::Record const& text) {
    for (auto path : split(text.at, '|')) {
        auto const from_document = path.starts_with('/');
        path.remove_prefix(from_document ? 1 : 0);
        for (auto const begin : from_document ? std::vector<std::uint32_t>{0} : begins) {
            if (auto const added = add_place(trie, record, begin, path); !added) {
                return added;
            }
        }
        if (text.anywhere) {
            trie.beginnings.emplace(path.substr(path.rfind('/') + 1), trie.records[record].nodes.back());
        }
    }
    return {};
}

Status add_needed(Trie::RecordPlace& record, std::vector<std::string> const& needed) {
    auto const& names = record.fact_names;
    for (auto const& name : needed) {
        auto const found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) {
            return map_fault(name);
        }
        record.needed.push_back(static_cast<std::uint32_t>(found - names.begin()));
    }
    return {};
}

Status add_record(Trie& trie, ReadingMapText::Record const& text) {
    auto const id = static_cast<std::uint32_t>(trie.records.size());
    auto const known = trie.record(text.name);
    auto const inside = trie.record(text.inside);
    if (text.name.empty() || known != none) {
        return map_fault(text.name);
    }
    if (!text.inside.empty() && inside == none) {
        return map_fault(text.inside);
    }
    auto const begins = inside == none ? std::vector<std::uint32_t>{0} : trie.records[inside].nodes;
    trie.records.push_back({text.name, inside, {}, {}, {}});
    if (auto const placed = add_places(trie, id, begins, text); !placed) {
        return placed;
    }
    if (auto const added = add_facts(trie, id, text.facts); !added) {
        return added;
    }
    return add_needed(trie.records[id], text.needed);
}

}  // namespace

ReadingMap::ReadingMap(std::unique_ptr<Trie> trie) : trie_(std::move(trie)) {}
ReadingMap::ReadingMap(ReadingMap&&) noexcept = default;
ReadingMap& ReadingMap::operator=(ReadingMap&&) noexcept = default;
ReadingMap::~ReadingMap() = default;

Result<ReadingMap> ReadingMap::compile(ReadingMapText const& text) {
    auto trie = std::make_unique<Trie>();
    trie->begin = text.begin;
    for (auto const& record : text.records) {
        if (auto const added = add_record(*trie, record); !added) {
            return added.error();
        }
    }
    return ReadingMap{std::move(trie)};
}

std::uint32_t ReadingMap::record(std::string_view name) const {
    auto const found = trie_->record(name);
    check(found != none, "a reading map has the record that is asked for");
    return found;
}

std::optional<std::uint32_t> ReadingMap::find_fact(std::uint32_t record, std::string_view name) const {
    auto const& names = trie_->records[record].fact_names;
    auto const found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<std::uint32_t>(found - names.begin()));
}

std::uint32_t ReadingMap::fact(std::uint32_t record, std::string_view name) const {
    auto const found = find_fact(record, name);
    check(found.has_value(), "a record has the fact that is asked for");
    return *found;
}

std::string const& ReadingMap::name_of(std::uint32_t record) const { return trie_->records[record].name; }

std::string ReadingMap::missing_in(Record const& found) const {
    auto const& place = trie_->records[found.kind];
    auto const is_missing = [&](std::uint32_t fact) { return found.facts[fact].empty(); };
    auto const missing = std::find_if(place.needed.begin(), place.needed.end(), is_missing);
    return missing == place.needed.end() ? std::string() : place.fact_names[*missing];
}

bool ReadingMap::begins_at(std::string_view element) const { return trie_->beginning(element) != none; }

}  // namespace almoner::xml
