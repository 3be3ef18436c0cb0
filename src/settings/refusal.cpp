#include "settings/refusal.hpp"

#include "settings/toml_table.hpp"
#include "settings/toml_text.hpp"

namespace almoner::settings {

Result<Refusal> parse_refusal(std::string_view text, std::string const& file) {
    auto table = TomlTable::parse(text, file);
    if (!table) {
        return table.error();
    }
    Refusal refusal{table->text("code"), table->text("cover_sha256"), table->text("person"), table->text("reason")};
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return refusal;
}

std::string to_text(Refusal const& refusal) {
    return "# A list that is not to be paid. Written and signed by almoner approve --refuse.\ncode = " +
           toml_text(refusal.code) + "\ncover_sha256 = " + toml_text(refusal.cover_sha256) +
           "\nperson = " + toml_text(refusal.person) + "\nreason = " + toml_text(refusal.reason) + "\n";
}

}  // namespace almoner::settings
