#include "settings/backup_note.hpp"

#include "settings/files.hpp"

using namespace almoner;
using namespace almoner::settings;
using namespace almoner::testing;

namespace {

BackupNote note() {
    return {*parse_instant("2026-01-16T01:00:00Z"), 12, "ab", {{"almoner.toml", "cd"}, {"archive/a \"b\".csv", "ef"}}};
}

}  // namespace

TEST_CASE("a note of a backup is read as it was written") {
    auto const read = parse_backup_note(to_text(note()), "backup.toml");
    REQUIRE(read);
    CHECK(*read == note());
}

TEST_CASE("a note without its log, of another format or with a key nobody knows is refused") {
    auto const text = to_text(note());
    for (auto const& [what, other, code] : {std::tuple{"format = 1", "format = 2", ErrorCode::settings_value},
                                            std::tuple{"size = 12\n", "", ErrorCode::settings_missing_key},
                                            std::tuple{"[log]", "more = 1\n[log]", ErrorCode::settings_key_unknown},
                                            std::tuple{"2026-01-16", "2026-13-16", ErrorCode::settings_value}}) {
        auto changed = text;
        changed.replace(changed.find(what), std::string(what).size(), other);
        CHECK(parse_backup_note(changed, "backup.toml").error().code == code);
    }
}
