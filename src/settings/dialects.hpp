#pragma once

#include <string>
#include <utility>
#include <vector>

#include "settings/formats.hpp"

namespace almoner::settings {

/// How some banks write field 86 of an MT940 or MT942, as the file says it.
struct DialectFile {
    enum class Form { plain, numbered, labelled };
    std::string name;
    Form form{};
    std::string inside;  ///< "dialect/fact" whose value is the text; empty for the field
    std::vector<std::pair<std::string, std::string>> facts;
    std::string separators;           ///< numbered: characters that may separate
    std::string keys;                 ///< numbered: subfields there are, "00..39+60..69"
    std::vector<std::string> codes;   ///< numbered: transaction codes it is for; empty for all
    std::string label;                ///< labelled: "/*/", the star is the label
    std::vector<std::string> labels;  ///< labelled: those that no fact names
    bool apart = false;               ///< labelled: a label stands at the beginning or behind white space
};
struct DialectsFile {
    std::vector<std::string> no_reference;  ///< customer references that are none
    std::vector<DialectFile> dialects;
};

/// messages/mt940/dialects.toml. @error formats.missing @error settings.syntax @error settings.key_unknown
/// @error settings.value
Result<DialectsFile> load_dialects(Formats const& formats);

}  // namespace almoner::settings
