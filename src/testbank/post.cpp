#include "testbank/post.hpp"

#include <fstream>

namespace almoner::testbank {

Status put_file(std::filesystem::path const& path, std::string_view bytes) {
    auto const draft = path.parent_path() / ("." + path.filename().string() + ".draft");
    std::ofstream stream(draft, std::ios::binary | std::ios::trunc);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    std::error_code fault;
    if (stream) {
        std::filesystem::rename(draft, path, fault);
    }
    return stream && !fault ? Status{} : Error{ErrorCode::file_io, {path.string(), {}, 0, 0}, fault.message(), {}};
}

}  // namespace almoner::testbank
