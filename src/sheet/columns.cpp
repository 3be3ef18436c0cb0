#include "sheet/columns.hpp"

#include <algorithm>
#include <string>

namespace almoner::sheet {

namespace {

std::string_view trimmed(std::string_view text) {
    auto const first = std::min(text.find_first_not_of(" \t"), text.size());
    auto const last = text.find_last_not_of(" \t");
    return first == text.size() ? std::string_view{} : text.substr(first, last - first + 1);
}

Finding heading_fault(ErrorCode code, Position position, std::string_view name) {
    return finding_of({code, {}, std::string(name), {}}, std::move(position));
}

}  // namespace

namespace {

/// What the cover says of a heading, compared as headings are.
std::optional<Words::Meaning> said_of(std::map<std::string, std::string> const& said, std::string_view heading) {
    for (auto const& [text, field] : said) {
        if (comparable(text) == comparable(heading)) {
            return Words::Meaning{field, WordUse::is};
        }
    }
    return std::nullopt;
}

Position at(Row const& heading, std::string_view file, std::size_t column) {
    return {std::string(file), std::string(heading.sheet_name), heading.number, static_cast<std::uint32_t>(column)};
}

/// The meaning of a heading under a row that says what amounts are counted in.
Words::Meaning in_unit(Words::Meaning meaning, AmountUnit above) {
    auto const is_money =
        meaning.field == "amount" || meaning.field == "amount_wan" || meaning.field == "in_kind_value";
    if (!is_money || above == AmountUnit::unsaid || above == meaning.unit) {
        return meaning;
    }
    auto const silent = meaning.unit == AmountUnit::unsaid;
    if (silent && above == AmountUnit::one) {
        return meaning;
    }
    if (silent && above == AmountUnit::ten_thousand && meaning.field == "amount") {
        return {"amount_wan", meaning.use, above};
    }
    // Nobody guesses a factor of ten thousand.
    return {meaning.field, WordUse::ask, meaning.unit};
}

/// One heading after the other, in the words of its office.
class Mapper {
public:
    Mapper(Row const& heading, Reading const& reading, AmountUnit above)
        : heading_(heading), reading_(reading), above_(above) {}

    void map(std::size_t index, Columns::Mapped& mapped) {
        auto const text = trimmed(heading_.cells[index]);
        if (text.empty()) {
            return;
        }
        auto const position = at(heading_, reading_.file, index + 1);
        auto const& hidden = heading_.hidden_columns;
        if (std::binary_search(hidden.begin(), hidden.end(), static_cast<std::uint16_t>(index))) {
            mapped.findings.push_back(heading_fault(ErrorCode::sheet_hidden_column, position, text));
        }
        auto const meaning = meaning_of(text);
        if (!meaning) {
            mapped.findings.push_back(heading_fault(ErrorCode::sheet_column_unknown, position, text));
            return;
        }
        note_beneficiary(*meaning, position, text);
        auto const& known = reading_.known;
        auto const column =
            std::find_if(known.begin(), known.end(), [&](auto const& one) { return one.name == meaning->field; });
        if (column == known.end()) {
            return;
        }
        if (meaning->use == WordUse::ask) {
            mapped.findings.push_back(question(position, text, meaning->field));
            return;
        }
        mapped.place(static_cast<std::size_t>(column - known.begin()), column->name, index, position);
    }

    /// Who is paid is nobody's guess when a payee and a beneficiary both stand there.
    void ask_for_beneficiary(Columns::Mapped& mapped) {
        if (beneficiary_ && mapped.columns.place_of("payee_name")) {
            mapped.findings.push_back(*std::move(beneficiary_));
        }
    }

private:
    [[nodiscard]] std::optional<Words::Meaning> meaning_of(std::string_view text) const {
        if (auto const said = said_of(reading_.said, text)) {
            return said;
        }
        auto const meaning = reading_.words.heading(text);
        return meaning ? std::optional(in_unit(*meaning, above_)) : std::nullopt;
    }

    static Finding question(Position const& position, std::string_view text, std::string const& field) {
        auto fault = heading_fault(ErrorCode::sheet_column_ask, position, text);
        fault.arguments = {field};
        return fault;
    }

