#include "audit/merkle.hpp"

#include <array>
#include <string>

#include "catch.hpp"

using namespace almoner;
using audit::Hash;

namespace {

/// The leaves and roots that the reference implementation of certificate transparency tests itself with.
std::array<std::string, 8> const records = {std::string(),
                                            std::string(1, '\0'),
                                            "\x10",
                                            "\x20\x21",
                                            "\x30\x31",
                                            "\x40\x41\x42\x43",
                                            "\x50\x51\x52\x53\x54\x55\x56\x57",
                                            "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
constexpr std::array<std::string_view, 9> roots = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                                   "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                                   "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                                   "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                                   "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                                   "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                                   "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                                   "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                                   "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<Hash> leaves(std::size_t count) {
    std::vector<Hash> all;
    for (std::size_t index = 0; index < count; ++index) {
        auto const leaf = audit::leaf_hash(index < records.size() ? records[index] : std::to_string(index));
        REQUIRE(leaf);
        all.push_back(*leaf);
    }
    return all;
}

Hash root_of(std::vector<Hash> const& all) {
    audit::Tree tree;
    for (auto const& leaf : all) {
        REQUIRE(tree.add(leaf));
    }
    CHECK(tree.size() == all.size());
    auto const root = tree.root();
    REQUIRE(root);
    return *root;
}

}  // namespace

TEST_CASE("roots are those of certificate transparency's own tests") {
    for (std::size_t count = 0; count <= records.size(); ++count) {
        CHECK(crypto::hex(root_of(leaves(count))) == roots[count]);
    }
}

TEST_CASE("every leaf of every tree leads to its root, and to no other") {
    for (std::size_t count = 1; count <= 33; ++count) {
        auto const all = leaves(count);
        auto const root = root_of(all);
        for (std::uint64_t index = 0; index < count; ++index) {
            auto const path = audit::inclusion_path(all, index);
            REQUIRE(path);
            auto const found = audit::root_by_path(all[index], index, count, *path);
            REQUIRE(found);
            CHECK(*found == root);
            auto const other = audit::root_by_path(all[(index + 1) % count], index, count, *path);
            CHECK((count == 1 || *other != root));
        }
    }
}

TEST_CASE("a path of another length than the place asks for is no proof") {
    auto const all = leaves(6);
    auto path = *audit::inclusion_path(all, 2);
    CHECK(audit::root_by_path(all[2], 6, 6, path).error().code == ErrorCode::audit_proof);
    path.pop_back();
    CHECK(audit::root_by_path(all[2], 2, 6, path).error().code == ErrorCode::audit_proof);
    path.resize(4);
    CHECK(audit::root_by_path(all[2], 2, 6, path).error().code == ErrorCode::audit_proof);
    CHECK(audit::root_by_path(all[0], 0, 0, {}).error().code == ErrorCode::audit_proof);
}
