#include "sheet/workbook.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "sheet/part_parser.hpp"

namespace almoner::sheet {

namespace {

constexpr std::size_t most_sheets = 36;  // an EndToEndId has one character for the sheet
constexpr std::size_t most_text_bytes = 32'767;
constexpr std::size_t most_texts = 10'000'000;
constexpr std::uint64_t most_bytes_of_small_parts = std::uint64_t{32} << 20;

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
             PartListener listener, std::uint64_t limit = most_bytes_of_small_parts) {
    auto part = archive.part(name, limit);
    if (!part) {
        return part.error();
    }
    return PartParser(*std::move(part), path.string(), std::move(listener)).finish();
}

/// What the workbook's part refers to, as paths in the archive.
struct Targets {
    std::map<std::string, std::string, std::less<>> by_id;
    std::string strings = "xl/sharedStrings.xml";
    std::string styles = "xl/styles.xml";
};

Result<Targets> targets_of(bytes::Zip const& archive, std::filesystem::path const& path) {
    Targets targets;
    auto const listen = [&](std::string_view name, Attributes const& attributes) {
        if (name != "Relationship") {
            return;
        }
        auto const target = attributes.get("Target");
        auto const whole = target.starts_with('/') ? std::string(target.substr(1)) : "xl/" + std::string(target);
        auto const type = attributes.get("Type");
        if (type.ends_with("/sharedStrings")) {
            targets.strings = whole;
        } else if (type.ends_with("/styles")) {
            targets.styles = whole;
        }
        targets.by_id.emplace(attributes.get("Id"), whole);
    };
    auto const read = parse(archive, path, "xl/_rels/workbook.xml.rels", {listen, {}, {}});
    return read ? Result<Targets>(std::move(targets)) : read.error();
}

/// Which sheets there are, and from when days are counted.
Status read_workbook(std::filesystem::path const& path, Targets const& targets, Workbook& workbook) {
    auto const listen = [&](std::string_view name, Attributes const& attributes) {
        if (name == "workbookPr") {
            auto const since_1904 = attributes.get("date1904");
            workbook.epoch = since_1904 == "1" || since_1904 == "true" ? Epoch::year_1904 : Epoch::year_1900;
        }
        // Sheets of charts have no rows.
        auto const target = name == "sheet" ? targets.by_id.find(attributes.get("id")) : targets.by_id.end();
        auto const chart = target != targets.by_id.end() && target->second.find("chartsheets/") != std::string::npos;
        if (name == "sheet" && !chart && workbook.sheets.size() <= most_sheets) {
            auto const state = attributes.get("state");
            workbook.sheets.push_back({std::string(attributes.get("name")),
                                       target == targets.by_id.end() ? "" : target->second,
                                       state == "hidden" || state == "veryHidden"});
        }
    };
    if (auto const read = parse(workbook.archive, path, "xl/workbook.xml", {listen, {}, {}}); !read) {
        return read;
    }
    if (workbook.sheets.size() > most_sheets) {
        return fault(ErrorCode::sheet_too_long, path, std::to_string(workbook.sheets.size()));
    }
    return {};
}

std::uint32_t number_in(std::string_view text) {
    std::uint32_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// Which styles of cells show a date: a style has a number format, and some formats have a code.
Status read_styles(std::filesystem::path const& path, std::string const& part, Workbook& workbook) {
    if (!has_part(workbook.archive, part)) {
        return {};
    }
    std::map<std::uint32_t, std::string> codes;
    auto in_cell_styles = false;
    auto const listen = [&](std::string_view name, Attributes const& attributes) {
        if (name == "numFmt") {
            codes.emplace(number_in(attributes.get("numFmtId")), attributes.get("formatCode"));
        }
        in_cell_styles = in_cell_styles || name == "cellXfs";
        if (in_cell_styles && name == "xf") {
            auto const format = number_in(attributes.get("numFmtId"));
            auto const code = codes.find(format);
            workbook.dates.push_back(shows_date(format, code == codes.end() ? std::string_view{} : code->second));
        }
    };
    auto const end = [&](std::string_view name) { in_cell_styles = in_cell_styles && name != "cellXfs"; };
    return parse(workbook.archive, path, part, {listen, end, {}});
}

/// Collects the texts; phonetic readings (rPh) stand beside a text and are none of it.
struct StringsListener {
    SharedStrings& strings;
    std::filesystem::path const& path;
    std::string text = {};
    bool in_text = false;
    bool phonetic = false;
    Status added = {};

    void start(std::string_view name) {
        phonetic = phonetic || name == "rPh";
        in_text = name == "t" && !phonetic;
    }
    void end(std::string_view name) {
        phonetic = phonetic && name != "rPh";
        in_text = false;
        if (name == "si" && added) {
            added = strings.count() < most_texts ? strings.add(text)
                                                 : fault(ErrorCode::sheet_too_long, path, std::to_string(most_texts));
            text.clear();
        }
    }
    void hear(std::string_view piece) {
        if (!in_text || !added) {
            return;
        }
        if (text.size() + piece.size() > most_text_bytes) {
            added = fault(ErrorCode::sheet_too_long, path, "text " + std::to_string(strings.count()));
            return;
        }
        text += piece;
    }
};

Status read_strings(std::filesystem::path const& path, std::string const& part, Workbook& workbook) {
    if (!has_part(workbook.archive, part)) {
        return {};
    }
    StringsListener listener{workbook.strings, path};
    auto const read = parse(
        workbook.archive, path, part,
        {[&](std::string_view name, Attributes const&) { listener.start(name); },
         [&](std::string_view name) { listener.end(name); }, [&](std::string_view piece) { listener.hear(piece); }},
        bytes::Zip::most_bytes);
    return listener.added ? read : listener.added;
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
    auto const targets = targets_of(*archive, path);
    if (!targets) {
        return targets.error();
    }
    Workbook workbook{*std::move(archive), {}, {}};
    if (auto const read = read_workbook(path, *targets, workbook); !read) {
        return read.error();
    }
    if (auto const read = read_styles(path, targets->styles, workbook); !read) {
        return read.error();
    }
    if (auto const read = read_strings(path, targets->strings, workbook); !read) {
        return read.error();
    }
    return workbook;
}

}  // namespace almoner::sheet
