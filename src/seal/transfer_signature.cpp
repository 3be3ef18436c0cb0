#include "seal/transfer_signature.hpp"

#include <fstream>

#include "seal/exact_frame.hpp"
#include "seal/signature_text.hpp"
#include "seal/signed_document.hpp"

namespace almoner::seal {

namespace {

constexpr std::size_t chunk_bytes = 256U << 10;

Error at(std::filesystem::path const& file, Error error) {
    if (error.position.file.empty()) {
        error.position.file = file.string();
    }
    return error;
}

/// Hands every byte of the file to `raw` and what they say to `handler`; tells how many there were.
Result<std::uint64_t> read_once(std::filesystem::path const& file, ByteSink& raw, xml::Handler& handler) {
    std::ifstream input(file, std::ios::binary);
    if (!input) {
        return Error{ErrorCode::file_missing, {}, {}, {}};
    }
    xml::Reader reader(handler, file.string());
    std::string buffer(chunk_bytes, '\0');
    std::uint64_t byte_count = 0;
    while (input) {
        input.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        auto const chunk = std::string_view(buffer).substr(0, static_cast<std::size_t>(input.gcount()));
        if (chunk.empty()) {
            break;
        }
        byte_count += chunk.size();
        if (auto const hashed = raw.write(chunk); !hashed) {
            return hashed.error();
        }
        if (auto const fed = reader.feed(chunk); !fed) {
            return fed.error();
        }
    }
    if (input.bad()) {
        return Error{ErrorCode::file_io, {}, {}, {}};
    }
    if (auto const finished = reader.finish(); !finished) {
        return finished.error();
    }
    return byte_count;
}

/// The certificate inside is compared only: whoever signed could have put any there.
Status holds(SignatureParts const& parts, crypto::Certificate const& pinned, crypto::SignatureAlgorithm algorithm,
             crypto::Sha256Digest const& canonical) {
    if (!parts.certificate.empty() && parts.certificate != pinned.der()) {
        return Error{ErrorCode::signature_key, {}, pinned.subject(), {}};
    }
    if (auto const verified = crypto::verify(pinned, algorithm, parts.signed_info, parts.value); !verified) {
        return verified;
    }
    if (parts.digest != canonical) {
        return Error{ErrorCode::signature_digest, {}, crypto::hex(canonical), {}};
    }
    return {};
}

/// One file on its way through parser and digests.
class Examination {
public:
    Examination(crypto::Certificate const& pinned, crypto::SignatureAlgorithm algorithm, Frame frame,
                xml::Handler* extractor)
        : pinned_(pinned), algorithm_(algorithm), frame_(frame),
          document_(frame == Frame::exact ? static_cast<ByteSink&>(both_) : canonical_, extractor, uri_of(algorithm)) {}

    Result<Verified> of(std::filesystem::path const& file) {
        auto const byte_count = read_once(file, raw_, document_);
        if (!byte_count) {
            return byte_count.error();
        }
        auto const raw = raw_.finish();
        auto const canonical = canonical_.finish();
        auto const parts = document_.signature();
        if (!raw || !canonical || !parts) {
            return !raw ? raw.error() : !canonical ? canonical.error() : parts.error();
        }
        if (auto const held = holds(*parts, pinned_, algorithm_, *canonical); !held) {
            return held.error();
        }
        if (auto const framed = frame_ == Frame::exact ? is_exact(*parts, *raw) : Status{}; !framed) {
            return framed.error();
        }
        return Verified{pinned_.subject(), std::string(name_of(algorithm_)), crypto::hex(*canonical), crypto::hex(*raw),
                        *byte_count};
    }

private:
    Status is_exact(SignatureParts const& parts, crypto::Sha256Digest const& raw) {
        auto const signature = signature_element(algorithm_, parts.digest, parts.value, pinned_);
        auto const again = exact_.finish(signature, document_.tail());
        if (!again) {
            return again.error();
        }
        return *again == raw ? Status{} : Error{ErrorCode::signature_frame, {}, {}, {}};
    }

    crypto::Certificate const& pinned_;
    crypto::SignatureAlgorithm algorithm_;
    Frame frame_;
    crypto::Sha256Sink raw_;
    crypto::Sha256Sink canonical_;
    ExactFrame exact_;
    TeeSink both_{canonical_, exact_};
    SignedDocument document_;
};

}  // namespace

Result<std::string> enveloped_signature(crypto::Sha256Digest const& digest, Signer const& signer) {
    if (!signer.key.belongs_to(signer.certificate) || !signer.certificate.may_sign()) {
        return Error{ErrorCode::crypto_certificate, {}, signer.certificate.subject(), {}};
    }
    auto const message = signed_info(signer.algorithm, digest, NamespaceWritten::on_element);
    auto const value = crypto::sign(signer.key, signer.algorithm, message);
    if (!value) {
        return value.error();
    }
    return signature_element(signer.algorithm, digest, *value, signer.certificate);
}

Result<Verified> verify_enveloped(std::filesystem::path const& file, crypto::Certificate const& pinned, Frame frame,
                                  xml::Handler* extractor) {
    auto const algorithm = crypto::algorithm_for(pinned);
    if (!algorithm || !pinned.may_sign()) {
        return at(file, {ErrorCode::signature_key, {}, pinned.subject(), {}});
    }
    auto verified = Examination(pinned, *algorithm, frame, extractor).of(file);
    return verified ? std::move(verified) : at(file, verified.error());
}

}  // namespace almoner::seal
