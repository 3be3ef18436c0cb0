#include "payout/sign.hpp"

#include "payout/folders.hpp"
#include "payout/planned.hpp"

using namespace office;

TEST_CASE("a signed file is durable, private and what xmlsec1 verifies") {
    Planned planned;
    auto const file = planned.signed_file();
    CHECK((fs::status(file.path).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    CHECK(file.verified.algorithm == "rsa-sha256");
    CHECK(file.verified.byte_count == fs::file_size(file.path));
    CHECK(file.verified.file_digest == *payout::file_digest(file.path));
    if (have("xmlsec1")) {
        auto const certificate = workshop::rsa().certificate_file.string();
        auto const outcome = run("xmlsec1 --verify --pubkey-cert-pem " + certificate +
                                 " --enabled-key-data key-name --enabled-reference-uris empty " + file.path.string());
        INFO(outcome.output);
        CHECK(outcome.status == 0);
    }
}

TEST_CASE("signing again gives the same bytes") {
    Planned planned;
    auto const once = read(planned.signed_file().path);
    CHECK(read(planned.signed_file().path) == once);
}

TEST_CASE("a file is signed by the algorithm its profile names, and verified by no other") {
    Planned planned;
    planned.office.change_profile("rsa-sha256", "rsa-pss-sha256");
    auto const file = planned.signed_file();
    CHECK(file.verified.algorithm == "rsa-pss-sha256");
    auto const& certificate = workshop::rsa().certificate;
    CHECK(seal::verify_enveloped(file.path, {certificate, SignatureAlgorithm::rsa_pss_sha256}, seal::Frame::exact,
                                 nullptr));
    auto const by_default = seal::verify_enveloped(file.path, {certificate}, seal::Frame::exact, nullptr);
    REQUIRE_FALSE(by_default);
    CHECK(by_default.error().code == ErrorCode::signature_algorithm);
}

TEST_CASE("an algorithm that our key cannot do is refused before anything is written") {
    Planned planned;
    planned.office.change_profile("rsa-sha256", "ecdsa-sha256");
    auto const writing = payout::writing_for(planned.desk, planned.list);
    REQUIRE_FALSE(writing);
    CHECK(writing.error().code == ErrorCode::crypto_algorithm);
    CHECK(writing.error().value == "ecdsa-sha256");
}

TEST_CASE("a detached signature lies beside its file in the archive and openssl verifies it") {
    Planned planned;
    planned.sign_beside();
    auto const file = planned.signed_file();
    auto const signature = payout::signature_of(file.path);
    CHECK(signature.filename() == "AA0001F10001.xml.p7s");
    CHECK(file.companions.empty());
    CHECK((fs::status(signature).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    CHECK(read(file.path).find("SplmtryData") == std::string::npos);
    CHECK(file.verified.file_digest == *payout::file_digest(file.path));
    must_run("openssl cms -verify -binary -inform DER -in " + signature.string() + " -CAfile " +
             workshop::rsa().certificate_file.string() + " -out /dev/null -content " + file.path.string());
}

TEST_CASE("a message without a place for the profile's signature is refused") {
    Planned planned;
    auto const message = planned.office.formats().message_file("pain.001.001.09", "message.xml");
    auto const text = read(message);
    std::ofstream(message, std::ios::binary) << replaced(text, "<t:signature/>", "");
    CHECK(payout::writing_for(planned.desk, planned.list).error().code == ErrorCode::template_structure);
    std::ofstream(message, std::ios::binary) << replaced(text, " t:holds=\"signature\"", "");
    CHECK(payout::writing_for(planned.desk, planned.list));
    planned.sign_beside();
    CHECK(payout::writing_for(planned.desk, planned.list).error().code == ErrorCode::template_structure);
}
