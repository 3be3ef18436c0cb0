#include "payout/cell_text.hpp"

#include "catch.hpp"
#include "payout/transfer_fields.hpp"

using namespace almoner;

namespace {

/// Values of all scopes, each field's its own name.
std::vector<xml::Values> named_values() {
    std::vector<xml::Values> values;
    for (auto const& scope : payout::vocabulary()) {
        values.emplace_back(scope.fields.begin(), scope.fields.end());
    }
    return values;
}

std::string fault(std::string_view text) {
    auto const cell = payout::CellText::compile(text, "portal");
    REQUIRE_FALSE(cell);
    CHECK(cell.error().position.file == "renderings/portal.toml");
    return std::string(text_of(cell.error().code)) + " " + cell.error().value;
}

}  // namespace

TEST_CASE("a cell is words and fields of any scope") {
    auto const cell = payout::CellText::compile("No. {transfer_number} of {message_id}, {execution_date}", "portal");
    REQUIRE(cell);
    CHECK(cell->written(named_values()) == "No. transfer_number of message_id, execution_date");
}

TEST_CASE("a field of a scope that is not open is empty") {
    auto const cell = payout::CellText::compile("{message_id}/{amount}", "portal");
    REQUIRE(cell);
    auto const values = named_values();
    CHECK(cell->written(std::span(values).first(1)) == "message_id/");
}

TEST_CASE("an unknown field and a brace without its other half are faults") {
    CHECK(fault("{amont}") == "template.name_unknown amont");
    CHECK(fault("{amount") == "template.structure {amount");
    CHECK(fault("amount}") == "template.structure }");
}
