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

namespace almoner::settings {

/// Which codes a file's faults are reported under.
struct TomlCodes {
    ErrorCode syntax = ErrorCode::settings_syntax;
    ErrorCode key_unknown = ErrorCode::settings_key_unknown;
    ErrorCode value = ErrorCode::settings_value;
};

/// A TOML table being read key by key. Keys that nobody asked for are refused by `finish`, so a
/// misspelt setting never passes in silence. The first fault is kept, with its place; what is read
/// after it is a harmless default.
class TomlTable {
public:
    /// @error `codes.syntax` with row and column
    static Result<TomlTable> parse(std::string_view text, std::string const& file, TomlCodes codes = {});
    /// @error file.missing and those of parse
    static Result<TomlTable> load(std::filesystem::path const& file, TomlCodes codes = {});

    [[nodiscard]] bool has(std::string_view key) const;
    std::string text(std::string_view key);
    std::string text_or(std::string_view key, std::string_view fallback);
    std::vector<std::string> texts(std::string_view key);
    std::int64_t integer(std::string_view key);
    std::int64_t integer_or(std::string_view key, std::int64_t fallback);
    bool truth_or(std::string_view key, bool fallback);
    Day day(std::string_view key);
    std::optional<Day> optional_day(std::string_view key);
    std::vector<Day> days(std::string_view key);
    std::vector<int> integers(std::string_view key);
    Currency currency(std::string_view key);
    Money money(std::string_view key, Currency currency);
    std::optional<Money> optional_money(std::string_view key, Currency currency);
    /// A table inside; an absent one is empty and its keys are missed one by one.
    TomlTable table(std::string_view key);
    /// An array of tables; absent is empty.
    std::vector<TomlTable> tables(std::string_view key);
    /// Arrays of arrays of texts, as [["fact", "path"], ...].
    std::vector<std::vector<std::string>> text_rows(std::string_view key);
    /// All keys of this table as text values.
    std::map<std::string, std::string> text_map();
    /// All texts below this table by dotted key.
    std::map<std::string, std::string, std::less<>> dotted_texts();

    template <class Enumeration, std::size_t count>
    Enumeration choice(std::string_view key, Names<count> const& names, std::optional<Enumeration> fallback = std::nullopt) {
        if (fallback && !has(key)) {
            return *fallback;
        }
        auto const text = this->text(key);
        auto const value = value_in<Enumeration>(names, text);
        if (!value) {
            fail(key, text);
        }
        return value.value_or(Enumeration{});
    }

    /// Keeps a fault of the value of `key`, unless there is one already.
    void fail(std::string_view key, std::string const& value);
    void fail(std::string_view key, Error error);

    /// The first fault, or the first key nobody asked for in this table or one inside.
    [[nodiscard]] Status finish() const;

private:
    struct File;
    struct Node;
    TomlTable(std::shared_ptr<File> file, Node const* node);
    Node const* take(std::string_view key, bool needed);
    std::shared_ptr<File> file_;
    Node const* node_;
};

}  // namespace almoner::settings
