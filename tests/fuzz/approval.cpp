#include "crypto/cms.hpp"
#include "fuzz/targets.hpp"
#include "seal/signed_mail.hpp"

namespace almoner::fuzz {

namespace {

/// What the kept approvals are over; the key that made them is gone.
constexpr std::string_view approved_text = "format = 1\ncode = \"SP0001\"\n";

crypto::Certificate approver() {
    auto const loaded = crypto::Certificate::load(std::filesystem::path(ALMONER_SOURCE) / "tests/fuzz/approver.crt");
    check(static_cast<bool>(loaded), "the approver's certificate is there");
    return *loaded;
}

void verify(std::string_view cms, std::string_view content) {
    static auto const pinned = approver();
    auto const signer = crypto::cms_verify(cms, content, {&pinned, 1});
    check(!signer || signer->fingerprint() == pinned.fingerprint(), "only the pinned certificate verifies");
}

}  // namespace

void approval(std::string_view bytes) {
    verify(bytes, approved_text);
    auto const mail = seal::read_signed_mail(bytes, approved_text);
    if (mail) {
        check(!mail->content.empty(), "what is signed is there");
        verify(mail->cms, mail->content);
    }
}

}  // namespace almoner::fuzz
