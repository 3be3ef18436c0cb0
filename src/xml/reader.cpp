#include "xml/reader.hpp"

#include <algorithm>
#include <optional>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "xml/file_chunks.hpp"

namespace almoner::xml {

namespace {

std::string_view view(xmlChar const* text) {
    return text == nullptr ? std::string_view{} : reinterpret_cast<char const*>(text);
}

struct FreeParser {
    void operator()(xmlParserCtxt* parser) const {
        if (parser->myDoc != nullptr) {
            xmlFreeDoc(parser->myDoc);
        }
        xmlFreeParserCtxt(parser);
    }
};

}  // namespace

struct Reader::State {
    State(Handler& told, std::string name, Limits bounds)
        : handler(told), file_name(std::move(name)), limits(bounds), scan(scan_from(0)) {}

    Handler& handler;
    std::string file_name;
    Limits limits;
    ByteScan scan;
    std::unique_ptr<xmlParserCtxt, FreeParser> parser;
    std::optional<Error> fault;
    std::uint32_t depth = 0;
    std::uint64_t bytes = 0;
    bool between = false;  ///< before a document, or after one that has ended
    std::uint64_t documents = 0;
    std::vector<Attribute> attributes;  // reused, so that no event allocates
    std::vector<Namespace> declared;

    [[nodiscard]] Position position() const {
        auto const* input = parser == nullptr ? nullptr : parser->input;
        auto const line = input == nullptr ? 0 : static_cast<std::uint64_t>(input->line);
        auto const column = input == nullptr ? 0 : static_cast<std::uint32_t>(input->col);
        return {file_name, {}, line, column};
    }

    /// Lines that neither the scan nor the parser sees.
    void pass_lines(std::uint64_t lines) {
        scan = scan_from(scan.lines() + lines);
        parser->input->line += static_cast<int>(lines);
    }

    void stop(Error error) {
        if (!fault) {
            if (error.position.file.empty()) {
                error.position = position();
            }
            fault = std::move(error);
        }
        xmlStopParser(parser.get());
    }

    void stop(Status const& status) {
        if (!status) {
            stop(status.error());
        }
    }

    void refuse(std::string_view what) { stop(Error{ErrorCode::document_attack, {}, std::string(what), {}}); }

    [[nodiscard]] ByteScan scan_from(std::uint64_t lines) const {
        return {limits.accept, limits.documents, limits.start_tag_bytes, lines};
    }

    /// Looks at the bytes before the parser sees them, and cuts them off where the document ends.
    void scan_bytes(std::string_view& chunk) {
        if (auto const forbidden = scan.feed(chunk)) {
            Position const place{file_name, {}, forbidden->line, 0};
            stop(Error{ErrorCode::document_attack, place, std::string(forbidden->what), {}});
        }
        bytes += chunk.size();
        if (bytes > limits.file_bytes) {
            refuse("size");
        }
    }
};

namespace {

/// libxml2 hands back the context it was given.
Reader::State& state_of(void* context) {
    return *static_cast<Reader::State*>(static_cast<xmlParserCtxtPtr>(context)->_private);
}

/// Blanks and control characters, and the byte order mark of a file that was put behind another.
void pass_white_space(Reader::State& state, std::string_view& chunk) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    auto const is_text = [&](char letter) { return static_cast<unsigned char>(letter) > ' '; };
    auto const text = static_cast<std::size_t>(std::find_if(chunk.begin(), chunk.end(), is_text) - chunk.begin());
    auto const lines =
        static_cast<std::uint64_t>(std::count(chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(text), '\n'));
    chunk.remove_prefix(text);
    state.between = chunk.empty();
    state.pass_lines(lines);
    if (state.documents > 0 && chunk.starts_with(mark)) {
        chunk.remove_prefix(mark.size());
    }
}

}  // namespace

/// The functions libxml2 calls. They stop the parser at the first fault.
struct Events {
    using State = Reader::State;

