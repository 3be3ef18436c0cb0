#include "reconcile/read/swift_dialects.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace almoner::reconcile {

namespace {

using Form = settings::DialectFile::Form;

constexpr std::string_view white = " \t\r\n";
constexpr std::size_t code_size = 3;
constexpr std::size_t key_size = 2;
constexpr std::string_view whole = ".";

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_letter_or_digit(char letter) {
    return is_digit(letter) || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

Error fault(std::string_view what) { return {ErrorCode::reading_map_syntax, {}, std::string(what), {}}; }

std::string_view trimmed(std::string_view text, std::string_view letters = white) {
    auto const first = text.find_first_not_of(letters);
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(letters) - first + 1);
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (;;) {
        auto const at = text.find(separator);
        parts.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

std::optional<int> number_of(std::string_view text) {
    auto number = 0;
    auto const [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    auto const is_key = text.size() == key_size && wrong == std::errc{} && end == text.data() + text.size();
    return is_key ? std::optional(number) : std::nullopt;
}

/// "20..29+60" as its keys; words stand for themselves.
Result<std::vector<std::string>> keys_of(std::string_view text) {
    std::vector<std::string> keys;
    for (auto const& part : split(text, '+')) {
        auto const dots = part.find("..");
        if (dots == std::string::npos) {
            keys.push_back(part);
            continue;
        }
        auto const first = number_of(std::string_view(part).substr(0, dots));
        auto const last = number_of(std::string_view(part).substr(dots + 2));
        if (!first || !last || *first > *last) {
            return fault(text);
        }
        for (auto number = *first; number <= *last; ++number) {
            keys.push_back((number < 10 ? "0" : "") + std::to_string(number));
        }
    }
    if (std::any_of(keys.begin(), keys.end(), [](auto const& key) { return key.empty(); })) {
        return fault(text);
    }
    return keys;
}

std::string without_line_breaks(std::string_view text) {
    std::string joined;
    std::copy_if(text.begin(), text.end(), std::back_inserter(joined), [](char letter) { return letter != '\n'; });
    return joined;
}

/// "CNTP/2" is the second of the parts that slashes separate.
std::string_view value_of(std::map<std::string, std::string, std::less<>> const& parts, std::string_view key) {
    auto const slash = key.find('/');
    auto const found = parts.find(key.substr(0, slash));
    if (found == parts.end()) {
        return {};
    }
    auto value = std::string_view(found->second);
    for (auto skip = slash == std::string_view::npos ? 0 : key[slash + 1] - '1'; skip > 0; --skip) {
        auto const next = value.find('/');
        value = next == std::string_view::npos ? std::string_view{} : value.substr(next + 1);
    }
    return slash == std::string_view::npos ? value : value.substr(0, value.find('/'));
}

}  // namespace

Result<SwiftDialects> SwiftDialects::load(settings::Formats const& formats) {
    auto const file = settings::load_dialects(formats);
    if (!file) {
        return file.error();
    }
    auto compiled = compile(*file);
    if (compiled) {
        return compiled;
    }
    auto error = compiled.error();
    error.position.file = formats.message_file("mt940", "dialects.toml").string();
    return error;
}

Result<SwiftDialects> SwiftDialects::compile(settings::DialectsFile const& file) {
    SwiftDialects dialects;
    dialects.no_reference_.insert(file.no_reference.begin(), file.no_reference.end());
    std::set<std::string> values;
    for (auto const& one : file.dialects) {
        auto dialect = compile(one);
        if (!dialect) {
            return dialect.error();
        }
        if (!one.inside.empty() && !values.contains(one.inside)) {
            return fault(one.inside);
        }
        for (auto const& fact : dialect->facts) {
            values.insert(one.name + "/" + fact.name);
        }
        dialects.dialects_.push_back(*std::move(dialect));
    }
    return dialects;
}

Result<SwiftDialects::Dialect> SwiftDialects::compile(settings::DialectFile const& file) {
    Dialect dialect{file, {}, {}, {}, {}};
    if (auto const compiled = compile_facts(dialect); !compiled) {
        return compiled.error();
    }
    if (file.form == Form::numbered) {
        auto const keys = keys_of(file.keys);
        if (!keys || file.separators.empty()) {
            return fault(file.name);
        }
        dialect.keys = {keys->begin(), keys->end()};
    }
    if (file.form == Form::labelled) {
        auto const star = file.label.find('*');
        if (star == std::string::npos || star + 1 == file.label.size()) {
            return fault(file.label);
        }
        dialect.before = file.label.substr(0, star);
        dialect.after = file.label.substr(star + 1);
        dialect.keys.insert(file.labels.begin(), file.labels.end());
    }
    return dialect;
}

Status SwiftDialects::compile_facts(Dialect& dialect) {
    for (auto const& [name, paths] : dialect.file.facts) {
        Dialect::Fact fact{name, {}};
        for (auto const& path : split(paths, '|')) {
            auto const keys = keys_of(path);
            if (!keys) {
                return keys.error();
            }
            for (auto const& key : *keys) {
                auto const slash = key.find('/');
                auto const counts = slash + 2 == key.size() && key.back() >= '1' && key.back() <= '9';
                if (slash != std::string::npos && !counts) {
                    return fault(path);
                }
                if (dialect.file.form == Form::labelled && key != whole) {
                    dialect.keys.insert(key.substr(0, slash));
                }
            }
            fact.alternatives.push_back(*keys);
        }
        dialect.facts.push_back(std::move(fact));
    }
    return {};
}

bool SwiftDialects::is_reference(std::string_view text) const { return !text.empty() && !no_reference_.contains(text); }

SwiftDialects::Facts SwiftDialects::read(std::string_view text) const {
    Facts facts;
    Parts values;  // by "dialect/fact"
    auto const joined = without_line_breaks(text);
    for (auto const& dialect : dialects_) {
        auto const outer = values.find(dialect.file.inside);
        if (!dialect.file.inside.empty() && outer == values.end()) {
            continue;
        }
        auto const of_field = dialect.file.form == Form::plain ? text : std::string_view(joined);
        auto const parts = parts_of(dialect, dialect.file.inside.empty() ? of_field : std::string_view(outer->second));
        for (auto const& fact : dialect.facts) {
            for (auto const& keys : fact.alternatives) {
                std::string value;
                for (auto const& key : keys) {
                    value += value_of(parts, key);
                }
                value = trimmed(value);
                if (!value.empty()) {
                    values.emplace(dialect.file.name + "/" + fact.name, value);
                    facts.emplace(fact.name, std::move(value));
                    break;
                }
            }
        }
    }
    return facts;
}

SwiftDialects::Parts SwiftDialects::parts_of(Dialect const& dialect, std::string_view text) {
    switch (dialect.file.form) {
        case Form::numbered: return numbered(dialect, text);
        case Form::labelled: return labelled(dialect, text);
        default: return {{std::string(whole), std::string(text)}};
    }
}

/// Three characters, then subfields: a separator that the text shows, and two digits. Empty when it is another form.
SwiftDialects::Parts SwiftDialects::numbered(Dialect const& dialect, std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    auto const code = text.substr(0, code_size);
    if (text.size() < code_size + 1 + key_size || !std::all_of(code.begin(), code.end(), is_letter_or_digit) ||
        dialect.file.separators.find(text[code_size]) == std::string::npos) {
        return {};
    }
    auto const& codes = dialect.file.codes;
    if (!codes.empty() && std::find(codes.begin(), codes.end(), code) == codes.end()) {
        return {};
    }
    auto const separator = text[code_size];
    Parts parts = {{"code", std::string(code)}};
    std::string* value = nullptr;
    std::size_t taken = code_size;
    for (auto at = code_size; at != std::string_view::npos; at = text.find(separator, at + 1)) {
        auto const key = text.substr(at + 1, key_size);
        if (key.size() < key_size || !dialect.keys.contains(key)) {
            continue;
        }
        if (value != nullptr) {
            value->append(text.substr(taken, at - taken));
        }
        value = &parts[std::string(key)];
        taken = at + 1 + key_size;
        at += key_size;
    }
    if (value != nullptr) {
        value->append(text.substr(taken));
    }
    return value == nullptr ? Parts{} : parts;
}

/// Values behind labels; "." is what stands before the first. A label that comes again adds nothing.
SwiftDialects::Parts SwiftDialects::labelled(Dialect const& dialect, std::string_view text) {
    Parts parts;
    std::string* value = &parts[std::string(whole)];
    std::string again;
    std::size_t taken = 0;  // of the text, by the value before
    std::size_t begin = 0;  // where the next label may begin
    for (auto end = text.find(dialect.after); end != std::string_view::npos; end = text.find(dialect.after, end + 1)) {
        auto const label = label_before(dialect, text, begin, end);
        if (label.empty()) {
            continue;
        }
        auto const at = end - label.size() - dialect.before.size();
        value->append(text.substr(std::min(taken, at), at - std::min(taken, at)));
        again.clear();
        auto const known = parts.find(label);
        value = known == parts.end() ? &parts[std::string(label)] : &again;
        taken = end + dialect.after.size();
        // The mark behind a label may be the one before the next: /ORDP//NAME/ as well as /REMI/USTD//.
        begin = dialect.before == dialect.after ? end : taken;
    }
    if (parts.size() == 1) {
        return {};
    }
    value->append(text.substr(taken));
    for (auto& [label, found] : parts) {
        found = trimmed(trimmed(found), dialect.before + " ");
    }
    return parts;
}

/// The label whose mark begins at `end`, looked for from `begin` on; empty when there is none.
std::string_view SwiftDialects::label_before(Dialect const& dialect, std::string_view text, std::size_t begin,
                                             std::size_t end) {
    constexpr std::size_t longest = 20;
    for (auto size = std::min(longest, end - std::min(begin, end)); size > 0; --size) {
        // The mark in front is looked at first: hardly any place has one.
        if (end - begin < size + dialect.before.size() ||
            !text.substr(end - size - dialect.before.size()).starts_with(dialect.before)) {
            continue;
        }
        auto const at = end - size - dialect.before.size();
        auto const label = text.substr(end - size, size);
        auto const stands_apart = at == 0 || white.find(text[at - 1]) != std::string_view::npos;
        if ((stands_apart || !dialect.file.apart) && dialect.keys.contains(label)) {
            return label;
        }
    }
    return {};
}

}  // namespace almoner::reconcile
