#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/interfaces.hpp"
#include "xml/reader.hpp"

namespace almoner::xml {

/// Which facts a family of messages holds and where: `fact = "path/in/local/names|alternative"`.
/// Paths are relative to their record; `@name` is an attribute, a trailing `+` joins repeated text;
/// the first alternative that has a value wins. Records nest and are reported when they end.
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
    };
    std::vector<Record> records;
};

/// One record as it was found. Facts in the map's order; empty when absent. White space alone is no value.
struct Record {
    std::uint32_t kind = 0;      ///< index into the map's records
    std::uint32_t position = 0;  ///< 1-based among the records of its kind inside the record around it
    std::uint64_t line = 0;      ///< of its start tag
    std::vector<std::string> facts;
};

/// A reading map compiled into a path trie.
class ReadingMap {
public:
    /// @error reading_map.syntax an empty or odd path, an unknown `inside`, a name twice, two records at one place
    static Result<ReadingMap> compile(ReadingMapText const& text);
    ReadingMap(ReadingMap&&) noexcept;
    ReadingMap& operator=(ReadingMap&&) noexcept;
    ~ReadingMap();

    /// Index of a record or of a fact in it; a name the map lacks is a bug of ours.
    [[nodiscard]] std::uint32_t record(std::string_view name) const;
    [[nodiscard]] std::uint32_t fact(std::uint32_t record, std::string_view name) const;

    struct Trie;
    [[nodiscard]] Trie const& trie() const { return *trie_; }

private:
    explicit ReadingMap(std::unique_ptr<Trie> trie);
    std::unique_ptr<Trie> trie_;
};

/// Reads by a map: told of a document's parts, tells of records. `opened` comes when a record's
/// start tag is met (every fact still empty), `closed` when it ends with all its facts; inner records close
/// before the record around them. Reading begins at the element named Document, wherever it stands.
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

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace almoner::xml
