#include "xml/reader.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

namespace almoner::xml {

namespace {

constexpr std::size_t chunk_bytes = 256U << 10;

std::string_view view(xmlChar const* text) { return text == nullptr ? std::string_view{} : reinterpret_cast<char const*>(text); }

/// Looked for in the bytes, before the parser acts on them: the first two never may stand in a document,
/// the others not in a signed one.
constexpr std::string_view forbidden_bytes[] = {"<!DOCTYPE", "<!ENTITY", "<!--", "<![CDATA["};
constexpr std::size_t always_forbidden = 2;

}  // namespace

struct Reader::State {
    State(Handler& told, std::string name, Limits bounds) : handler(told), file_name(std::move(name)), limits(bounds) {}

    Handler& handler;
    std::string file_name;
    Limits limits;
    xmlParserCtxtPtr parser = nullptr;
    std::optional<Error> fault;
    std::uint32_t depth = 0;
    std::uint64_t bytes = 0;
    std::size_t tag_bytes = 0;  ///< since the last '<', to bound start tags
    bool in_tag = false;
    std::string carried;        ///< the end of the last chunk, so that nothing hides across chunks
    std::vector<Attribute> attributes;
    std::vector<Namespace> declared;

    [[nodiscard]] Position position() const {
        auto const* input = parser == nullptr ? nullptr : parser->input;
        auto const line = input == nullptr ? 0 : static_cast<std::uint64_t>(input->line);
        auto const column = input == nullptr ? 0 : static_cast<std::uint32_t>(input->col);
        return {file_name, {}, line, column};
    }

    void stop(Error error) {
        if (!fault) {
            if (error.position.file.empty()) {
                error.position = position();
            }
            fault = std::move(error);
        }
        xmlStopParser(parser);
    }

    void stop(Status const& status) {
        if (!status) {
            stop(status.error());
        }
    }

    void refuse(std::string_view what) { stop(Error{ErrorCode::document_attack, {}, std::string(what), {}}); }
};

namespace {

/// libxml2 hands back the context it was given.
Reader::State& state_of(void* context) {
    return *static_cast<Reader::State*>(static_cast<xmlParserCtxtPtr>(context)->_private);
}

}  // namespace

/// The functions libxml2 calls. They stop the parser at the first fault.
struct Events {
    using State = Reader::State;

    static void start(void* context, xmlChar const* name, xmlChar const* prefix, xmlChar const* uri, int namespace_count,
                      xmlChar const** namespaces, int attribute_count, int /*defaulted*/, xmlChar const** attributes) {
        auto& state = state_of(context);
        if (state.fault) {
            return;
        }
        if (++state.depth > state.limits.depth) {
            state.refuse("depth");
            return;
        }
        state.declared.clear();
        for (auto at = 0; at < namespace_count; ++at) {
            state.declared.push_back({view(namespaces[2 * at]), view(namespaces[2 * at + 1])});
        }
        state.attributes.clear();
        for (auto at = 0; at < attribute_count; ++at) {
            auto const* const* one = attributes + 5 * at;
            auto const* value = reinterpret_cast<char const*>(one[3]);
            state.attributes.push_back({view(one[1]), view(one[0]), view(one[2]), {value, static_cast<std::size_t>(one[4] - one[3])}});
        }
        Element const element{view(prefix), view(name), view(uri), state.declared, state.attributes, state.position().row};
        state.stop(state.handler.start(element));
    }

    static void end(void* context, xmlChar const* name, xmlChar const* prefix, xmlChar const* uri) {
        auto& state = state_of(context);
        if (state.fault) {
            return;
        }
        --state.depth;
        state.stop(state.handler.end({view(prefix), view(name), view(uri), {}, {}, 0}));
    }

    static void characters(void* context, xmlChar const* text, int length) {
        auto& state = state_of(context);
        if (!state.fault) {
            state.stop(state.handler.text({reinterpret_cast<char const*>(text), static_cast<std::size_t>(length)}));
        }
    }

    static void refuse_when_signed(void* context, std::string_view what) {
        auto& state = state_of(context);
        if (state.limits.accept == Accept::signed_profile) {
            state.refuse(what);
        }
    }
    static void cdata(void* context, xmlChar const* text, int length) {
        refuse_when_signed(context, "CDATA");
        characters(context, text, length);
    }
    static void comment(void* context, xmlChar const*) { refuse_when_signed(context, "comment"); }
    static void instruction(void* context, xmlChar const*, xmlChar const*) { refuse_when_signed(context, "processing instruction"); }
    static void reference(void* context, xmlChar const*) { state_of(context).refuse("entity"); }
    static void subset(void* context, xmlChar const*, xmlChar const*, xmlChar const*) { state_of(context).refuse("DOCTYPE"); }
    static void entity(void* context, xmlChar const*, int, xmlChar const*, xmlChar const*, xmlChar*) { state_of(context).refuse("entity"); }

    static void problem(void* context, xmlErrorPtr error) {
        auto& state = state_of(context);
        if (error == nullptr || error->level < XML_ERR_ERROR || state.fault) {
            return;
        }
        auto text = std::string(error->message == nullptr ? "" : error->message);
        text.erase(text.find_last_not_of(" \n") + 1);
        state.fault = Error{ErrorCode::document_malformed,
                            {state.file_name, {}, static_cast<std::uint64_t>(error->line), static_cast<std::uint32_t>(error->int2)}, {}, {text}};
        xmlStopParser(state.parser);
    }