    void note_beneficiary(Words::Meaning const& meaning, Position const& position, std::string_view text) {
        if (meaning.field == "beneficiary_name" && !said_of(reading_.said, text)) {
            beneficiary_ = question(position, text, meaning.field);
        }
    }

    Row const& heading_;
    Reading const& reading_;
    AmountUnit above_;
    std::optional<Finding> beneficiary_;
};

}  // namespace

Columns::Mapped Columns::none_of(Row const& heading, std::vector<Column> const& known) {
    Mapped mapped;
    mapped.columns.width_ = heading.cells.size();
    mapped.columns.places_.assign(known.size(), not_there);
    return mapped;
}

Columns::Mapped Columns::of(Row const& heading, std::vector<Column> const& known, std::string_view file) {
    auto mapped = none_of(heading, known);
    for (std::size_t index = 0; index < heading.cells.size(); ++index) {
        auto const name = trimmed(heading.cells[index]);
        auto const column =
            std::find_if(known.begin(), known.end(), [&](auto const& candidate) { return candidate.name == name; });
        if (column == known.end()) {
            auto fault = heading_fault(ErrorCode::sheet_column_unknown, at(heading, file, index + 1), name);
            fault.severity = Severity::refused;
            mapped.findings.push_back(std::move(fault));
        } else {
            mapped.place(static_cast<std::size_t>(column - known.begin()), column->name, index,
                         at(heading, file, index + 1));
        }
    }
    mapped.look_for_missing(known, at(heading, file, 0));
    return mapped;
}

Columns::Mapped Columns::mapped(Row const& heading, Reading const& reading, AmountUnit above) {
    auto mapped = none_of(heading, reading.known);
    Mapper mapper(heading, reading, above);
    for (std::size_t index = 0; index < heading.cells.size(); ++index) {
        mapper.map(index, mapped);
    }
    mapper.ask_for_beneficiary(mapped);
    mapped.look_for_missing(reading.known, at(heading, reading.file, 0));
    return mapped;
}

std::size_t Columns::headings_in(Row const& row, Reading const& reading) {
    return static_cast<std::size_t>(std::count_if(row.cells.begin(), row.cells.end(), [&](auto cell) {
        auto const text = trimmed(cell);
        return !text.empty() && (said_of(reading.said, text) || reading.words.heading(text));
    }));
}

void Columns::Mapped::place(std::size_t column, std::string_view name, std::size_t index, Position position) {
    auto& place = columns.places_[column];
    if (place != not_there) {
        findings.push_back(heading_fault(ErrorCode::sheet_column_duplicate, std::move(position), name));
        return;
    }
    place = index;
    columns.there_.push_back({name, index});
}

void Columns::Mapped::look_for_missing(std::vector<Column> const& known, Position const& position) {
    for (auto const& column : known) {
        auto const there = [&](std::string_view name) { return columns.place_of(name).has_value(); };
        auto const replaced = std::any_of(column.instead.begin(), column.instead.end(), there);
        if (column.needed == Needed::required && !there(column.name) && !replaced) {
            findings.push_back(heading_fault(ErrorCode::sheet_column_missing, position, column.name));
        }
    }
}

std::size_t Columns::index_of(std::string_view name) const {
    auto const found =
        std::find_if(there_.begin(), there_.end(), [name](Named const& column) { return column.name == name; });
    return found == there_.end() ? not_there : found->place;
}

std::string_view Columns::cell(Row const& row, std::string_view name) const {
    auto const place = index_of(name);
    return place < row.cells.size() ? row.cells[place] : std::string_view{};
}

CellKind Columns::kind(Row const& row, std::string_view name) const { return row.kind(index_of(name)); }

std::optional<std::size_t> Columns::place_of(std::string_view name) const {
    auto const place = index_of(name);
    return place == not_there ? std::nullopt : std::optional(place);
}

std::uint32_t Columns::number_of(std::string_view name) const {
    auto const place = place_of(name);
    return place ? static_cast<std::uint32_t>(*place + 1) : 0;
}

}  // namespace almoner::sheet
