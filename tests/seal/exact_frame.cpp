#include "seal/exact_frame.hpp"

#include "catch.hpp"

using namespace almoner;

namespace {

std::string digest_of(std::string_view bytes) {
    auto const digest = crypto::sha256(bytes);
    REQUIRE(digest);
    return crypto::hex(*digest);
}

}  // namespace

TEST_CASE("the frame is the declaration, the document with its signature and one line feed") {
    seal::ExactFrame frame;
    REQUIRE(frame.write("<a><b>"));
    REQUIRE(frame.write("</b></a>"));
    auto const digest = frame.finish("<s></s>", "</b></a>");
    REQUIRE(digest);
    CHECK(crypto::hex(*digest) == digest_of("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a><b><s></s></b></a>\n"));
}

TEST_CASE("the signature finds its place however large the document and its pieces are") {
    for (auto const size : {1U, 1000U, 65'535U, 65'536U, 65'537U, 300'000U}) {
        seal::ExactFrame frame;
        auto const text = std::string(size, 'x');
        REQUIRE(frame.write("<a>"));
        REQUIRE(frame.write(text));
        REQUIRE(frame.write(text));
        REQUIRE(frame.write("</a>"));
        auto const digest = frame.finish("<s></s>", "</a>");
        REQUIRE(digest);
        CHECK(crypto::hex(*digest) ==
              digest_of("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>" + text + text + "<s></s></a>\n"));
    }
}

TEST_CASE("a document that goes on after what follows its signature has no frame") {
    seal::ExactFrame frame;
    REQUIRE(frame.write("<a><b></b><c></c></a>"));
    auto const digest = frame.finish("<s></s>", "</b></a>");
    REQUIRE_FALSE(digest);
    CHECK(digest.error().code == ErrorCode::signature_frame);
}