    static xmlSAXHandler table() {
        xmlSAXHandler sax{};
        sax.initialized = XML_SAX2_MAGIC;
        sax.startElementNs = start;
        sax.endElementNs = end;
        sax.characters = characters;
        sax.ignorableWhitespace = characters;
        sax.cdataBlock = cdata;
        sax.comment = comment;
        sax.processingInstruction = instruction;
        sax.reference = reference;
        sax.internalSubset = subset;
        sax.externalSubset = subset;
        sax.entityDecl = entity;
        sax.serror = problem;
        return sax;
    }
};

Reader::Reader(Handler& handler, std::string file_name, Limits limits)
    : state_(std::make_unique<State>(handler, std::move(file_name), limits)) {
    auto sax = Events::table();
    state_->parser = xmlCreatePushParserCtxt(&sax, nullptr, nullptr, 0, nullptr);
    check(state_->parser != nullptr, "libxml2 gives a parser");
    state_->parser->_private = state_.get();
    // NOENT is needed in SAX2, or `&amp;` in attributes arrives wrong; a DOCTYPE is refused before.
    xmlCtxtUseOptions(state_->parser, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOWARNING);
    state_->parser->_private = state_.get();
}

Reader::~Reader() {
    if (state_->parser->myDoc != nullptr) {
        xmlFreeDoc(state_->parser->myDoc);
    }
    xmlFreeParserCtxt(state_->parser);
}

namespace {

/// The bytes are looked at before the parser sees them: what is forbidden must not even begin to act.
void scan_constructs(Reader::State& state, std::string_view chunk) {
    auto const window = state.carried + std::string(chunk.substr(0, 16));
    auto const count = state.limits.accept == Accept::signed_profile ? std::size(forbidden_bytes) : always_forbidden;
    for (auto const bytes : std::span(forbidden_bytes, count)) {
        if (window.find(bytes) != std::string::npos || chunk.find(bytes) != std::string_view::npos) {
            state.refuse(bytes);
            return;
        }
    }
    state.carried = std::string(chunk.substr(chunk.size() - std::min(chunk.size(), std::size_t{16})));
}

void scan_encoding(Reader::State& state, std::string_view chunk) {
    auto const first = state.bytes == 0 && state.limits.accept == Accept::signed_profile;
    auto const wide = chunk.size() >= 2 && (chunk.substr(0, 2) == "\xFE\xFF" || chunk.substr(0, 2) == "\xFF\xFE" || chunk.find('\0') < 4);
    if (first && wide) {
        state.refuse("UTF-16");
        return;
    }
    if (first && chunk.substr(0, 5) == "<?xml") {
        auto const declaration = chunk.substr(0, std::min(chunk.find("?>"), std::size_t{200}));
        auto const encoding = declaration.find("encoding");
        if (encoding != std::string_view::npos && declaration.find("UTF-8") == std::string_view::npos && declaration.find("utf-8") == std::string_view::npos) {
            state.refuse("encoding");
        }
    }
}

void scan_tags(Reader::State& state, std::string_view chunk) {
    // memchr runs over the text between tags; only the tags themselves are counted.
    std::size_t at = 0;
    while (at < chunk.size()) {
        auto const next = chunk.find(state.in_tag ? '>' : '<', at);
        auto const stop = std::min(next, chunk.size());
        if (state.in_tag) {
            state.tag_bytes += stop - at;
            if (state.tag_bytes > state.limits.start_tag_bytes) {
                state.refuse("start tag");
                return;
            }
        }
        if (next == std::string_view::npos) {
            break;
        }
        state.in_tag = !state.in_tag;
        state.tag_bytes = 0;
        at = next + 1;
    }
}

}  // namespace

Status Reader::feed(std::string_view chunk) {
    auto& state = *state_;
    for (auto* const scan : {scan_constructs, scan_encoding, scan_tags}) {
        if (!state.fault) {
            scan(state, chunk);
        }
    }
    state.bytes += chunk.size();
    if (!state.fault && state.bytes > state.limits.file_bytes) {
        state.refuse("size");
    }
    if (state.fault) {
        return *state.fault;
    }
    auto const result = xmlParseChunk(state.parser, chunk.data(), static_cast<int>(chunk.size()), 0);
    if (state.fault) {
        return *state.fault;
    }
    if (result != 0 && result != XML_ERR_DOCUMENT_EMPTY) {
        return Error{ErrorCode::document_malformed, state.position(), {}, {std::to_string(result)}};
    }
    return {};
}

Status Reader::finish() {
    auto& state = *state_;
    if (state.fault) {
        return *state.fault;
    }
    auto const result = xmlParseChunk(state.parser, nullptr, 0, 1);
    if (state.fault) {
        return *state.fault;
    }
    if (result != 0 || state.parser->wellFormed != 1) {
        return Error{ErrorCode::document_malformed, state.position(), {}, {std::to_string(result)}};
    }
    return {};
}

Status read_file(std::filesystem::path const& path, Handler& handler, Limits limits) {
    Position const position{path.string(), {}, 0, 0};
    auto const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0) {
        return Error{ErrorCode::file_missing, position, std::strerror(errno), {}};
    }
    Reader reader(handler, path.filename().string(), limits);
    std::string buffer(chunk_bytes, '\0');
    auto status = Status{};
    for (;;) {
        auto const count = ::read(file, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            status = Error{ErrorCode::file_io, position, std::strerror(errno), {}};
            break;
        }
        status = count == 0 ? reader.finish() : reader.feed({buffer.data(), static_cast<std::size_t>(count)});
        if (count == 0 || !status) {
            break;
        }
    }
    if (::close(file) != 0 && status) {
        return Error{ErrorCode::file_io, position, std::strerror(errno), {}};
    }
    return status;
}

}  // namespace almoner::xml
