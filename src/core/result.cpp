#include "core/result.hpp"

#include <tuple>

namespace almoner {

std::string to_text(Position const& position) {
    auto text = position.file;
    if (!position.sheet.empty()) {
        text.append(1, '!').append(position.sheet);
    }
    if (position.row != 0) {
        text.append(1, ':').append(std::to_string(position.row));
    }
    if (position.column != 0) {
        text.append(1, ':').append(std::to_string(position.column));
    }
    return text;
}

bool is_before(Finding const& left, Finding const& right) {
    auto const place = [](Finding const& finding) {
        auto const& position = finding.position;
        return std::tie(position.sheet, position.row, position.column);
    };
    return left.severity != right.severity ? left.severity > right.severity : place(left) < place(right);
}

Finding finding_of(Error error, Position position) {
    auto const severity = severity_of(error.code);
    return {error.code, severity, std::move(position), std::move(error.value), std::move(error.arguments)};
}

}  // namespace almoner
