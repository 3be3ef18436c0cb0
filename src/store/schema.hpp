#pragma once

#include <span>
#include <string_view>

namespace almoner::store {

/// One numbered file of src/store/schema.
struct SchemaFile {
    int number;
    std::string_view sql;
};

/// All of them in order; compiled in, so that a program needs no other file to make its store.
std::span<SchemaFile const> schema_files();

}  // namespace almoner::store
