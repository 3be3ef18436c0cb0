#include "bytes/zip.hpp"

#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

/// An archive of the files in `parts`, made by another program.
fs::path archive(Folder const& folder, std::vector<std::pair<std::string, std::string>> const& parts) {
    for (auto const& [name, text] : parts) {
        folder.write("parts/" + name, text);
    }
    must_run("cd '" + (folder.path() / "parts").string() + "' && python3 -m zipfile -c ../a.zip *");
    return folder.path() / "a.zip";
}

Result<std::string> unpacked(fs::path const& path, std::string const& name) {
    auto const zip = bytes::Zip::open(path);
    if (!zip) {
        return zip.error();
    }
    auto part = zip->part(name);
    if (!part) {
        return part.error();
    }
    std::string text;
    std::string buffer(100'000, '\0');
    for (;;) {
        auto const count = part->read(buffer);
        if (!count) {
            return count.error();
        }
        text.append(buffer, 0, *count);
        if (*count < buffer.size()) {
            return text;
        }
    }
}

}  // namespace

TEST_CASE("a part is unpacked as it was") {
    Folder const folder;
    std::string large;
    for (auto number = 0; number < 200'000; ++number) {
        large += std::to_string(number * 7919 % 100'003);
    }
    auto const path = archive(folder, {{"a.txt", "abc"}, {"b/c.txt", large}});
    CHECK(*unpacked(path, "a.txt") == "abc");
    CHECK(*unpacked(path, "b/c.txt") == large);
    CHECK(unpacked(path, "none").error().code == ErrorCode::sheet_workbook);
}

TEST_CASE("a bomb is stopped long before it has unfolded") {
    Folder const folder;
    auto const bomb = (folder.path() / "bomb.zip").string();
    must_run("python3 -c \"import zipfile; z = zipfile.ZipFile('" + bomb +
             "', 'w', zipfile.ZIP_DEFLATED); z.writestr('a', bytes(200_000_000))\"");
    auto const outcome = unpacked(bomb, "a");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == ErrorCode::sheet_workbook);
}

TEST_CASE("what is no archive, or a broken one, is refused") {
    Folder const folder;
    CHECK(bytes::Zip::open(folder.write("no.zip", "PK\x03\x04 but no more")).error().code == ErrorCode::sheet_workbook);
    CHECK(bytes::Zip::open(folder.path() / "none").error().code == ErrorCode::file_missing);
    fs::create_symlink(folder.path() / "no.zip", folder.path() / "link.zip");
    CHECK(bytes::Zip::open(folder.path() / "link.zip").error().code == ErrorCode::file_not_regular);
    // One byte of the packed data changed: the checksum tells.
    auto const path = archive(folder, {{"a.txt", std::string(1000, 'x') + "abc"}});
    auto broken = read(path);
    broken[45] = static_cast<char>(broken[45] ^ 0x55);
    std::ofstream(path, std::ios::binary) << broken;
    CHECK_FALSE(unpacked(path, "a.txt"));
}
