#include <algorithm>
#include <vector>

#include "fuzz/targets.hpp"
#include "ground.hpp"

using namespace almoner;
using namespace almoner::testing;

TEST_CASE("what fuzzing has found and grown from does no harm") {
    for (auto const& target : fuzz::targets) {
        std::vector<fs::path> files;
        for (auto const& entry : fs::directory_iterator(source() / "tests/fuzz/corpus" / target.name)) {
            files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        CHECK(files.size() >= 3);
        for (auto const& file : files) {
            INFO(file);
            target.feed(read(file));
            CHECK(fs::file_size(file) < 20'000);
        }
    }
}
