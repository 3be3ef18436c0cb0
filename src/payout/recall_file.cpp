#include "payout/recall_file.hpp"

#include "crypto/cms.hpp"
#include "payout/folders.hpp"
#include "seal/exact_frame.hpp"
#include "store/durable.hpp"
#include "xml/encoded_sink.hpp"
#include "xml/schema.hpp"

namespace almoner::payout {

namespace {

constexpr auto if_there = store::DurableFile::IfThere::replace;

/// The document with its signature in it.
Result<std::string> with_signature_inside(Desk const& desk, settings::Profile const& profile,
                                          xml::Template const& message, std::string const& document) {
    auto const digest = crypto::sha256(document + message.tail());
    if (!digest) {
        return digest.error();
    }
    seal::Signer const signer{desk.signer.key, desk.signer.certificate, profile.signature_algorithm};
    auto const signature = seal::enveloped_signature(*digest, signer);
    return signature
               ? Result<std::string>(std::string(seal::declaration) + document + *signature + message.tail() + "\n")
               : signature.error();
}

/// The document as it is sent, and its signature as a file of its own.
Result<std::string> with_signature_beside(Desk const& desk, settings::Profile const& profile,
                                          std::string const& document, std::filesystem::path const& path) {
    StringSink text;
    xml::EncodedSink encoded(profile.encoding, text);
    if (auto const written = encoded.write(document); !written) {
        return written.error();
    }
    auto const whole = std::string(xml::declaration_of(profile.encoding)) + text.text + "\n";
    auto cms = crypto::CmsSigner::begin(desk.signer.key, desk.signer.certificate, profile.signature_algorithm);
    if (!cms) {
        return cms.error();
    }
    if (auto const told = cms->write(whole); !told) {
        return told.error();
    }
    auto const signature = cms->finish();
    auto const kept = signature ? store::write_durably(signature_of(path), *signature, if_there) : signature.error();
    return kept ? Result<std::string>(whole) : kept.error();
}

Status reread(Desk const& desk, settings::Profile const& profile, std::filesystem::path const& path) {
    seal::Pin const pin{desk.signer.certificate, profile.signature_algorithm, {}, profile.encoding};
    auto const verified = profile.signature_placement == settings::SignaturePlacement::detached_cms
                              ? seal::verify_detached(path, signature_of(path), pin, seal::Frame::exact, nullptr)
                              : seal::verify_enveloped(path, pin, seal::Frame::exact, nullptr);
    if (!verified) {
        return verified.error();
    }
    auto const schema = xml::Schema::load(desk.formats.message_file(cancel_request_message_name, "schema.xsd"));
    return schema ? schema->validate(path) : schema.error();
}

}  // namespace

Status write_recall_file(Desk const& desk, settings::Profile const& profile, CancelRequest const& request,
                         std::filesystem::path const& path) {
    if (!crypto::fits(desk.signer.certificate, profile.signature_algorithm)) {
        return Error{ErrorCode::crypto_algorithm, {}, std::string(text_of(profile.signature_algorithm)), {}};
    }
    auto const inside = profile.signature_placement == settings::SignaturePlacement::enveloped;
    auto const message = cancel_request_message(
        desk.formats, inside ? xml::Template::Signature::at_end : xml::Template::Signature::beside);
    StringSink document;
    auto const written = message ? write_cancel_request(*message, request, document) : message.error();
    if (!written) {
        return written;
    }
    auto const whole = inside ? with_signature_inside(desk, profile, *message, document.text)
                              : with_signature_beside(desk, profile, document.text, path);
    auto const kept = whole ? store::write_durably(path, *whole, if_there) : whole.error();
    return kept ? reread(desk, profile, path) : kept;
}

}  // namespace almoner::payout
