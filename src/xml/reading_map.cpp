#include "xml/reading_map.hpp"

#include <algorithm>
#include <map>
#include <optional>

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
        std::uint32_t rank = 0;   ///< of the alternative: lower wins
        bool joins = false;       ///< repeated text is joined
        std::string attribute;    ///< empty for the element's text
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

/// Lays one alternative of a fact under every place its record may begin.
Status add_fact_path(Trie& trie, std::uint32_t record, std::uint32_t fact, std::uint32_t rank, std::string_view path) {
    auto const joins = path.ends_with('+');
    if (joins) {
        path.remove_suffix(1);
    }
    if (path.empty()) {
        return map_fault(trie.records[record].fact_names[fact]);
    }
    auto const steps = split(path, '/');
    for (auto const begin : std::vector(trie.records[record].nodes)) {
        auto node = begin;
        std::string attribute;
        for (auto const step : steps) {
            if (step.empty() || !attribute.empty()) {
                return map_fault(path);
            }
            if (step.front() == '@') {
                attribute = std::string(step.substr(1));
            } else {
                node = trie.child(node, step);
            }
        }
        trie.nodes[node].facts.push_back({record, fact, rank, joins, attribute});
    }
    return {};
}

Status add_record(Trie& trie, ReadingMapText::Record const& text) {
    auto const id = static_cast<std::uint32_t>(trie.records.size());
    auto const around = std::find_if(trie.records.begin(), trie.records.end(), [&](auto const& one) { return one.name == text.inside; });
    if (!text.inside.empty() && around == trie.records.end()) {
        return map_fault(text.inside);
    }
    auto const inside = text.inside.empty() ? none : static_cast<std::uint32_t>(around - trie.records.begin());
    auto const begins = inside == none ? std::vector<std::uint32_t>{0} : trie.records[inside].nodes;
    trie.records.push_back({text.name, inside, {}, {}});
    for (auto const path : split(text.at, '|')) {
        for (auto const begin : begins) {
            auto node = begin;
            for (auto const step : split(path, '/')) {
                node = trie.child(node, step);
            }
            // An element begins one record only, else nobody could say whose facts stand under it.
            if (trie.nodes[node].record != none) {
                return map_fault(path);
            }
            trie.nodes[node].record = id;
            trie.records[id].nodes.push_back(node);
        }
    }
    for (std::uint32_t fact = 0; fact < text.facts.size(); ++fact) {
        trie.records[id].fact_names.push_back(text.facts[fact].name);
        std::uint32_t rank = 0;
        for (auto const path : split(text.facts[fact].paths, '|')) {
            if (auto const added = add_fact_path(trie, id, fact, rank++, path); !added) {
                return added;
            }
        }
    }
    return {};
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
    auto const& records = trie_->records;
    auto const found = std::find_if(records.begin(), records.end(), [name](auto const& one) { return one.name == name; });
    check(found != records.end(), "a reading map has the record that is asked for");
    return static_cast<std::uint32_t>(found - records.begin());
}

std::uint32_t ReadingMap::fact(std::uint32_t record, std::string_view name) const {
    auto const& names = trie_->records[record].fact_names;
    auto const found = std::find(names.begin(), names.end(), name);
    check(found != names.end(), "a record has the fact that is asked for");
    return static_cast<std::uint32_t>(found - names.begin());
}

/// Where the reading stands: the node of every open element, and every open record.
struct MapReader::State {
    State(Trie const& compiled, Listener told) : trie(compiled), listener(std::move(told)), counts(compiled.records.size()) {}

    struct OpenRecord {
        Record record;
        std::vector<std::uint32_t> ranks;  ///< of the alternative each fact was taken from
    };

    Trie const& trie;
    Listener listener;
    std::vector<std::uint32_t> nodes;     ///< of open elements since Document; `none` off the map
    std::vector<OpenRecord> open;
    std::vector<std::uint32_t> counts;    ///< records of each kind inside the one around them
    std::vector<std::string> texts;       ///< of open elements that are facts
    bool in_document = false;

    OpenRecord* innermost(std::uint32_t kind) {
        auto const found = std::find_if(open.rbegin(), open.rend(), [kind](auto const& one) { return one.record.kind == kind; });
        return found == open.rend() ? nullptr : &*found;
    }

    void take(Trie::FactHere const& fact, std::string_view value) {
        auto* record = innermost(fact.record);
        if (record == nullptr || value.find_first_not_of(" \t\r\n") == std::string_view::npos) {
            return;
        }
        auto& kept = record->record.facts[fact.fact];
        auto& rank = record->ranks[fact.fact];
        if (kept.empty() || fact.rank < rank) {
            kept = std::string(value);
            rank = fact.rank;
        } else if (fact.joins && fact.rank == rank) {
            kept += value;
        }
    }

    Status begin_record(std::uint32_t kind, std::uint64_t line) {
        OpenRecord fresh;
        fresh.record.kind = kind;
        fresh.record.position = ++counts[kind];
        fresh.record.line = line;
        auto const fact_count = trie.records[kind].fact_names.size();
        fresh.ranks.assign(fact_count, none);
        for (std::uint32_t other = 0; other < trie.records.size(); ++other) {
            if (trie.records[other].inside == kind) {
                counts[other] = 0;
            }
        }
        auto const told = listener.opened ? listener.opened(fresh.record) : Status{};
        fresh.record.facts.resize(fact_count);
        open.push_back(std::move(fresh));
        return told;
    }

    Status end_record() {
        auto const told = listener.closed ? listener.closed(open.back().record) : Status{};
        open.pop_back();
        return told;
    }
};

MapReader::MapReader(ReadingMap const& map, Listener listener) : state_(std::make_unique<State>(map.trie(), std::move(listener))) {}
MapReader::~MapReader() = default;

Status MapReader::start(Element const& element) {
    auto& state = *state_;
    if (!state.in_document) {
        state.in_document = element.name == "Document";
        if (state.in_document) {
            state.nodes.push_back(0);
            state.texts.emplace_back();
        }
        return {};
    }
    auto const parent = state.nodes.back();
    auto node = none;
    if (parent != none) {
        auto const& children = state.trie.nodes[parent].children;
        auto const found = children.find(element.name);
        node = found == children.end() ? none : found->second;
    }
    state.nodes.push_back(node);
    state.texts.emplace_back();
    if (node == none) {
        return {};
    }
    auto const& here = state.trie.nodes[node];
    if (here.record != none) {
        if (auto const begun = state.begin_record(here.record, element.line); !begun) {
            return begun;
        }
    }
    for (auto const& fact : here.facts) {
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
    if (!state.in_document) {
        return {};
    }
    auto const node = state.nodes.back();
    auto const text = std::move(state.texts.back());
    state.nodes.pop_back();
    state.texts.pop_back();
    state.in_document = !state.nodes.empty();
    if (node == none) {
        return {};
    }
    auto const& here = state.trie.nodes[node];
    for (auto const& fact : here.facts) {
        if (fact.attribute.empty()) {
            state.take(fact, text);
        }
    }
    return here.record == none ? Status{} : state.end_record();
}

Status MapReader::text(std::string_view text) {
    auto& state = *state_;
    if (state.in_document && state.nodes.back() != none && !state.trie.nodes[state.nodes.back()].facts.empty()) {
        state.texts.back() += text;
    }
    return {};
}

}  // namespace almoner::xml
