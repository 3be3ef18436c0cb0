#pragma once

#include <map>
#include <string>
#include <vector>

#include "settings/formats.hpp"

namespace almoner::settings {

/// The children an element has, in their order, every version of a message taken together.
struct ElementForm {
    struct Child {
        std::string name;
        bool needed = true;
        bool repeats = false;
    };
    std::vector<Child> children;
};
using MessageForm = std::map<std::string, ElementForm, std::less<>>;

/// messages/MESSAGE/form.toml: "NtryRef? Amt NtryDtls*" by the element's name. Empty where the message has no such
/// file.
/// @error settings.syntax @error settings.key_unknown @error settings.value
Result<MessageForm> load_message_form(Formats const& formats, std::string_view message);

}  // namespace almoner::settings
