#pragma once

#include <array>
#include <string>
#include <string_view>

#include "xml/reading_map.hpp"

namespace almoner::reconcile {

/// A fact of a record and the member it belongs in.
template <class Target>
struct Field {
    std::string_view fact;
    std::string Target::*member;
    std::optional<std::uint32_t> index =
        {};  ///< of the fact in its record, looked up once; nothing where the map lacks it
};

template <class Target, std::size_t count>
void look_up(std::array<Field<Target>, count>& fields, xml::ReadingMap const& map, std::uint32_t record) {
    for (auto& field : fields) {
        field.index = map.find_fact(record, field.fact);
    }
}

template <class Target, std::size_t count>
void fill(Target& target, std::array<Field<Target>, count> const& fields, xml::Record const& record) {
    for (auto const& field : fields) {
        if (field.index && !record.facts[*field.index].empty()) {
            target.*field.member = record.facts[*field.index];
        }
    }
}

}  // namespace almoner::reconcile
