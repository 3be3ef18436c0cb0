#include "sheet/part_parser.hpp"

#include <array>

#include <expat.h>

#include "core/free.hpp"

namespace almoner::sheet {

namespace {

constexpr std::size_t piece_bytes = std::size_t{32} * 1024;
constexpr std::size_t most_quiet_bytes = std::size_t{1} << 20;  // of one tag or comment
constexpr std::size_t deepest = 64;                             // a cell stands at six

std::string_view local_name(std::string_view name) {
    auto const colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::string_view Attributes::get(std::string_view name) const {
    for (auto const* const* pair = pairs_; *pair != nullptr; pair += 2) {
        if (local_name(pair[0]) == name) {
            return pair[1];
        }
    }
    return {};
}

struct PartParser::State {
    State(bytes::Zip::Part unpacked, std::string name, PartListener told)
        : part(std::move(unpacked)), file(std::move(name)), listener(std::move(told)),
          parser(XML_ParserCreate(nullptr)) {
        check(parser != nullptr, "expat gives a parser");
        XML_SetUserData(parser.get(), this);
        XML_SetElementHandler(parser.get(), started, ended);
        XML_SetCharacterDataHandler(parser.get(), heard);
        XML_SetStartDoctypeDeclHandler(parser.get(), declared);
    }

    static void started(void* context, char const* name, char const** attributes) {
        auto& state = *static_cast<State*>(context);
        auto const& listener = state.listener;
        state.quiet_bytes = 0;
        if (++state.depth > deepest) {
            XML_StopParser(state.parser.get(), XML_FALSE);
            return;
        }
        if (listener.start) {
            listener.start(local_name(name), Attributes(attributes));
        }
    }
    static void ended(void* context, char const* name) {
        auto& state = *static_cast<State*>(context);
        auto const& listener = state.listener;
        state.quiet_bytes = 0;
        --state.depth;
        if (listener.end) {
            listener.end(local_name(name));
        }
    }
    static void heard(void* context, char const* text, int length) {
        auto& state = *static_cast<State*>(context);
        auto const& listener = state.listener;
        state.quiet_bytes = 0;
        if (listener.text) {
            listener.text({text, static_cast<std::size_t>(length)});
        }
    }
    static void declared(void* context, char const*, char const*, char const*, int) {
        XML_StopParser(static_cast<State*>(context)->parser.get(), XML_FALSE);
    }

    bytes::Zip::Part part;
    std::string file;
    PartListener listener;
    std::unique_ptr<XML_ParserStruct, Free<XML_ParserFree>> parser;
    std::string buffer = std::string(piece_bytes, '\0');
    std::size_t depth = 0;
    std::size_t quiet_bytes = 0;  ///< parsed since anything was told
    bool at_end = false;
};

PartParser::PartParser(bytes::Zip::Part part, std::string file, PartListener listener)
    : state_(std::make_unique<State>(std::move(part), std::move(file), std::move(listener))) {}
PartParser::PartParser(PartParser&&) noexcept = default;
PartParser& PartParser::operator=(PartParser&&) noexcept = default;
PartParser::~PartParser() = default;

Result<bool> PartParser::advance() {
    auto& state = *state_;
    if (state.at_end) {
        return false;
    }
    auto const count = state.part.read(state.buffer);
    if (!count) {
        return count.error();
    }
    state.at_end = *count < state.buffer.size();
    state.quiet_bytes += *count;
    auto const parsed =
        XML_Parse(state.parser.get(), state.buffer.data(), static_cast<int>(*count), state.at_end ? 1 : 0);
    if (parsed == XML_STATUS_OK && state.quiet_bytes > most_quiet_bytes) {
        return Error{ErrorCode::sheet_workbook, {state.file, {}, 0, 0}, {}, {std::to_string(state.quiet_bytes)}};
    }
    if (parsed != XML_STATUS_OK) {
        auto const* const why = XML_ErrorString(XML_GetErrorCode(state.parser.get()));
        return Error{ErrorCode::sheet_workbook, {state.file, {}, 0, 0}, {}, {why == nullptr ? "" : why}};
    }
    return true;
}

Status PartParser::finish() {
    for (;;) {
        auto const more = advance();
        if (!more || !*more) {
            return more ? Status{} : more.error();
        }
    }
}

}  // namespace almoner::sheet
