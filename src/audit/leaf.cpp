#include "audit/leaf.hpp"

#include <charconv>

#include <nlohmann/json.hpp>

#include "core/json.hpp"

namespace almoner::audit {

namespace {

using Json = nlohmann::json;

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// Nothing where the two numbers are not joined by `mark`.
std::optional<std::pair<std::string_view, std::string_view>> halves(std::string_view text, char mark) {
    auto const at = text.find(mark);
    return at == std::string_view::npos ? std::nullopt
                                        : std::optional(std::pair(text.substr(0, at), text.substr(at + 1)));
}

std::string text_in(Json const& json, char const* name) {
    auto const found = json.find(name);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> number_in(Json const& json, char const* name) {
    auto const found = json.find(name);
    return found != json.end() && found->is_number_integer() ? std::optional(found->get<std::int64_t>()) : std::nullopt;
}

/// The texts of an object within the record by their names; nothing when one is no text.
std::optional<std::map<std::string, std::string>> texts_in(Json const& json, char const* name) {
    std::map<std::string, std::string> texts;
    auto const found = json.find(name);
    if (found == json.end()) {
        return texts;
    }
    for (auto const& [key, value] : found->items()) {
        if (!value.is_string()) {
            return std::nullopt;
        }
        texts.emplace(key, value.get<std::string>());
    }
    return texts;
}

bool take_rows(Leaf& leaf, std::map<std::string, std::string> const& texts) {
    for (auto const& [part, digest] : texts) {
        auto const name = halves(part, '/');
        auto const value = halves(digest, ':');
        auto const number = name ? number_in(name->second) : std::nullopt;
        auto const columns = value ? number_in(value->first) : std::nullopt;
        if (!number || !columns) {
            return false;
        }
        leaf.rows[{std::string(name->first), *number}] = {static_cast<int>(*columns), std::string(value->second)};
    }
    return true;
}

}  // namespace

std::string record_of(Leaf const& leaf) {
    JsonLine line;
    line.field("seq", static_cast<std::int64_t>(leaf.sequence)).field("utc", std::string_view(to_text(leaf.utc)));
    line.field("run", leaf.run).field("kind", leaf.kind).field("subject", leaf.subject).field("sha256", leaf.sha256);
    if (!leaf.archived.empty()) {
        JsonLine files;
        for (auto const& [path, digest] : leaf.archived) {
            files.field(path, digest);
        }
        line.field("archived", files);
    }
    if (!leaf.rows.empty()) {
        JsonLine rows;
        for (auto const& [part, digest] : leaf.rows) {
            rows.field(part.text(), std::to_string(digest.columns) + ":" + digest.sha256);
        }
        line.field("rows", rows);
    }
    if (!leaf.transfers.empty()) {
        line.field("transfers", leaf.transfers);
    }
    return line.text();
}

Result<Leaf> parse_leaf(std::string_view record) {
    auto const wrong = Error{ErrorCode::audit_record, {}, std::string(record.substr(0, 40)), {}};
    auto const json = Json::parse(record, nullptr, false);
    if (json.is_discarded() || !json.is_object()) {
        return wrong;
    }
    auto const sequence = number_in(json, "seq");
    auto const run = number_in(json, "run");
    auto const utc = parse_instant(text_in(json, "utc"));
    auto archived = texts_in(json, "archived");
    auto const rows = texts_in(json, "rows");
    Leaf leaf;
    if (!sequence || *sequence < 0 || !run || !utc || !archived || !rows || !take_rows(leaf, *rows)) {
        return wrong;
    }
    leaf.sequence = static_cast<std::uint64_t>(*sequence);
    leaf.run = *run;
    leaf.utc = *utc;
    leaf.kind = text_in(json, "kind");
    leaf.subject = text_in(json, "subject");
    leaf.sha256 = text_in(json, "sha256");
    leaf.archived = *std::move(archived);
    leaf.transfers = text_in(json, "transfers");
    return leaf;
}

}  // namespace almoner::audit
