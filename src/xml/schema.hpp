#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace almoner::xml {

/// A compiled XML Schema; documents are checked while they stream, never as a tree.
class Schema {
public:
    /// @error file.missing @error document.invalid the schema itself is faulty
    static Result<Schema> load(std::filesystem::path const& path);
    Schema(Schema&&) noexcept;
    Schema& operator=(Schema&&) noexcept;
    ~Schema();

    /// Streams `file` through xmlSchemaSAXPlug. @error document.invalid with line and libxml2's words
    [[nodiscard]] Status validate(std::filesystem::path const& file) const;

private:
    struct Handle;
    explicit Schema(std::unique_ptr<Handle> handle);
    std::unique_ptr<Handle> handle_;
};

}  // namespace almoner::xml
