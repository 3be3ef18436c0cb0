#include "xml/schema.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

namespace almoner::xml {

namespace {

template <auto free_function>
struct Free {
    template <class T>
    void operator()(T* object) const {
        free_function(object);
    }
};

constexpr std::size_t chunk_bytes = 256U << 10;

/// Keeps the first complaint with its line.
void keep_first(void* context, xmlErrorPtr error) {
    auto& kept = *static_cast<std::optional<Error>*>(context);
    if (kept || error == nullptr) {
        return;
    }
    auto text = std::string(error->message == nullptr ? "" : error->message);
    text.erase(text.find_last_not_of(" \n") + 1);
    kept = Error{ErrorCode::document_invalid, {{}, {}, static_cast<std::uint64_t>(error->line), 0}, {}, {text}};
}

using PushParser = std::unique_ptr<xmlParserCtxt, Free<xmlFreeParserCtxt>>;

/// Feeds the file to a push parser whose events go through the schema.
Status push_file(std::filesystem::path const& path, xmlParserCtxtPtr parser, std::optional<Error> const& complaint) {
    Position const position{path.string(), {}, 0, 0};
    auto const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return Error{ErrorCode::file_missing, position, std::strerror(errno), {}};
    }
    std::string buffer(chunk_bytes, '\0');
    auto status = Status{};
    for (auto count = ssize_t{1}; count > 0 && status && !complaint;) {
        count = ::read(file, buffer.data(), buffer.size());
        if (count < 0) {
            status = Error{ErrorCode::file_io, position, std::strerror(errno), {}};
        } else if (xmlParseChunk(parser, buffer.data(), static_cast<int>(count), count == 0 ? 1 : 0) != 0) {
            status = Error{ErrorCode::document_malformed, position, {}, {}};
        }
    }
    if (::close(file) != 0 && status) {
        return Error{ErrorCode::file_io, position, std::strerror(errno), {}};
    }
    return status;
}

}  // namespace

struct Schema::Handle {
    std::unique_ptr<xmlSchema, Free<xmlSchemaFree>> schema;
};

Schema::Schema(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

Result<Schema> Schema::load(std::filesystem::path const& path) {
    std::error_code ignored;
    Position const position{path.string(), {}, 0, 0};
    if (!std::filesystem::is_regular_file(path, ignored)) {
        return Error{ErrorCode::file_missing, position, {}, {}};
    }
    std::unique_ptr<xmlSchemaParserCtxt, Free<xmlSchemaFreeParserCtxt>> const parser(xmlSchemaNewParserCtxt(path.c_str()));
    std::optional<Error> complaint;
    xmlSchemaSetParserStructuredErrors(parser.get(), keep_first, &complaint);
    auto handle = std::make_unique<Handle>();
    handle->schema.reset(xmlSchemaParse(parser.get()));
    if (!handle->schema) {
        auto error = complaint.value_or(Error{ErrorCode::document_invalid, {}, {}, {}});
        error.position.file = path.string();
        return error;
    }
    return Schema{std::move(handle)};
}

Status Schema::validate(std::filesystem::path const& file) const {
    std::unique_ptr<xmlSchemaValidCtxt, Free<xmlSchemaFreeValidCtxt>> const validation(xmlSchemaNewValidCtxt(handle_->schema.get()));
    check(validation != nullptr, "libxml2 gives a validation context");
    std::optional<Error> complaint;
    xmlSchemaSetValidStructuredErrors(validation.get(), keep_first, &complaint);
    // The parser itself does nothing with what it reads: the schema is all that listens.
    xmlSAXHandler silent{};
    silent.initialized = XML_SAX2_MAGIC;
    PushParser const parser(xmlCreatePushParserCtxt(&silent, nullptr, nullptr, 0, nullptr));
    check(parser != nullptr, "libxml2 gives a parser");
    xmlCtxtUseOptions(parser.get(), XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    auto* plug = xmlSchemaSAXPlug(validation.get(), &parser->sax, &parser->userData);
    if (plug == nullptr) {
        return Error{ErrorCode::document_invalid, {file.string(), {}, 0, 0}, {}, {}};
    }
    auto const pushed = push_file(file, parser.get(), complaint);
    auto const valid = xmlSchemaIsValid(validation.get()) == 1;
    xmlSchemaSAXUnplug(plug);
    if (complaint) {
        complaint->position.file = file.filename().string();
        return *complaint;
    }
    if (!pushed) {
        return pushed;
    }
    return valid ? Status{} : Error{ErrorCode::document_invalid, {file.filename().string(), {}, 0, 0}, {}, {}};
}

}  // namespace almoner::xml
