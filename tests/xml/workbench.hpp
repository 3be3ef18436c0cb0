#pragma once

#include <string>
#include <string_view>

#include "ground.hpp"
#include "xml/reader.hpp"

/// What the tests of this room share: files, xmllint to compare with, and a handler that writes down.
namespace workbench {

using namespace almoner::testing;

inline fs::path const& folder() { return shared_folder().path(); }

inline fs::path write(std::string const& name, std::string_view bytes) { return shared_folder().write(name, bytes); }

/// Writes down what it is told, one letter per kind of event.
class Notes final : public almoner::xml::Handler {
public:
    almoner::Status start(almoner::xml::Element const& element) override {
        told += "(" + name_of(element.prefix, element.name);
        for (auto const& declared : element.declared) {
            told += " xmlns:" + std::string(declared.prefix) + "=" + std::string(declared.uri);
        }
        for (auto const& attribute : element.attributes) {
            told += " " + name_of(attribute.prefix, attribute.name) + "=" + std::string(attribute.value);
        }
        told += ")";
        line = element.line;
        return {};
    }
    almoner::Status end(almoner::xml::Element const& element) override {
        told += "(/" + name_of(element.prefix, element.name) + ")";
        return {};
    }
    almoner::Status text(std::string_view piece) override {
        told += piece;
        return {};
    }

    std::string told;
    std::uint64_t line = 0;  ///< of the last start tag

private:
    static std::string name_of(std::string_view prefix, std::string_view name) {
        return (prefix.empty() ? "" : std::string(prefix) + ":") + std::string(name);
    }
};

}  // namespace workbench
