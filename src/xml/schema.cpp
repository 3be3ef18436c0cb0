#include "xml/schema.hpp"

#include <optional>

#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include "core/free.hpp"
#include "xml/byte_scan.hpp"
#include "xml/file_chunks.hpp"
#include "xml/reader.hpp"
#include "xml/record_types.hpp"
#include "xml/shapes.hpp"

namespace almoner::xml {

namespace {

using ValidationContext = std::unique_ptr<xmlSchemaValidCtxt, Free<xmlSchemaFreeValidCtxt>>;
using PushParser = std::unique_ptr<xmlParserCtxt, Free<xmlFreeParserCtxt>>;

/// A tag longer than this is no tag of a message.
constexpr std::size_t start_tag_bytes = 8192;

/// Anonymous types nest deeper than messages do.
constexpr std::uint32_t schema_depth = 128;

/// Is told and does nothing.
class Nobody final : public Handler {
public:
    Status start(Element const&) override { return {}; }
    Status end(Element const&) override { return {}; }
    Status text(std::string_view) override { return {}; }
};

/// Takes the document's own content out of libxml2's words: it may be a name or an account.
std::string without_content(std::string text) {
    struct Phrase {
        std::string_view opening;
        std::string_view closing;
    };
    constexpr Phrase phrases[] = {{"The value '", "' is not "},         {"The value '", "' does not "},
                                  {"The value '", "' is greater "},     {"The value '", "' is less "},
                                  {"The value '", "' must be "},        {"The value '", "' has "},
                                  {": '", "' is not a valid value of "}};
    for (auto const& [opening, closing] : phrases) {
        auto const from = text.find(opening);
        // The content may itself hold the closing words, so the last ones count.
        auto const end = text.rfind(closing);
        if (from != std::string::npos && end != std::string::npos && end > from + opening.size()) {
            text.replace(from + opening.size(), end - from - opening.size(), "...");
        }
    }
    return text;
}

std::string message_of(xmlError const& error) {
    auto text = std::string(error.message == nullptr ? "" : error.message);
    text.erase(text.find_last_not_of(" \n") + 1);
    return without_content(std::move(text));
}

/// Keeps the first complaint with its line.
void keep_first(void* context, xmlErrorPtr error) {
    auto& kept = *static_cast<std::optional<Error>*>(context);
    if (kept || error == nullptr) {
        return;
    }
    Position const position{{}, {}, static_cast<std::uint64_t>(error->line), 0};
    kept = Error{ErrorCode::document_invalid, position, {}, {message_of(*error)}};
}

/// Behind the plug libxml2 does not know the line unless it is told.
int tell_line(void* context, char const** file, unsigned long* line) {
    auto const* const input = static_cast<xmlParserCtxt*>(context)->input;
    *file = nullptr;
    *line = input == nullptr ? 0 : static_cast<unsigned long>(input->line);
    return 0;
}

/// A push parser whose events go through the schema and nowhere else.
class Validation {
public:
    Validation(xmlSchema* schema, std::string file_name)
        : file_name_(std::move(file_name)), context_(xmlSchemaNewValidCtxt(schema)), parser_(silent_parser()),
          plug_(plug_in()) {}
    ~Validation() { xmlSchemaSAXUnplug(plug_); }
    Validation(Validation const&) = delete;
    Validation& operator=(Validation const&) = delete;

    /// The whole document, in chunks.
    Status scan(std::string_view chunk) {
        if (auto const forbidden = scan_.feed(chunk)) {
            Position const position{file_name_, {}, forbidden->line, 0};
            return Error{ErrorCode::document_attack, position, std::string(forbidden->what), {}};
        }
        return {};
    }
    /// What of it the schema is to see.
    Status feed(std::string_view chunk) { return push(chunk, 0); }
    Status finish() {
        if (auto const pushed = push({}, 1); !pushed) {
            return pushed;
        }
        return xmlSchemaIsValid(context_.get()) == 1 ? Status{} : fault(ErrorCode::document_invalid, {});
    }

private:
    static xmlParserCtxt* silent_parser() {
        xmlSAXHandler silent{};
        silent.initialized = XML_SAX2_MAGIC;
        return xmlCreatePushParserCtxt(&silent, nullptr, nullptr, 0, nullptr);
    }

