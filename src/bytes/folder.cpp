#include "bytes/folder.hpp"

#include <algorithm>

namespace almoner::bytes {

namespace {

namespace fs = std::filesystem;

Error fault_of(fs::path const& path, std::error_code fault) {
    auto const code = fault == std::errc::no_such_file_or_directory ? ErrorCode::file_missing
                      : fault == std::errc::not_a_directory         ? ErrorCode::file_not_regular
                                                                    : ErrorCode::file_io;
    return {code, {path.string(), {}, 0, 0}, fault.message(), {}};
}

}  // namespace

Result<fs::file_type> type_of(fs::path const& path) {
    std::error_code fault;
    auto const type = fs::status(path, fault).type();
    if (type == fs::file_type::not_found || (!fault && type != fs::file_type::none)) {
        return type;
    }
    return fault_of(path, fault);
}

Result<std::vector<fs::path>> names_in(fs::path const& folder, std::string_view suffix) {
    std::vector<fs::path> names;
    std::error_code fault;
    // Not by range: that would throw at a fault behind the first name.
    auto entry = fs::directory_iterator(folder, fault);
    for (; !fault && entry != fs::directory_iterator(); entry.increment(fault)) {
        if (entry->path().filename().string().ends_with(suffix)) {
            names.push_back(entry->path());
        }
    }
    if (fault) {
        return fault_of(folder, fault);
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace almoner::bytes
