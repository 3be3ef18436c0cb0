#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"
#include "core/names.hpp"
#include "settings/toml_node.hpp"

namespace almoner::settings {

/// Which codes a file's faults are reported under.
struct TomlCodes {
    ErrorCode syntax = ErrorCode::settings_syntax;
    ErrorCode key_unknown = ErrorCode::settings_key_unknown;
    ErrorCode value = ErrorCode::settings_value;
};

/// A TOML table being read key by key. Keys that nobody asked for are refused by `finish`, so a misspelt setting never
/// passes in silence. The first fault is kept with its place, and what is read after it is a harmless default: call
/// `finish` before anything read is used. Parts of one file share their fault.
class TomlTable {
public:
    /// `file` goes into the positions. @error `codes.syntax` with row and column
    static Result<TomlTable> parse(std::string_view text, std::string const& file, TomlCodes codes = {});
    /// @error file.missing and those of parse
    static Result<TomlTable> load(std::filesystem::path const& file, TomlCodes codes = {});

    [[nodiscard]] bool has(std::string_view key) const;

    /// Values that must be there: an absent key is settings.missing_key, another type is `codes.value`.
    std::string text(std::string_view key);
    std::int64_t integer(std::string_view key);
    std::vector<int> integers(std::string_view key);
    Day day(std::string_view key);
    std::vector<Day> days(std::string_view key);
    /// A text that is an ISO 4217 code, or currency.unknown.
    Currency currency(std::string_view key);
    /// A text such as "1234.50", or the codes of Money::parse.
    Money money(std::string_view key, Currency currency);
    /// Arrays of texts: [["fact", "path"], ...].
    std::vector<std::vector<std::string>> text_rows(std::string_view key);

    /// Values that may be absent.
    std::string text_or(std::string_view key, std::string_view fallback);
    std::vector<std::string> texts(std::string_view key);
    bool truth_or(std::string_view key, bool fallback);
    std::optional<Day> optional_day(std::string_view key);
    std::optional<Money> optional_money(std::string_view key, Currency currency);
    /// An integer of `least` to `most`, or `codes.value`.
    int number_or(std::string_view key, int fallback, int least, int most);
    /// How many of something: an integer that is not negative. `count` must be there.
    std::uint64_t count(std::string_view key);
    std::optional<std::uint64_t> optional_count(std::string_view key);

    /// A table inside; an absent one is empty and its keys are missed one by one.
    TomlTable table(std::string_view key);
    /// An array of tables; absent is empty.
    std::vector<TomlTable> tables(std::string_view key);
    /// All keys of this table with their texts.
    std::map<std::string, std::string> text_map();
    /// All texts below this table by dotted key; anything else there is a fault.
    std::map<std::string, std::string, std::less<>> dotted_texts();

    /// The enumerator whose name the text is, or `codes.value`. Without a fallback the key must be there.
    template <class Enumeration, std::size_t size>
    Enumeration choice(std::string_view key, Names<size> const& names,
                       std::optional<Enumeration> fallback = std::nullopt) {
        if (fallback && !has(key)) {
            return *fallback;
        }
        auto const chosen = text(key);
        auto const value = value_in<Enumeration>(names, chosen);
        if (!value) {
            fail(key, chosen);
        }
        return value.value_or(Enumeration{});
    }

    /// Keeps a fault of the value of `key`, unless there is one already.
    void fail(std::string_view key, std::string const& value);
    void fail(std::string_view key, Error error);

    /// Must be called once, on the whole file. An unknown key explains a missing one, so it is told first.
    /// @error the first fault @error `codes.key_unknown` the first key nobody asked for, here or in a table inside
    [[nodiscard]] Status finish() const;

private:
    struct File;
    TomlTable(std::shared_ptr<File> file, TomlNode const* node);
    TomlNode const* take(std::string_view key, bool needed);
    TomlNode const* take(std::string_view key, bool needed, TomlNode::Kind kind);
    std::vector<TomlNode> const& take_items(std::string_view key, bool needed, TomlNode::Kind kind);
    void fail_at(TomlNode const& node, std::string_view key);
    void collect(TomlNode const& table, std::string const& prefix,
                 std::map<std::string, std::string, std::less<>>& all);
    std::shared_ptr<File> file_;
    TomlNode const* node_;
};

}  // namespace almoner::settings
