#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/interfaces.hpp"
#include "xml/reader.hpp"

namespace almoner::xml {

/// Which facts a family of messages holds and where: `fact = "path/in/local/names|alternative"`.
/// Paths are relative to their record; `@name` is an attribute, a trailing `+` joins repeated text;
/// the first alternative that has a value wins. Records nest and are reported when they end. A place of a record that
/// begins with `/` is relative to Document, whatever record is around.
struct ReadingMapText {
    struct Fact {
        std::string name;
        std::string paths;
    };
    struct Record {
        std::string name;    ///< "entry"
        std::string inside;  ///< name of the record around it, empty for the document
        std::string at;      ///< "BkToCstmrStmt/Stmt|BkToCstmrAcctRpt/Rpt", relative to `inside` (or to Document)
        std::vector<Fact> facts;
        bool anywhere = false;            ///< an element of its name begins it off the map too
        std::vector<std::string> needed;  ///< facts the standard demands, by name
    };
    std::vector<Record> records;
    std::string begin = "Document";  ///< the element that paths start from
};

/// One record as it was found. Facts in the map's order; empty when absent. White space alone is no value, and around
/// a value that is not joined it is taken off.
struct Record {
    std::uint32_t kind = 0;      ///< index into the map's records
    std::uint32_t position = 0;  ///< 1-based among the records of its kind inside the record around it
    std::uint64_t line = 0;      ///< of its start tag
    std::string element;         ///< local name of the element that began it
    std::vector<std::string> facts;
    Record const* around = nullptr;  ///< the record it stands in as far as that was read; for the call only
};

/// A reading map compiled into a path trie.
class ReadingMap {
public:
    /// @error reading_map.syntax an empty or odd path, an unknown `inside` or fact, a name twice, two records at one
    /// place
    static Result<ReadingMap> compile(ReadingMapText const& text);
    ReadingMap(ReadingMap&&) noexcept;
    ReadingMap& operator=(ReadingMap&&) noexcept;
    ~ReadingMap();

    /// Index of a record or of a fact in it; a name the map lacks is a bug of ours.
    [[nodiscard]] std::uint32_t record(std::string_view name) const;
    [[nodiscard]] std::uint32_t fact(std::uint32_t record, std::string_view name) const;
    /// The same, and nothing for a name the map lacks.
    [[nodiscard]] std::optional<std::uint32_t> find_fact(std::uint32_t record, std::string_view name) const;
    /// Name of the first fact that the standard demands and `found` lacks; empty when none is.
    [[nodiscard]] std::string missing_in(Record const& found) const;
    [[nodiscard]] std::string const& name_of(std::uint32_t record) const;
    /// Whether an element of this name begins a message of this map wherever it stands: the first step of a longer
    /// path from Document, or a record that may begin anywhere.
    [[nodiscard]] bool begins_at(std::string_view element) const;

    struct Trie;
    [[nodiscard]] Trie const& trie() const { return *trie_; }

private:
    explicit ReadingMap(std::unique_ptr<Trie> trie);
    std::unique_ptr<Trie> trie_;
};

/// Reads by a map: told of a document's parts, tells of records. `opened` comes when a record's
/// start tag is met (every fact still empty), `closed` when it ends with all its facts; inner records close
/// before the record around them. Reading begins at the element that the map names, else Document, or at one of
/// `begins_at`, wherever it stands.
class MapReader final : public Handler {
public:
    struct Listener {
        std::function<Status(Record const&)> opened;
        std::function<Status(Record const&)> closed;
    };
    MapReader(ReadingMap const& map, Listener listener);
    ~MapReader() override;
    Status start(Element const& element) override;
    Status end(Element const& element) override;
    Status text(std::string_view text) override;
    /// Whether the element that reading began at is still open.
    [[nodiscard]] bool inside() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace almoner::xml
