#include <algorithm>
#include <deque>

#include "xml/reading_map.hpp"
#include "xml/reading_map_trie.hpp"

namespace almoner::xml {

namespace {

using Trie = ReadingMap::Trie;
constexpr auto none = no_node;

}  // namespace

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
    std::deque<OpenRecord> records;  ///< the first `open` are open; they point at each other, and so never move
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

    /// Off the map too a message may begin: banks wrap it, or leave out what should be around.
    [[nodiscard]] std::uint32_t child_of_here(std::string_view name) const {
        auto const here = elements[depth - 1].node;
        auto const child = here == none ? none : trie.known_child(here, name);
        return child == none ? trie.beginning(name) : child;
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
        constexpr std::string_view white = " \t\r\n";
        auto const first = value.find_first_not_of(white);
        if (record == nullptr || first == std::string_view::npos) {
            return;
        }
        if (!fact.joins) {
            value = value.substr(first, value.find_last_not_of(white) - first + 1);
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

    Status begin_record(std::uint32_t kind, Element const& element) {
        if (open == records.size()) {
            records.emplace_back();
        }
        auto& fresh = records[open];
        fresh.record.around = open == 0 ? nullptr : &records[open - 1].record;
        ++open;
        fresh.record.kind = kind;
        fresh.record.position = ++counts[kind];
        fresh.record.line = element.line;
        fresh.record.element = element.name;
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
        auto const beginning = state.trie.beginning(element.name);
        if (element.name != state.trie.begin && beginning == none) {
            return {};
        }
        state.open_element(beginning == none ? 0 : beginning);
    } else {
        state.open_element(state.child_of_here(element.name));
    }
    auto const* const here = state.node_here();
    if (here == nullptr) {
        return {};
    }
    if (here->record != none) {
        if (auto const begun = state.begin_record(here->record, element); !begun) {
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

bool MapReader::inside() const { return state_->depth > 0; }

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
