#include "seal/signed_mail.hpp"

#include "crypto/cms.hpp"
#include "crypto/workshop.hpp"

using namespace almoner;
using namespace almoner::testing;

namespace {

/// A cover with letters beyond ASCII, as mails have to carry them.
std::string const cover = "format = 1\ncode = \"SP0001\"\nunit = \"县总工会\"\n";

workshop::Pair const& wang() {
    static auto const pair = workshop::make_dated_pair("mail-wang");
    return pair;
}

/// The mail openssl makes of an entity, or of the cover itself.
std::string mail_of(std::string const& entity, std::string const& options = "") {
    workshop::write("mail-entity", entity);
    must_run("openssl smime -sign -in mail-entity -signer " + wang().name + ".crt -inkey " + wang().name +
             ".key -out mail.eml " + options);
    return read(workshop::folder() / "mail.eml");
}

/// Whether the mail carries the cover and openssl's signature holds over what was read as signed.
bool approves(std::string const& mail) {
    auto const read = seal::read_signed_mail(mail, cover);
    if (!read) {
        CHECK(read.error().code == ErrorCode::approval_mail);
        return false;
    }
    return static_cast<bool>(crypto::cms_verify(read->cms, read->content, {&wang().certificate, 1}));
}

std::string base64_of(std::string const& text) { return crypto::base64(text) + "\n"; }

}  // namespace

TEST_CASE("a mail that openssl signed over the cover is read as it was signed") {
    CHECK(approves(mail_of(cover)));
    CHECK(approves(mail_of(cover, "-text")));
    CHECK(approves(mail_of(cover, "-from wang@example.org -to pay@example.org -subject SP0001")));
}

TEST_CASE("line ends of the mail do not matter, those of the cover come back") {
    auto mail = mail_of(cover, "-text");
    std::string with_returns;
    for (auto const letter : mail) {
        if (letter == '\n' && !with_returns.ends_with('\r')) {
            with_returns += '\r';
        }
        with_returns += letter;
    }
    CHECK(approves(with_returns));
}

TEST_CASE("the cover may be encoded as mail programs do it") {
    CHECK(
        approves(mail_of("Content-Type: application/toml\nContent-Transfer-Encoding: base64\n\n" + base64_of(cover))));
    CHECK(approves(
        mail_of("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
                "format =3D 1\ncode =3D =22SP0001=22\nunit =3D \"=E5=8E=BF=E6=80=BB=E5=B7=\n=A5=E4=BC=9A\"\n")));
    auto const attached =
        "Content-Type: multipart/mixed; boundary=\"in ner\"\n\n--in ner\nContent-Type: text/plain\n\n"
        "Approved.\n--in ner\nContent-Type: application/octet-stream\n"
        "Content-Disposition: attachment; filename=list.cover.toml\nContent-Transfer-Encoding: base64\n\n" +
        base64_of(cover) + "--in ner--\n";
    CHECK(approves(mail_of(attached)));
}

TEST_CASE("a mail about another cover, or about two, is refused") {
    CHECK_FALSE(approves(mail_of(replaced(cover, "SP0001", "SP0002"))));
    CHECK_FALSE(approves(mail_of(cover + "more = 1\n", "-text")));
    auto const part = "--b\nContent-Transfer-Encoding: base64\n\n" + base64_of(cover);
    auto const mixed = [](std::string const& parts) {
        return "Content-Type: multipart/mixed; boundary=b\n\n" + parts + "--b--\n";
    };
    CHECK(approves(mail_of(mixed(part))));
    CHECK_FALSE(approves(mail_of(mixed(part + part))));
    CHECK_FALSE(approves(mail_of(mixed("--b\n\nApproved.\n"))));
}

TEST_CASE("each byte of the signed part that changes makes the mail worthless") {
    auto const mail = mail_of(cover, "-text");
    auto const from = mail.find("Content-Type: text/plain");
    auto const to = mail.find("\n------", from);
    REQUIRE(to != std::string::npos);
    for (auto at = from; at < to; ++at) {
        auto changed = mail;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        INFO(at);
        CHECK_FALSE(approves(changed));
    }
}

TEST_CASE("what is no signed mail of two parts is refused, wherever it ends") {
    auto const mail = mail_of(cover, "-text");
    auto const last = mail.rfind("--\n");
    for (std::size_t size = 0; size < last; size += 7) {
        CHECK_FALSE(approves(mail.substr(0, size)));
    }
    CHECK_FALSE(approves(replaced(mail, "multipart/signed", "multipart/mixed")));
    CHECK_FALSE(approves(replaced(mail, "application/x-pkcs7-signature; name", "application/octet-stream; name")));
    CHECK_FALSE(approves(cover));
    CHECK_FALSE(approves(mail_of(cover, "-nodetach")));
}
