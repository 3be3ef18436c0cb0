#include "settings/text_file.hpp"

#include <fstream>
#include <sstream>

namespace almoner::settings {

Result<std::string> load_text(std::filesystem::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) {
        return Error{ErrorCode::formats_missing, {file.string(), {}, 0, 0}, {}, {}};
    }
    return std::move(text).str();
}

}  // namespace almoner::settings
