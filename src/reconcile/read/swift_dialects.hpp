#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "settings/dialects.hpp"

namespace almoner::reconcile {

/// The dialects of field 86, compiled. Every dialect that fits a text is read, in the order of the file; the first that
/// has a value for a fact wins.
class SwiftDialects {
public:
    /// @error formats.missing and those of settings::load_dialects
    /// @error reading_map.syntax a path, a key range, a label or an `inside` that means nothing
    static Result<SwiftDialects> load(settings::Formats const& formats);
    static Result<SwiftDialects> compile(settings::DialectsFile const& file);

    using Facts = std::map<std::string, std::string, std::less<>>;
    /// Facts by their name in the file. `text` is in the bytes of the bank, lines separated by LF; so are the values.
    [[nodiscard]] Facts read(std::string_view text) const;
    /// Whether a customer's reference is one.
    [[nodiscard]] bool is_reference(std::string_view text) const;

private:
    using Parts = std::map<std::string, std::string, std::less<>>;
    struct Dialect {
        settings::DialectFile file;
        std::set<std::string, std::less<>> keys;  ///< subfields, or labels
        std::string before, after;                ///< of a label
        struct Fact {
            std::string name;
            std::vector<std::vector<std::string>> alternatives;  ///< keys whose values are joined
        };
        std::vector<Fact> facts;
    };
    static Result<Dialect> compile(settings::DialectFile const& file);
    static Status compile_facts(Dialect& dialect);
    static Parts parts_of(Dialect const& dialect, std::string_view text);
    static Parts numbered(Dialect const& dialect, std::string_view text);
    static Parts labelled(Dialect const& dialect, std::string_view text);
    static std::string_view label_before(Dialect const& dialect, std::string_view text, std::size_t begin,
                                         std::size_t end);

    std::vector<Dialect> dialects_;
    std::set<std::string, std::less<>> no_reference_;
};

}  // namespace almoner::reconcile
