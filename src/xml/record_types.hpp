#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "core/result.hpp"
#include "xml/value_type.hpp"

namespace almoner::xml {

/// The element of a message that comes over and over, and the types of the texts in it.
struct RecordTypes {
    std::string name;                        ///< "CdtTrfTxInf"
    std::map<std::string, ValueType> texts;  ///< by the path below the record, "PmtId/EndToEndId"
};

/// Finds the record of a schema: the first element with elements of its own that may come without bound, and in which
/// no other such element is, nor anything of another schema. Nothing where there is none, or where the schema says
/// anything that is not understood here: it may let a record hang on others.
/// @error document.malformed @error file.missing and those of read_file
Result<std::optional<RecordTypes>> record_types(std::filesystem::path const& schema);

}  // namespace almoner::xml
