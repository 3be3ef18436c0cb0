#include "settings/formats.hpp"

#include <algorithm>
#include <memory>

#include "bytes/folder.hpp"
#include "core/names.hpp"
#include "core/tab_table.hpp"
#include "settings/text_file.hpp"
#include "settings/toml_table.hpp"

namespace almoner::settings {

namespace {

constexpr Names<5> menders = {"recipient", "unit", "bank", "us", "nobody"};
constexpr Names<2> no_or_yes = {"no", "yes"};
constexpr Names<4> severities = {"1", "2", "3", "4"};

/// Names from covers and profiles become file names only when they are plain words.
bool is_plain(std::string_view name) {
    constexpr auto* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
    return !name.empty() && name.front() != '.' && name.find_first_not_of(plain) == std::string_view::npos;
}

Error missing(std::string_view name) { return {ErrorCode::formats_missing, {}, std::string(name), {}}; }

/// `folder`/ID.toml. @error formats.missing @error file.io
Result<std::filesystem::path> file_of(std::filesystem::path const& folder, std::string_view id) {
    auto file = folder / (std::string(id) + ".toml");
    auto const type = is_plain(id) ? bytes::type_of(file) : std::filesystem::file_type::not_found;
    if (!type) {
        return type.error();
    }
    return *type == std::filesystem::file_type::regular ? Result<std::filesystem::path>(std::move(file)) : missing(id);
}

/// A table of codes with its text: the cells point into it.
struct CodeTable {
    std::filesystem::path file;
    std::string text;
    std::vector<TabRow> rows;

