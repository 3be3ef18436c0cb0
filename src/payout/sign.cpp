#include "payout/sign.hpp"

#include "payout/folders.hpp"
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
/// otherwise each time. With the first file of a list its secret is made.
Result<TransferTree> keep(Desk const& desk, TransferFile& file, crypto::CmsSigner* cms) {
    auto fence = store::begin_transaction(desk.store, desk.ticket);
    if (!fence) {
        return fence.error();
    }
    auto tree = TransferTree::begin(desk.store, file.record.list);
    if (!tree) {
        return tree;
    }
    auto const beside = cms == nullptr ? Status{} : finish_beside(*cms, file.path);
    auto const kept = beside ? file.bytes.commit(if_there) : beside;
    auto const committed = kept ? fence->commit() : kept;
    return committed ? std::move(tree) : committed.error();
}

}  // namespace

Result<FreshFile> sign(Desk const& desk, Writing const& writing, TransferFile file) {
    auto* const cms = std::get_if<crypto::CmsSigner>(&file.signing);
    if (auto const is_signed = cms != nullptr ? Status{} : finish_inside(desk, writing, file); !is_signed) {
        return is_signed.error();
    }
    auto tree = keep(desk, file, cms);
    if (!tree) {
        return tree.error();
    }
    return FreshFile{std::move(file.record), std::move(file.path), *std::move(tree)};
}

}  // namespace almoner::payout
