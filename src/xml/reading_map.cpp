#include "xml/reading_map.hpp"

#include <algorithm>
#include <map>

namespace almoner::xml {

namespace {

constexpr std::uint32_t none = UINT32_MAX;

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

}  // namespace

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
        std::map<std::string, std::uint32_t, std::less<>> children;
        std::vector<FactHere> facts;
        std::uint32_t record = none;
    };
    struct RecordPlace {
        std::string name;
        std::uint32_t inside = none;
        std::vector<std::string> fact_names;
        std::vector<std::uint32_t> nodes;  ///< where it may begin
    };
    std::vector<Node> nodes = {Node{}};  ///< the first is Document
    std::vector<RecordPlace> records;

    /// Index of the record of that name, or `none`.
    [[nodiscard]] std::uint32_t record(std::string_view name) const {
        auto const named = [name](auto const& one) { return one.name == name; };
        auto const found = std::find_if(records.begin(), records.end(), named);
        return found == records.end() ? none : static_cast<std::uint32_t>(found - records.begin());
    }

    std::uint32_t child(std::uint32_t node, std::string_view name) {
        auto const found = nodes[node].children.find(name);
        if (found != nodes[node].children.end()) {
            return found->second;
        }
        auto const fresh = static_cast<std::uint32_t>(nodes.size());
        nodes[node].children.emplace(std::string(name), fresh);
        nodes.emplace_back();
        return fresh;
    }
};

namespace {

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

Status add_places(Trie& trie, std::uint32_t record, std::vector<std::uint32_t> const& begins, std::string_view at) {
    for (auto const path : split(at, '|')) {
        for (auto const begin : begins) {
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
        }
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
    trie.records.push_back({text.name, inside, {}, {}});
    if (auto const placed = add_places(trie, id, begins, text.at); !placed) {
        return placed;
    }
    return add_facts(trie, id, text.facts);
}

}  // namespace

ReadingMap::ReadingMap(std::unique_ptr<Trie> trie) : trie_(std::move(trie)) {}
ReadingMap::ReadingMap(ReadingMap&&) noexcept = default;
ReadingMap& ReadingMap::operator=(ReadingMap&&) noexcept = default;
ReadingMap::~ReadingMap() = default;

Result<ReadingMap> ReadingMap::compile(ReadingMapText const& text) {
    auto trie = std::make_unique<Trie>();
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

std::uint32_t ReadingMap::fact(std::uint32_t record, std::string_view name) const {
    auto const& names = trie_->records[record].fact_names;
    auto const found = std::find(names.begin(), names.end(), name);
    check(found != names.end(), "a record has the fact that is asked for");
    return static_cast<std::uint32_t>(found - names.begin());
}

/// Where the reading stands. Elements and records keep their memory when they close, so that a
/// statement of a million entries allocates like one of ten.
struct MapReader::State {
    State(Trie const& compiled, Listener told)
        : trie(compiled), listener(std::move(told)), counts(compiled.records.size()) {}

    struct OpenElement {
        std::uint32_t node = none;  ///< `none` off the map
        std::string text;           ///< kept where it is a fact
    };
    struct OpenRecord {
        Record record;
        std::vector<std::uint32_t> ranks;  ///< of the alternative each fact was taken from
    };

    Trie const& trie;
    Listener listener;
    std::vector<OpenElement> elements;  ///< the first `depth` are open, since Document
    std::size_t depth = 0;
    std::vector<OpenRecord> records;  ///< the first `open` are open
    std::size_t open = 0;
    std::vector<std::uint32_t> counts;  ///< records of each kind inside the one around them

    [[nodiscard]] Trie::Node const* node_here() const {
        auto const node = elements[depth - 1].node;
        return node == none ? nullptr : &trie.nodes[node];
    }

    void open_element(std::uint32_t node) {
        if (depth == elements.size()) {
            elements.emplace_back();
        }
        elements[depth].node = node;
        elements[depth].text.clear();
        ++depth;
    }

    [[nodiscard]] std::uint32_t child_of_here(std::string_view name) const {
        auto const* const here = node_here();
        if (here == nullptr) {
            return none;
        }
        auto const found = here->children.find(name);
        return found == here->children.end() ? none : found->second;
    }

    OpenRecord* innermost(std::uint32_t kind) {
        for (auto at = open; at > 0; --at) {
            if (records[at - 1].record.kind == kind) {
                return &records[at - 1];
            }
        }
        return nullptr;
    }

    void take(Trie::FactHere const& fact, std::string_view value) {
        auto* record = innermost(fact.record);
        if (record == nullptr || value.find_first_not_of(" \t\r\n") == std::string_view::npos) {
            return;
        }
        auto& kept = record->record.facts[fact.fact];
        auto& rank = record->ranks[fact.fact];
        if (fact.rank < rank) {
            kept = value;
            rank = fact.rank;
        } else if (fact.joins && fact.rank == rank) {
            kept += value;
        }
    }

    Status begin_record(std::uint32_t kind, std::uint64_t line) {
        if (open == records.size()) {
            records.emplace_back();
        }
        auto& fresh = records[open++];
        fresh.record.kind = kind;
        fresh.record.position = ++counts[kind];
        fresh.record.line = line;
        auto const fact_count = trie.records[kind].fact_names.size();
        fresh.record.facts.resize(fact_count);
        std::for_each(fresh.record.facts.begin(), fresh.record.facts.end(), [](auto& fact) { fact.clear(); });
        fresh.ranks.assign(fact_count, none);
        for (std::uint32_t other = 0; other < trie.records.size(); ++other) {
            if (trie.records[other].inside == kind) {
                counts[other] = 0;
            }
        }
        return listener.opened ? listener.opened(fresh.record) : Status{};
    }

    Status end_record() {
        --open;
        return listener.closed ? listener.closed(records[open].record) : Status{};
    }
};

MapReader::MapReader(ReadingMap const& map, Listener listener)
    : state_(std::make_unique<State>(map.trie(), std::move(listener))) {}
MapReader::~MapReader() = default;

Status MapReader::start(Element const& element) {
    auto& state = *state_;
    if (state.depth == 0) {
        if (element.name == "Document") {
            state.open_element(0);
        }
        return {};
    }
    state.open_element(state.child_of_here(element.name));
    auto const* const here = state.node_here();
    if (here == nullptr) {
        return {};
    }
    if (here->record != none) {
        if (auto const begun = state.begin_record(here->record, element.line); !begun) {
            return begun;
        }
    }
    for (auto const& fact : here->facts) {
        for (auto const& attribute : element.attributes) {
            if (!fact.attribute.empty() && attribute.name == fact.attribute) {
                state.take(fact, attribute.value);
            }
        }
    }
    return {};
}

Status MapReader::end(Element const&) {
    auto& state = *state_;
    if (state.depth == 0) {
        return {};
    }
    auto const* const here = state.node_here();
    auto const& text = state.elements[--state.depth].text;
    if (here == nullptr) {
        return {};
    }
    for (auto const& fact : here->facts) {
        if (fact.attribute.empty()) {
            state.take(fact, text);
        }
    }
    return here->record == none ? Status{} : state.end_record();
}

Status MapReader::text(std::string_view text) {
    auto& state = *state_;
    if (state.depth == 0) {
        return {};
    }
    auto const* const here = state.node_here();
    if (here != nullptr && !here->facts.empty()) {
        state.elements[state.depth - 1].text += text;
    }
    return {};
}

}  // namespace almoner::xml
