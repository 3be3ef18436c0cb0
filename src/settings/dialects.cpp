#include "settings/dialects.hpp"

#include "core/names.hpp"
#include "settings/text_file.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<3> forms = {"plain", "numbered", "labelled"};

DialectFile read_dialect(TomlTable& table) {
    DialectFile dialect;
    dialect.name = table.text("name");
    dialect.form = table.choice<DialectFile::Form>("form", forms);
    dialect.inside = table.text_or("inside", "");
    dialect.separators = table.text_or("separators", "");
    dialect.keys = table.text_or("keys", "");
    dialect.codes = table.texts("codes");
    dialect.label = table.text_or("label", "");
    dialect.labels = table.texts("labels");
    dialect.apart = table.truth_or("apart", false);
    for (auto const& fact : table.text_rows("facts")) {
        if (fact.size() == 2) {
            dialect.facts.emplace_back(fact[0], fact[1]);
        } else {
            table.fail("facts", dialect.name);
        }
    }
    return dialect;
}

}  // namespace

Result<DialectsFile> load_dialects(Formats const& formats) {
    auto const file = formats.message_file("mt940", "dialects.toml");
    auto const text = load_text(file);
    auto table = text ? TomlTable::parse(*text, file.string()) : Result<TomlTable>(text.error());
    if (!table) {
        return table.error();
    }
    DialectsFile all;
    all.no_reference = table->texts("no_reference");
    for (auto& entry : table->tables("dialect")) {
        all.dialects.push_back(read_dialect(entry));
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return all;
}

}  // namespace almoner::settings