    xmlSchemaSAXPlugPtr plug_in() {
        check(context_ != nullptr && parser_ != nullptr, "libxml2 gives a parser and a validation");
        constexpr auto options = XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
        check(xmlCtxtUseOptions(parser_.get(), options) == 0, "libxml2 knows the options");
        xmlSchemaSetValidStructuredErrors(context_.get(), keep_first, &complaint_);
        xmlSchemaValidateSetLocator(context_.get(), tell_line, parser_.get());
        auto* const plug = xmlSchemaSAXPlug(context_.get(), &parser_->sax, &parser_->userData);
        check(plug != nullptr, "libxml2 plugs a schema into a parser");
        return plug;
    }

    [[nodiscard]] Error fault(ErrorCode code, std::string message) const {
        auto const* const input = parser_->input;
        auto const line = input == nullptr ? 0 : static_cast<std::uint64_t>(input->line);
        return {code, {file_name_, {}, line, 0}, {}, {std::move(message)}};
    }

    Status push(std::string_view chunk, int terminate) {
        auto const result = xmlParseChunk(parser_.get(), chunk.data(), static_cast<int>(chunk.size()), terminate);
        if (complaint_) {
            complaint_->position.file = file_name_;
            return *complaint_;
        }
        auto const* const error = xmlCtxtGetLastError(parser_.get());
        if (result == 0 || error == nullptr || error->level < XML_ERR_ERROR) {
            return {};
        }
        return fault(ErrorCode::document_malformed, message_of(*error));
    }

    std::string file_name_;
    ByteScan scan_{Accept::any_well_formed, Documents::one, start_tag_bytes};
    std::optional<Error> complaint_;
    ValidationContext context_;
    PushParser parser_;
    xmlSchemaSAXPlugPtr plug_;
};

}  // namespace

struct Schema::Handle {
    std::unique_ptr<xmlSchema, Free<xmlSchemaFree>> schema;
    std::optional<RecordTypes> records;
};

Schema::Schema(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

Result<Schema> Schema::load(std::filesystem::path const& path) {
    // Read once by ourselves first: libxml2's schema parser would tell of bad XML on stderr.
    Limits limits;
    limits.accept = Accept::any_well_formed;
    limits.depth = schema_depth;
    Nobody nobody;
    if (auto const read = read_file(path, nobody, limits); !read) {
        return read.error();
    }
    std::unique_ptr<xmlSchemaParserCtxt, Free<xmlSchemaFreeParserCtxt>> const parser(
        xmlSchemaNewParserCtxt(path.c_str()));
    check(parser != nullptr, "libxml2 gives a schema parser");
    std::optional<Error> complaint;
    xmlSchemaSetParserStructuredErrors(parser.get(), keep_first, &complaint);
    auto handle = std::make_unique<Handle>();
    handle->schema.reset(xmlSchemaParse(parser.get()));
    if (!handle->schema) {
        auto error = complaint.value_or(Error{ErrorCode::document_invalid, {}, {}, {}});
        error.position.file = path.string();
        return error;
    }
    auto records = record_types(path);
    if (!records) {
        return records.error();
    }
    handle->records = *std::move(records);
    return Schema{std::move(handle)};
}

Status Schema::validate(std::filesystem::path const& file) const {
    // What it cannot prove is seen whole: libxml2 decides, and says where.
    return handle_->records && validate_by_shape(file) ? Status{} : validate_whole(file);
}

Status Schema::validate_by_shape(std::filesystem::path const& file) const {
    Validation validation(handle_->schema.get(), file.filename().string());
    Shapes shapes(*handle_->records, [&](std::string_view left) { return validation.feed(left); });
    auto const fed = for_each_chunk(file, [&](std::string_view chunk) {
        auto const scanned = validation.scan(chunk);
        return scanned ? shapes.feed(chunk) : scanned;
    });
    auto const ended = fed ? shapes.finish() : fed;
    return ended ? validation.finish() : ended;
}

Status Schema::validate_whole(std::filesystem::path const& file) const {
    Validation validation(handle_->schema.get(), file.filename().string());
    auto const fed = for_each_chunk(file, [&](std::string_view chunk) {
        auto const scanned = validation.scan(chunk);
        return scanned ? validation.feed(chunk) : scanned;
    });
    return fed ? validation.finish() : fed;
}

}  // namespace almoner::xml
