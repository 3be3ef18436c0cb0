#include "settings/backup_note.hpp"

#include "settings/toml_table.hpp"
#include "settings/toml_text.hpp"

namespace almoner::settings {

Result<BackupNote> parse_backup_note(std::string_view text, std::string const& file) {
    auto table = TomlTable::parse(text, file);
    if (!table) {
        return table.error();
    }
    BackupNote note;
    if (table->integer("format") != 1) {
        table->fail("format", "1");
    }
    auto const said = table->text("time");
    auto const time = parse_instant(said);
    if (time) {
        note.time = *time;
    } else {
        table->fail("time", said);
    }
    auto log = table->table("log");
    note.log_size = log.count("size");
    note.log_root = log.text("root");
    note.files = table->table("files").text_map();
    auto const whole = table->finish();
    return whole ? Result<BackupNote>(std::move(note)) : whole.error();
}

std::string to_text(BackupNote const& note) {
    auto text =
        "# A copy of a workspace: docs/restore.md says how it is brought back. Private keys are not in it.\n"
        "format = 1\ntime = " +
        toml_text(almoner::to_text(note.time)) + "\n\n[log]\nsize = " + std::to_string(note.log_size) +
        "\nroot = " + toml_text(note.log_root) + "\n\n[files]\n";
    for (auto const& [path, sha256] : note.files) {
        text += toml_text(path) + " = " + toml_text(sha256) + "\n";
    }
    return text;
}

}  // namespace almoner::settings