    static void start(void* context, xmlChar const* name, xmlChar const* prefix, xmlChar const* uri,
                      int namespace_count, xmlChar const** namespaces, int attribute_count, int /*defaulted*/,
                      xmlChar const** attributes) {
        auto& state = state_of(context);
        if (state.fault) {
            return;
        }
        if (++state.depth > state.limits.depth) {
            state.refuse("depth");
            return;
        }
        state.declared.clear();
        for (auto const* const* one = namespaces; one != namespaces + std::ptrdiff_t{2} * namespace_count; one += 2) {
            state.declared.push_back({view(one[0]), view(one[1])});
        }
        state.attributes.clear();
        for (auto const* const* one = attributes; one != attributes + std::ptrdiff_t{5} * attribute_count; one += 5) {
            auto const* value = reinterpret_cast<char const*>(one[3]);
            auto const length = static_cast<std::size_t>(one[4] - one[3]);
            state.attributes.push_back({view(one[1]), view(one[0]), view(one[2]), {value, length}});
        }
        auto const line = static_cast<std::uint64_t>(state.parser->input->line);
        auto const column = static_cast<std::uint32_t>(state.parser->input->col);
        Element const element{view(prefix), view(name), view(uri), state.declared, state.attributes, line, column};
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
    static void instruction(void* context, xmlChar const*, xmlChar const*) {
        refuse_when_signed(context, "processing instruction");
    }
    static void reference(void* context, xmlChar const*) { state_of(context).refuse("entity"); }
    static void subset(void* context, xmlChar const*, xmlChar const*, xmlChar const*) {
        state_of(context).refuse("DOCTYPE");
    }
    static void entity(void* context, xmlChar const*, int, xmlChar const*, xmlChar const*, xmlChar*) {
        state_of(context).refuse("entity");
    }

    static void problem(void* context, xmlErrorPtr error) {
        auto& state = state_of(context);
        if (error == nullptr || error->level < XML_ERR_ERROR || state.fault) {
            return;
        }
        auto text = std::string(error->message == nullptr ? "" : error->message);
        text.erase(text.find_last_not_of(" \n") + 1);
        Position const place{
            state.file_name, {}, static_cast<std::uint64_t>(error->line), static_cast<std::uint32_t>(error->int2)};
        state.fault = Error{ErrorCode::document_malformed, place, {}, {text}};
        xmlStopParser(state.parser.get());
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

namespace {

void begin_document(Reader::State& state) {
    auto sax = Events::table();
    state.parser.reset(xmlCreatePushParserCtxt(&sax, nullptr, nullptr, 0, nullptr));
    check(state.parser != nullptr, "libxml2 gives a parser");
    state.parser->_private = &state;
    // NOENT is needed in SAX2, or `&amp;` in attributes arrives wrong; a DOCTYPE is refused before.
    constexpr auto options = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOWARNING;
    auto const declared = state.limits.written == Written::utf8 ? XML_PARSE_IGNORE_ENC : 0;
    auto const unknown = xmlCtxtUseOptions(state.parser.get(), options | declared);
    check(unknown == 0, "libxml2 knows the options");
}

}  // namespace

Reader::Reader(Handler& handler, std::string file_name, Limits limits)
    : state_(std::make_unique<State>(handler, std::move(file_name), limits)) {
    state_->between = limits.documents == Documents::several;
    begin_document(*state_);
}

Reader::~Reader() = default;

Status Reader::feed(std::string_view chunk) {
    auto& state = *state_;
    while (!state.fault && !chunk.empty()) {
        if (state.between) {
            pass_white_space(state, chunk);
            continue;
        }
        auto taken = chunk;
        state.scan_bytes(taken);
        chunk.remove_prefix(taken.size());
        if (auto const parsed = parse(taken); !parsed) {
            return parsed;
        }
        if (state.limits.documents == Documents::several && state.scan.element_ended()) {
            if (auto const ended = end_document(); !ended) {
                return ended;
            }
        }
    }
    return state.fault ? Status{*state.fault} : Status{};
}

Status Reader::parse(std::string_view chunk) {
    auto& state = *state_;
    if (state.fault) {
        return *state.fault;
    }
    auto const result = xmlParseChunk(state.parser.get(), chunk.data(), static_cast<int>(chunk.size()), 0);
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
    // What stands after the last document may be white space alone.
    if (state.between && state.documents > 0) {
        return {};
    }
    auto const result = xmlParseChunk(state.parser.get(), nullptr, 0, 1);
    if (state.fault) {
        return *state.fault;
    }
    if (result != 0 || state.parser->wellFormed != 1) {
        return Error{ErrorCode::document_malformed, state.position(), {}, {std::to_string(result)}};
    }
    return {};
}

/// The next document is read by a parser of its own, which counts lines on.
Status Reader::end_document() {
    auto& state = *state_;
    if (auto const finished = finish(); !finished) {
        return finished;
    }
    ++state.documents;
    state.between = true;
    state.depth = 0;
    auto const lines = state.scan.lines();
    state.scan = state.scan_from(lines);
    begin_document(state);
    state.parser->input->line += static_cast<int>(lines);
    return {};
}

Status read_file(std::filesystem::path const& path, Handler& handler, Limits limits) {
    Reader reader(handler, path.filename().string(), limits);
    auto const fed = for_each_chunk(path, [&](std::string_view chunk) { return reader.feed(chunk); });
    return fed ? reader.finish() : fed;
}

}  // namespace almoner::xml
