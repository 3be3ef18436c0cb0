#include "payout/cell_text.hpp"

#include <algorithm>
#include <optional>

#include "payout/transfer_fields.hpp"

namespace almoner::payout {

namespace {

/// The innermost scope that has the field, and its number there.
std::optional<std::pair<std::size_t, std::size_t>> find_field(std::string_view name) {
    auto const& scopes = vocabulary();
    for (auto scope = scopes.size(); scope-- > 0;) {
        auto const& fields = scopes[scope].fields;
        auto const found = std::find(fields.begin(), fields.end(), name);
        if (found != fields.end()) {
            return std::pair(scope, static_cast<std::size_t>(found - fields.begin()));
        }
    }
    return std::nullopt;
}

}  // namespace

Result<CellText> CellText::compile(std::string_view text, std::string const& rendering) {
    auto const fault = [&rendering](ErrorCode code, std::string_view value) {
        return Error{code, {"renderings/" + rendering + ".toml", {}, 0, 0}, std::string(value), {}};
    };
    CellText cell;
    while (!text.empty()) {
        auto const brace = std::min(text.find_first_of("{}"), text.size());
        cell.parts_.emplace_back(std::string(text.substr(0, brace)));
        text.remove_prefix(brace);
        if (text.empty()) {
            break;
        }
        auto const end = text.find('}');
        if (text.front() == '}' || end == std::string_view::npos) {
            return fault(ErrorCode::template_structure, text);
        }
        auto const name = text.substr(1, end - 1);
        auto const field = find_field(name);
        if (!field) {
            return fault(ErrorCode::template_name_unknown, name);
        }
        cell.parts_.emplace_back(Place{field->first, field->second});
        text.remove_prefix(end + 1);
    }
    return cell;
}

std::string CellText::written(std::span<xml::Values const> open) const {
    std::string text;
    for (auto const& part : parts_) {
        if (auto const* words = std::get_if<std::string>(&part)) {
            text += *words;
            continue;
        }
        auto const& place = std::get<Place>(part);
        text += place.scope < open.size() ? open[place.scope][place.field] : std::string_view{};
    }
    return text;
}

}  // namespace almoner::payout
