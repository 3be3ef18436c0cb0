#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.hpp"
#include "xml/template.hpp"

namespace almoner::payout {

/// A cell of a rendering: constant words and fields of payout::vocabulary(), looked up once.
class CellText {
public:
    /// `rendering` is named in the error. @error template.name_unknown @error template.structure braces do not pair
    static Result<CellText> compile(std::string_view text, std::string const& rendering);

    /// `open`: the values of the open scopes, outermost first; a field of a scope that is not open is empty.
    [[nodiscard]] std::string written(std::span<xml::Values const> open) const;

private:
    struct Place {
        std::size_t scope = 0;
        std::size_t field = 0;
    };
    std::vector<std::variant<std::string, Place>> parts_;
};

}  // namespace almoner::payout
