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
    /// @error document.invalid the schema itself is faulty @error document.malformed @error file.missing
    /// and those of read_file
    static Result<Schema> load(std::filesystem::path const& path);
    Schema(Schema&&) noexcept;
    Schema& operator=(Schema&&) noexcept;
    ~Schema();

    /// Streams `file` through xmlSchemaSAXPlug; of records that come over and over, those of each shape once where
    /// that proves the rest. @error document.invalid with line and libxml2's words, the
    /// document's own content taken out of them @error document.malformed @error document.attack
    /// @error file.missing @error file.not_regular @error file.io
    [[nodiscard]] Status validate(std::filesystem::path const& file) const;

private:
    struct Handle;
    explicit Schema(std::unique_ptr<Handle> handle);
    [[nodiscard]] Status validate_by_shape(std::filesystem::path const& file) const;
    [[nodiscard]] Status validate_whole(std::filesystem::path const& file) const;
    std::unique_ptr<Handle> handle_;
};

}  // namespace almoner::xml
