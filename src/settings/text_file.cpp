#include "settings/text_file.hpp"

#include <fstream>
#include <sstream>

namespace almoner::settings {

Result<std::string> load_text(std::filesystem::path const& file) {
    // Opening a folder succeeds and reads as nothing.
    std::error_code ignored;
    auto const is_file = std::filesystem::is_regular_file(file, ignored);
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    if (is_file && stream) {
        text << stream.rdbuf();
    }
    if (!is_file || !stream || text.bad()) {
        return Error{ErrorCode::formats_missing, {file.string(), {}, 0, 0}, file.filename().string(), {}};
    }
    return std::move(text).str();
}

}  // namespace almoner::settings
