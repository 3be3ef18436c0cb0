#include "seal/transfer_signature.hpp"

#include <fstream>

#include "crypto/cms.hpp"
#include "seal/exact_frame.hpp"
#include "seal/signature_text.hpp"
#include "seal/signed_document.hpp"

namespace almoner::seal {

namespace {

constexpr std::size_t chunk_bytes = 256U << 10;
constexpr std::size_t most_signature_bytes = 64U << 10;

Error at(std::filesystem::path const& file, Error error) {
    if (error.position.file.empty()) {
        error.position.file = file.string();
    }
    return error;
}

/// Hands every byte of the file to `raw` and what they say to `handler`; tells how many there were.
Result<std::uint64_t> read_once(std::filesystem::path const& file, FileEncoding encoding, ByteSink& raw,
                                xml::Handler& handler) {
    std::ifstream input(file, std::ios::binary);
    if (!input) {
        return Error{ErrorCode::file_missing, {}, {}, {}};
    }
    xml::Limits limits;
    // Whoever agreed on another encoding finds what does not belong into a file of ours by writing it again.
    limits.accept = encoding == FileEncoding::utf8 ? xml::Accept::signed_profile : xml::Accept::any_well_formed;
    xml::Reader reader(handler, file.string(), limits);
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

bool is_valid_on(Day day, crypto::Certificate const& certificate) {
    return date::floor<date::days>(certificate.not_before()) <= day &&
           day <= date::floor<date::days>(certificate.not_after());
}

/// The pin's algorithm, where its key may sign with it.
Result<crypto::SignatureAlgorithm> algorithm_of(Pin const& pin) {
    auto const algorithm = pin.algorithm ? pin.algorithm : crypto::algorithm_for(pin.certificate);
    if (!algorithm || !crypto::fits(pin.certificate, *algorithm) || !pin.certificate.may_sign()) {
        return Error{ErrorCode::signature_key, {}, pin.certificate.subject(), {}};
    }
    if (pin.day && !is_valid_on(*pin.day, pin.certificate)) {
        return Error{ErrorCode::signature_expired, {}, to_text(*pin.day), {}};
    }
    return *algorithm;
}

/// One file on its way through parser and digests.
class Examination {
public:
    Examination(Pin const& pin, crypto::SignatureAlgorithm algorithm, Frame frame, xml::Handler* extractor)
        : pinned_(pin.certificate), algorithm_(algorithm), encoding_(pin.encoding), frame_(frame),
          document_(frame == Frame::exact ? static_cast<ByteSink&>(both_) : canonical_, extractor, uri_of(algorithm),
                    [this](SignatureParts const& parts) { return write_again(parts); }) {}

    Result<Verified> enveloped(std::filesystem::path const& file) {
        if (auto const done = read(file, raw_); !done) {
            return done.error();
        }
        auto const parts = document_.signature();
        if (!parts) {
            return parts.error();
        }
        if (auto const held = holds(*parts, pinned_, algorithm_, canonical_digest_); !held) {
            return held.error();
        }
        return verified();
    }

    Result<Verified> detached(std::filesystem::path const& file, std::string_view cms) {
        auto verifier = crypto::CmsVerifier::begin(cms, pinned_, algorithm_);
        if (!verifier) {
            return verifier.error();
        }
        TeeSink bytes(raw_, *verifier);
        if (auto const done = read(file, bytes); !done) {
            return done.error();
        }
        if (auto const held = verifier->finish(); !held) {
            return held.error();
        }
        // Two signatures could speak of two documents.
        if (document_.signature() || document_.signature().error().code != ErrorCode::signature_missing) {
            return Error{ErrorCode::signature_structure, {}, "Signature", {}};
        }
        return verified();
    }

private:
    Status read(std::filesystem::path const& file, ByteSink& bytes) {
        TeeSink compared(bytes, exact_.file());
        auto& told = frame_ == Frame::exact ? static_cast<ByteSink&>(compared) : bytes;
        auto const byte_count = read_once(file, encoding_, told, document_);
        if (!byte_count) {
            return byte_count.error();
        }
        auto const raw = raw_.finish();
        auto const canonical = canonical_.finish();
        if (!raw || !canonical) {
            return raw ? canonical.error() : raw.error();
        }
        byte_count_ = *byte_count;
        raw_digest_ = *raw;
        canonical_digest_ = *canonical;
        return {};
    }

    /// The signature as it stands in a file of ours.
    Status write_again(SignatureParts const& parts) {
        return exact_.write(signature_element(algorithm_, parts.digest, parts.value, pinned_));
    }

    Result<Verified> verified() {
        if (frame_ == Frame::exact && !exact_.finish()) {
            return Error{ErrorCode::signature_frame, {}, {}, {}};
        }
        return Verified{pinned_.subject(), std::string(text_of(algorithm_)), crypto::hex(canonical_digest_),
                        crypto::hex(raw_digest_), byte_count_};
    }

    crypto::Certificate const& pinned_;
    crypto::SignatureAlgorithm algorithm_;
    FileEncoding encoding_;
    Frame frame_;
    crypto::Sha256Sink raw_;
    crypto::Sha256Sink canonical_;
    ExactFrame exact_{encoding_};
    TeeSink both_{canonical_, exact_};
    SignedDocument document_;
    std::uint64_t byte_count_ = 0;
    crypto::Sha256Digest raw_digest_{};
    crypto::Sha256Digest canonical_digest_{};
};

/// A detached signature is small: a certificate and some attributes.
Result<std::string> read_signature(std::filesystem::path const& file) {
    std::ifstream input(file, std::ios::binary);
    if (!input) {
        return at(file, {ErrorCode::file_missing, {}, {}, {}});
    }
    std::string text(most_signature_bytes + 1, '\0');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(input.gcount()));
    if (input.bad()) {
        return at(file, {ErrorCode::file_io, {}, {}, {}});
    }
    if (text.size() > most_signature_bytes) {
        return at(file, {ErrorCode::signature_structure, {}, "length", {}});
    }
    return text;
}

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

Result<Verified> verify_enveloped(std::filesystem::path const& file, Pin const& pin, Frame frame,
                                  xml::Handler* extractor) {
    auto const algorithm = algorithm_of(pin);
    if (!algorithm) {
        return at(file, algorithm.error());
    }
    auto verified = Examination(pin, *algorithm, frame, extractor).enveloped(file);
    return verified ? std::move(verified) : at(file, verified.error());
}

Result<Verified> verify_detached(std::filesystem::path const& file, std::filesystem::path const& signature,
                                 Pin const& pin, Frame frame, xml::Handler* extractor) {
    auto const algorithm = algorithm_of(pin);
    if (!algorithm) {
        return at(file, algorithm.error());
    }
    auto const cms = read_signature(signature);
    if (!cms) {
        return cms.error();
    }
    auto verified = Examination(pin, *algorithm, frame, extractor).detached(file, *cms);
    return verified ? std::move(verified) : at(file, verified.error());
}

}  // namespace almoner::seal
