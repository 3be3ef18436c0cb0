#include "core/check_tables.hpp"

#include "tables.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

/// What reading the delivered tables gives when `name` holds `text` instead.
std::string outcome(std::string_view name, std::string const& text) {
    auto const codes = std::filesystem::path(ALMONER_SOURCE) / "formats" / "codes";
    auto const read =
        read_check_tables([&](std::string_view file) { return Result(file == name ? text : file_text(codes / file)); });
    return read ? "ok" : to_text(read.error().position) + " " + std::string(text_of(read.error().code));
}

}  // namespace

TEST_CASE("a broken table is told with its file and row") {
    auto const registry = std::string("country\tlength\tstructure\tsepa_from\tlisting\n");
    CHECK(outcome("iban_registry.tsv", registry + "DE\t22\t18!n\t-\tregistered\n") == "ok");
    CHECK(outcome("iban_registry.tsv", "country\n") == "iban_registry.tsv:1 settings.syntax");
    CHECK(outcome("iban_registry.tsv", registry + "DE\t22\t18!n\tearly\tregistered\n") ==
          "iban_registry.tsv:2 settings.value");
    CHECK(outcome("iban_registry.tsv", registry + "DE\t22\t18!n\t-\tperhaps\n") ==
          "iban_registry.tsv:2 settings.value");
    CHECK(outcome("iban_registry.tsv", registry + "DE\t21\t18!n\t-\tregistered\n") ==
          "iban_registry.tsv settings.value");
    auto const cards = std::string("prefix\tlength\tbank_type\tkind\n");
    CHECK(outcome("card_prefixes.tsv", cards + "62\t16\t102\tdebit\n") == "ok");
    CHECK(outcome("card_prefixes.tsv", cards + "62\tten\t102\tdebit\n") == "card_prefixes.tsv:2 settings.value");
    CHECK(outcome("card_prefixes.tsv", cards + "62\t16\t102\tgift\n") == "card_prefixes.tsv:2 settings.value");
    CHECK(outcome("iso3166.tsv", "") == "iso3166.tsv settings.syntax");
}

TEST_CASE("a file that cannot be had is told as its reader tells it") {
    auto const read = read_check_tables([](std::string_view name) {
        return Result<std::string>(Error{ErrorCode::formats_missing, {}, std::string(name), {}});
    });
    CHECK(code_of(read) == "formats.missing");
}