    [[nodiscard]] Error fault(TabRow const& row, std::size_t column, std::string_view name) const {
        return {ErrorCode::settings_value,
                {file.string(), {}, row.number, static_cast<std::uint32_t>(column + 1)},
                std::string(row.cells[column]),
                {std::string(name)}};
    }
};

Result<std::unique_ptr<CodeTable>> load_codes(std::filesystem::path file,
                                              std::vector<std::string_view> const& columns) {
    auto text = load_text(file);
    if (!text) {
        return text.error();
    }
    auto table = std::make_unique<CodeTable>(CodeTable{std::move(file), *std::move(text), {}});
    auto rows = read_tab_table(table->text, columns);
    if (!rows) {
        auto error = rows.error();
        error.position.file = table->file.string();
        return error;
    }
    table->rows = *std::move(rows);
    return table;
}

Result<Calendar> load_calendar(Result<std::filesystem::path> const& file) {
    auto table = file ? TomlTable::load(*file) : file.error();
    if (!table) {
        return table.error();
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

/// What `read` holds under `id`, or else what `load` gives, which is kept; a fault is not.
template <class Value, class Load>
Result<Value> read_once(std::map<std::string, Value, std::less<>>& read, std::string_view id, Load const& load) {
    if (auto const found = read.find(id); found != read.end()) {
        return found->second;
    }
    auto loaded = load();
    if (loaded) {
        read.emplace(id, *loaded);
    }
    return loaded;
}

}  // namespace

Result<Profile> Formats::profile(std::string_view id) const {
    return read_once(read_->profiles, id, [&]() -> Result<Profile> {
        auto const file = file_of(folder_ / "profiles", id);
        return file ? load_profile(*file) : file.error();
    });
}

Result<Rendering> Formats::rendering(std::string_view id) const {
    auto const file = file_of(folder_ / "renderings", id);
    return file ? load_rendering(*file) : file.error();
}

Result<Calendar> Formats::calendar(std::string_view id) const {
    return read_once(read_->calendars, id, [&] { return load_calendar(file_of(folder_ / "calendars", id)); });
}

std::filesystem::path Formats::message_file(std::string_view version, std::string_view file) const {
    return folder_ / "messages" / std::string(version) / std::string(file);
}

Result<std::vector<std::filesystem::path>> Formats::message_files(std::string_view file) const {
    auto const messages = bytes::names_in(folder_ / "messages", "");
    std::vector<std::filesystem::path> files;
    if (!messages) {
        using Files = Result<std::vector<std::filesystem::path>>;
        return messages.error().code == ErrorCode::file_io ? Files(messages.error()) : Files(files);
    }
    for (auto const& message : *messages) {
        auto const type = bytes::type_of(message / file);
        if (!type) {
            return type.error();
        }
        if (*type == std::filesystem::file_type::regular) {
            files.push_back(message / file);
        }
    }
    return files;
}

Result<std::string> Formats::message_text(std::string_view version, std::string_view file) const {
    if (!is_plain(version) || !is_plain(file)) {
        return missing(version);
    }
    return load_text(message_file(version, file));
}

Result<ReadingMapFile> load_reading_map(std::filesystem::path const& file) {
    auto const text = load_text(file);
    auto table = text ? TomlTable::parse(*text, file.string()) : Result<TomlTable>(text.error());
    if (!table) {
        return table.error();
    }
    ReadingMapFile map;
    map.message = file.parent_path().filename().string();
    map.answers = table->text_or("answers", "");
    map.begin = table->text_or("begin", map.begin);
    for (auto& entry : table->tables("record")) {
        ReadingMapFile::Record record{entry.text("name"), entry.text_or("inside", ""), entry.text("at"), {}};
        record.anywhere = entry.truth_or("anywhere", false);
        record.needed = entry.texts("needed");
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

Result<std::vector<ReadingMapFile>> load_reading_maps(Formats const& formats) {
    auto const files = formats.message_files("reading.toml");
    if (!files || files->empty()) {
        return files ? missing("messages") : files.error();
    }
    std::vector<ReadingMapFile> maps;
    for (auto const& file : *files) {
        auto map = load_reading_map(file);
        if (!map) {
            return map.error();
        }
        maps.push_back(*std::move(map));
    }
    return maps;
}

Result<StatusCodes> StatusCodes::load(std::filesystem::path const& formats_folder) {
    auto const folder = formats_folder / "codes";
    auto kinds = load_kinds(folder / "status.tsv", {EvidenceKind::received, EvidenceKind::release_pending,
                                                    EvidenceKind::accepted, EvidenceKind::rejected});
    auto cancel_kinds =
        load_kinds(folder / "cancellation.tsv",
                   {EvidenceKind::cancel_accepted, EvidenceKind::cancel_refused, EvidenceKind::cancel_pending});
    if (!kinds || !cancel_kinds) {
        return kinds ? cancel_kinds.error() : kinds.error();
    }
    StatusCodes codes;
    codes.kinds_ = *std::move(kinds);
    codes.cancel_kinds_ = *std::move(cancel_kinds);
    return codes;
}

Result<StatusCodes::Kinds> StatusCodes::load_kinds(std::filesystem::path const& file,
                                                   std::vector<EvidenceKind> const& allowed) {
    auto const table = load_codes(file, {"code", "kind", "meaning"});
    if (!table) {
        return table.error();
    }
    Kinds kinds;
    for (auto const& row : (*table)->rows) {
        auto const kind = evidence_kind_of(row.cells[1]);
        auto const proves = kind && std::find(allowed.begin(), allowed.end(), *kind) != allowed.end();
        if (!proves && row.cells[1] != "look_below") {
            return (*table)->fault(row, 1, "kind");
        }
        if (!kinds.emplace(row.cells[0], kind).second) {
            return (*table)->fault(row, 0, "code");
        }
    }
    return kinds;
}

Result<std::optional<EvidenceKind>> StatusCodes::look_up(Kinds const& kinds, std::string_view status) {
    auto const found = kinds.find(status);
    if (found == kinds.end()) {
        return Error{ErrorCode::status_unknown, {}, std::string(status), {}};
    }
    return found->second;
}

Result<std::optional<EvidenceKind>> StatusCodes::kind_of(std::string_view status) const {
    return look_up(kinds_, status);
}

Result<std::optional<EvidenceKind>> StatusCodes::cancel_kind_of(std::string_view status) const {
    return look_up(cancel_kinds_, status);
}

Result<Reasons> Reasons::load(std::filesystem::path const& formats_folder) {
    auto const table = load_codes(formats_folder / "codes" / "reasons.tsv", {"code", "mended_by", "final", "severity"});
    if (!table) {
        return table.error();
    }
    Reasons reasons;
    for (auto const& row : (*table)->rows) {
        auto const is_final = value_in<bool>(no_or_yes, row.cells[2]);
        auto const severity = value_in<int>(severities, row.cells[3]);
        if (std::find(menders.begin(), menders.end(), row.cells[1]) == menders.end()) {
            return (*table)->fault(row, 1, "mended_by");
        }
        if (!is_final || !severity) {
            return is_final ? (*table)->fault(row, 3, "severity") : (*table)->fault(row, 2, "final");
        }
        auto const code = std::string(row.cells[0]);
        auto const reason = Reason{code, std::string(row.cells[1]), *is_final, *severity + 1};
        if (!reasons.reasons_.emplace(code, reason).second) {
            return (*table)->fault(row, 0, "code");
        }
    }
    // A bank's own words mean what the code means that they stand for.
    auto const texts = load_codes(formats_folder / "codes" / "reason_texts.tsv", {"text", "code", "seen_in"});
    if (!texts) {
        return texts.error();
    }
    for (auto const& row : (*texts)->rows) {
        auto const* meant = reasons.find(row.cells[1]);
        if (meant == nullptr) {
            return (*texts)->fault(row, 1, "code");
        }
        if (!reasons.reasons_.emplace(row.cells[0], *meant).second) {
            return (*texts)->fault(row, 0, "text");
        }
    }
    return reasons;
}

Reason const* Reasons::find(std::string_view code) const {
    auto const found = reasons_.find(code);
    return found == reasons_.end() ? nullptr : &found->second;
}

}  // namespace almoner::settings
