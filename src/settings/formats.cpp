#include "settings/formats.hpp"

#include "core/tab_table.hpp"
#include "settings/text_file.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

/// Names from covers and profiles become file names only when they are plain words.
bool is_plain(std::string_view name) {
    return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") == std::string_view::npos &&
           name.front() != '.';
}

Error missing(std::string_view name) { return {ErrorCode::formats_missing, {}, std::string(name), {}}; }

}  // namespace

Result<Profile> Formats::profile(std::string_view id) const {
    auto const file = folder_ / "profiles" / (std::string(id) + ".toml");
    std::error_code ignored;
    if (!is_plain(id) || !std::filesystem::is_regular_file(file, ignored)) {
        return missing(id);
    }
    return load_profile(file);
}

Result<Calendar> Formats::calendar(std::string_view id) const {
    if (!is_plain(id)) {
        return missing(id);
    }
    auto table = TomlTable::load(folder_ / "calendars" / (std::string(id) + ".toml"));
    if (!table) {
        return missing(id);
    }
    Calendar::Days days;
    days.name = table->text("name");
    auto const years = table->integers("years");
    auto const closed = table->days("closed");
    auto const open_weekends = table->days("open_weekends");
    days.years.insert(years.begin(), years.end());
    days.closed.insert(closed.begin(), closed.end());
    days.open_weekends.insert(open_weekends.begin(), open_weekends.end());
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return Calendar(std::move(days));
}

std::filesystem::path Formats::message_file(std::string_view version, std::string_view file) const {
    return folder_ / "messages" / std::string(version) / std::string(file);
}

Result<std::string> Formats::message_text(std::string_view version, std::string_view file) const {
    if (!is_plain(version)) {
        return missing(version);
    }
    return load_text(message_file(version, file));
}

Result<ReadingMapFile> load_reading_map(std::filesystem::path const& file) {
    auto table = TomlTable::load(file);
    if (!table) {
        return table.error();
    }
    ReadingMapFile map;
    for (auto& entry : table->tables("record")) {
        ReadingMapFile::Record record{entry.text("name"), entry.text_or("inside", ""), entry.text("at"), {}};
        for (auto const& fact : entry.text_rows("facts")) {
            if (fact.size() != 2) {
                entry.fail("facts", record.name);
                continue;
            }
            record.facts.emplace_back(fact[0], fact[1]);
        }
        map.records.push_back(std::move(record));
    }
    if (auto const finished = table->finish(); !finished) {
        return finished.error();
    }
    return map;
}

Result<StatusCodes> StatusCodes::load(std::filesystem::path const& formats_folder) {
    auto const file = formats_folder / "codes" / "status.tsv";
    auto const text = load_text(file);
    auto const rows = text ? read_tab_table(*text, {"code", "kind", "meaning"}) : Result<std::vector<TabRow>>(text.error());
    if (!rows) {
        return rows.error();
    }
    StatusCodes codes;
    for (auto const& row : *rows) {
        auto const kind = evidence_kind_of(row.cells[1]);
        if (!kind && row.cells[1] != "look_below") {
            return Error{ErrorCode::settings_value, {file.string(), {}, row.number, 0}, std::string(row.cells[1]), {"kind"}};
        }
        codes.kinds_.emplace(row.cells[0], kind);
    }
    return codes;
}

Result<std::optional<EvidenceKind>> StatusCodes::kind_of(std::string_view status) const {
    auto const found = kinds_.find(status);
    if (found == kinds_.end()) {
        return Error{ErrorCode::status_unknown, {}, std::string(status), {}};
    }
    return found->second;
}

Result<Reasons> Reasons::load(std::filesystem::path const& formats_folder) {
    auto const file = formats_folder / "codes" / "reasons.tsv";
    auto const text = load_text(file);
    auto const rows = text ? read_tab_table(*text, {"code", "mended_by", "final", "severity"}) : Result<std::vector<TabRow>>(text.error());
    if (!rows) {
        return rows.error();
    }
    Reasons reasons;
    for (auto const& row : *rows) {
        auto const severity = row.cells[3].size() == 1 ? row.cells[3].front() - '0' : 0;
        if (severity < 1 || severity > 4) {
            return Error{ErrorCode::settings_value, {file.string(), {}, row.number, 0}, std::string(row.cells[3]), {"severity"}};
        }
        auto const code = std::string(row.cells[0]);
        reasons.reasons_.emplace(code, Reason{code, std::string(row.cells[1]), row.cells[2] == "yes", severity});
    }
    return reasons;
}

Reason const* Reasons::find(std::string_view code) const {
    auto const found = reasons_.find(code);
    return found == reasons_.end() ? nullptr : &found->second;
}

}  // namespace almoner::settings
