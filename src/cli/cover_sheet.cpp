#include "cli/cover_sheet.hpp"

#include "cli/print.hpp"
#include "crypto/cms.hpp"
#include "payout/intake.hpp"
#include "settings/refusal.hpp"
#include "settings/register.hpp"

namespace almoner::cli {

namespace {

constexpr std::uint64_t cover_limit = 1U << 20;

}  // namespace

Result<Pen> pen_of(Office const& office, Options const& options) {
    auto const persons = settings::load_register(office.workspace.home / "keys" / "register.toml");
    if (!persons) {
        return persons.error();
    }
    auto const person = persons->find(options.as);
    if (person == persons->end()) {
        return Error{ErrorCode::approval_unknown_person, {}, options.as, {}};
    }
    auto certificate = crypto::Certificate::load(person->second.certificate);
    auto const secret = secret_of(office.secrets, options.as);
    if (!certificate || !secret) {
        return certificate ? secret.error() : certificate.error();
    }
    auto key = crypto::PrivateKey::load(options.key, *secret);
    if (!key) {
        return key.error();
    }
    if (!key->belongs_to(*certificate)) {
        return Error{ErrorCode::key_mismatch, {options.key.string(), {}, 0, 0}, options.as, {}};
    }
    return Pen{*std::move(key), *std::move(certificate)};
}

Result<settings::Cover> read_cover(std::filesystem::path const& path) {
    auto const text = store::read_whole(path, cover_limit);
    return text ? settings::parse_cover(*text, path.filename().string()) : Result<settings::Cover>(text.error());
}

Status show_cover(Office const& office, std::filesystem::path const& path) {
    auto const cover = read_cover(path);
    if (!cover) {
        return cover.error();
    }
    print(office.texts.get(
        "cli.signing",
        std::vector<std::string>{std::string(cover->code.text()), cover->programme, cover->fund,
                                 std::to_string(cover->count), to_grouped_text(cover->total),
                                 to_grouped_text(cover->cash_total), to_grouped_text(cover->in_kind_total)}));
    return {};
}

Status refuse_cover(Options const& options, Pen const& pen, std::filesystem::path const& path) {
    auto const cover = read_cover(path);
    auto const sha256 = cover ? payout::file_digest(path) : Result<std::string>(cover.error());
    if (!sha256) {
        return sha256.error();
    }
    auto const text =
        settings::to_text(settings::Refusal{std::string(cover->code.text()), *sha256, options.as, options.reason});
    auto const cms = crypto::cms_sign(pen.key, pen.certificate, text);
    if (!cms) {
        return cms.error();
    }
    auto const file = seal::refusal_path(path, options.as);
    auto const written = store::write_durably(file, text, store::DurableFile::IfThere::replace);
    auto const signature = std::filesystem::path(file).replace_extension(".p7s");
    return written ? store::write_durably(signature, *cms, store::DurableFile::IfThere::replace) : written;
}

Status sign_cover(Options const& options, Pen const& pen, std::filesystem::path const& path) {
    auto const text = store::read_whole(path, cover_limit);
    if (!text) {
        return text.error();
    }
    auto const cms = crypto::cms_sign(pen.key, pen.certificate, *text);
    if (!cms) {
        return cms.error();
    }
    return store::write_durably(seal::signature_path(path, options.as), *cms, store::DurableFile::IfThere::replace);
}

}  // namespace almoner::cli
