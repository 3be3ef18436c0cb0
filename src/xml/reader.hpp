#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/interfaces.hpp"
#include "xml/byte_scan.hpp"

namespace almoner::xml {

/// Names and values point into the parser and live for the call only.
struct Attribute {
    std::string_view prefix;
    std::string_view name;  ///< local name
    std::string_view namespace_uri;
    std::string_view value;  ///< unescaped
};

struct Namespace {
    std::string_view prefix;  ///< empty for the default namespace
    std::string_view uri;
};

struct Element {
    std::string_view prefix;
    std::string_view name;  ///< local name
    std::string_view namespace_uri;
    std::span<Namespace const> declared;  ///< namespaces declared on this element
    std::span<Attribute const> attributes;
    std::uint64_t line = 0;    ///< where the start tag ends
    std::uint32_t column = 0;  ///< likewise
};

/// Told of a document's parts in order. Text may arrive in several pieces. An error stops the reading.
class Handler {
public:
    virtual ~Handler() = default;
    virtual Status start(Element const& element) = 0;
    virtual Status end(Element const& element) = 0;  ///< only names are set
    virtual Status text(std::string_view text) = 0;
};

/// Which encoding the bytes have.
enum class Written {
    as_declared,  ///< by their mark or declaration
    utf8,         ///< whatever the declaration says: somebody has converted them
};

/// Bounds that a document may not pass; each one passed is document.attack.
struct Limits {
    Accept accept = Accept::signed_profile;
    Documents documents = Documents::one;
    Written written = Written::as_declared;
    std::uint32_t depth = 32;            ///< elements open at once
    std::size_t start_tag_bytes = 8192;  ///< of one tag with its attributes
    std::uint64_t file_bytes = 16ULL << 30;
};

/// Reads a document with libxml2's push parser, hardened: no DOCTYPE, entity, network, xinclude or
/// recovery; depth and sizes bounded; what else is refused `Limits::accept` says.
/// Bytes go in as chunks, so that one pass can also hash them.
class Reader {
public:
    Reader(Handler& handler, std::string file_name, Limits limits = {});
    ~Reader();
    Reader(Reader const&) = delete;
    Reader& operator=(Reader const&) = delete;

    /// @error document.malformed with line and column @error document.attack a forbidden construct
    /// or whatever the handler returned
    Status feed(std::string_view chunk);
    /// No more bytes. @error document.malformed the document is not complete
    Status finish();

    struct State;

private:
    Status parse(std::string_view chunk);
    Status end_document();
    std::unique_ptr<State> state_;
};

/// Feeds the whole file in 256 KiB chunks. @error file.missing @error file.not_regular a link, pipe or
/// folder @error file.io and those of Reader
Status read_file(std::filesystem::path const& path, Handler& handler, Limits limits = {});

}  // namespace almoner::xml
