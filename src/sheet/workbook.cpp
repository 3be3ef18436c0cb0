#include "sheet/workbook.hpp"

#include <algorithm>
#include <map>

#include "sheet/part_parser.hpp"

namespace almoner::sheet {

namespace {

constexpr std::size_t most_sheets = 36;  // an EndToEndId has one character for the sheet

Error fault(ErrorCode code, std::filesystem::path const& path, std::string what) {
    return {code, {path.string(), {}, 0, 0}, {}, {std::move(what)}};
}

bool has_part(bytes::Zip const& archive, std::string_view name) {
    auto const& names = archive.names();
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// What nobody needs for rows and what could do harm or hide a value.
Status refuse_programs_and_links(bytes::Zip const& archive, std::filesystem::path const& path) {
    for (auto const& name : archive.names()) {
        if (name.ends_with("vbaProject.bin") || name.find("macrosheets/") != std::string::npos) {
            return fault(ErrorCode::sheet_macro, path, name);
        }
        if (name.find("externalLinks/") != std::string::npos) {
            return fault(ErrorCode::sheet_external_link, path, name);
        }
    }
    return {};
}

Status parse(bytes::Zip const& archive, std::filesystem::path const& path, std::string const& name,
             PartListener listener) {
    auto part = archive.part(name);
    if (!part) {
        return part.error();
    }
    return PartParser(*std::move(part), path.string(), std::move(listener)).finish();
}

/// Targets of a part's relationships by id, as paths in the archive.
Result<std::map<std::string, std::string, std::less<>>> relationships(bytes::Zip const& archive,
                                                                      std::filesystem::path const& path) {
    std::map<std::string, std::string, std::less<>> targets;
    auto const read = parse(archive, path, "xl/_rels/workbook.xml.rels",
                            {[&](std::string_view name, Attributes const& attributes) {
                                 if (name == "Relationship") {
                                     auto const target = attributes.get("Target");
                                     auto const whole = target.starts_with('/') ? std::string(target.substr(1))
                                                                                : "xl/" + std::string(target);
                                     targets.emplace(attributes.get("Id"), whole);
                                 }
                             },
                             {},
                             {}});
    if (!read) {
        return read.error();
    }
    return targets;
}

Result<std::vector<Workbook::Sheet>> sheets_of(bytes::Zip const& archive, std::filesystem::path const& path) {
    auto const targets = relationships(archive, path);
    if (!targets) {
        return targets.error();
    }
    std::vector<Workbook::Sheet> sheets;
    auto const read = parse(
        archive, path, "xl/workbook.xml",
        {[&](std::string_view name, Attributes const& attributes) {
             if (name == "sheet") {
                 auto const target = targets->find(attributes.get("id"));
                 auto const state = attributes.get("state");
                 sheets.push_back({std::string(attributes.get("name")), target == targets->end() ? "" : target->second,
                                   state == "hidden" || state == "veryHidden"});
             }
         },
         {},
         {}});
    if (!read) {
        return read.error();
    }
    // Sheets of charts have no rows.
    std::erase_if(sheets, [](auto const& sheet) { return sheet.part.find("chartsheets/") != std::string::npos; });
    return sheets;
}

/// Phonetic readings (rPh) stand beside the text and are none of it.
Status read_strings(bytes::Zip const& archive, std::filesystem::path const& path, SharedStrings& strings) {
    constexpr std::string_view part = "xl/sharedStrings.xml";
    if (!has_part(archive, part)) {
        return {};
    }
    std::string text;
    auto in_text = false;
    auto phonetic = false;
    auto added = Status{};
    PartListener const listener{[&](std::string_view name, Attributes const&) {
                                    phonetic = phonetic || name == "rPh";
                                    in_text = name == "t" && !phonetic;
                                },
                                [&](std::string_view name) {
                                    if (name == "rPh") {
                                        phonetic = false;
                                    }
                                    if (name == "si" && added) {
                                        added = strings.add(text);
                                        text.clear();
                                    }
                                    in_text = false;
                                },
                                [&](std::string_view piece) {
                                    if (in_text) {
                                        text += piece;
                                    }
                                }};
    auto const read = parse(archive, path, std::string(part), listener);
    return read ? added : read;
}

}  // namespace

Result<Workbook> open_workbook(std::filesystem::path const& path) {
    auto archive = bytes::Zip::open(path);
    if (!archive) {
        return archive.error();
    }
    if (auto const harmless = refuse_programs_and_links(*archive, path); !harmless) {
        return harmless.error();
    }
    auto sheets = sheets_of(*archive, path);
    if (!sheets) {
        return sheets.error();
    }
    if (sheets->size() > most_sheets) {
        return fault(ErrorCode::sheet_too_long, path, std::to_string(sheets->size()));
    }
    Workbook workbook{*std::move(archive), *std::move(sheets), {}};
    if (auto const read = read_strings(workbook.archive, path, workbook.strings); !read) {
        return read.error();
    }
    return workbook;
}

}  // namespace almoner::sheet
