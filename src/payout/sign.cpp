#include "payout/sign.hpp"

#include "payout/folders.hpp"
#include "payout/render.hpp"
#include "payout/reread.hpp"
#include "seal/exact_frame.hpp"

namespace almoner::payout {

namespace {

/// The document once more, now with its signature in the header.
Status write_with_header(Desk const& desk, Writing const& writing, store::FileRecord const& record,
                         std::string_view signature, store::DurableFile& bytes) {
    if (auto const begun = bytes.write(seal::declaration); !begun) {
        return begun;
    }
    if (auto const written = write_document(desk, writing, record, bytes, signature); !written) {
        return written;
    }
    return bytes.write("\n");
}

/// Puts the signature into the file, where the digest left room for it.
Status finish_inside(Desk const& desk, Writing const& writing, TransferFile& file) {
    auto const& digest = std::get<crypto::Sha256Digest>(file.signing);
    seal::Signer const signer{desk.signer.key, desk.signer.certificate, writing.profile.signature_algorithm};
    auto const signature = seal::enveloped_signature(digest, signer);
    if (!signature) {
        return signature.error();
    }
    if (writing.profile.signature_placement == settings::SignaturePlacement::bah) {
        return write_with_header(desk, writing, file.record, *signature, file.bytes);
    }
    for (auto const part :
         {std::string_view(*signature), std::string_view(writing.message.tail()), std::string_view("\n")}) {
        if (auto const written = file.bytes.write(part); !written) {
            return written;
        }
    }
    return {};
}

// Nothing is sealed yet, so a file left by an interrupted night may be replaced.
constexpr auto if_there = store::DurableFile::IfThere::replace;

Status finish_beside(crypto::CmsSigner& cms, std::filesystem::path const& path) {
    auto const signature = cms.finish();
    return signature ? store::write_durably(signature_of(path), *signature, if_there) : signature.error();
}

/// A run that was overtaken puts nothing in the place of what another may have sealed: some keys sign the same bytes
/// otherwise each time.
Status keep(Desk const& desk, TransferFile& file, crypto::CmsSigner* cms) {
    auto const fence = store::begin_transaction(desk.store, desk.ticket);
    auto const beside = fence && cms != nullptr ? finish_beside(*cms, file.path) : Status{};
    if (!fence || !beside) {
        return fence ? beside : fence.error();
    }
    return file.bytes.commit(if_there);
}

}  // namespace

Result<SignedFile> sign(Desk const& desk, Writing const& writing, TransferFile file) {
    auto* const cms = std::get_if<crypto::CmsSigner>(&file.signing);
    if (auto const is_signed = cms != nullptr ? Status{} : finish_inside(desk, writing, file); !is_signed) {
        return is_signed.error();
    }
    if (auto const kept = keep(desk, file, cms); !kept) {
        return kept.error();
    }
    auto verified = reread(desk, writing, file.record, file.path);
    if (!verified) {
        return verified.error();
    }
    std::vector<std::filesystem::path> companions;
    if (cms != nullptr && writing.profile.send_signature) {
        companions.push_back(signature_of(file.path));
    }
    if (writing.rendering) {
        auto rendered = render(desk, writing, file.record, file.path);
        if (!rendered) {
            return rendered.error();
        }
        companions.push_back(*std::move(rendered));
    }
    return SignedFile{std::move(file.record), std::move(file.path), *std::move(verified), std::move(companions)};
}

}  // namespace almoner::payout
