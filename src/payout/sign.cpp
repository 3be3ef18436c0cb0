#include "payout/sign.hpp"

#include "payout/reread.hpp"

namespace almoner::payout {

Result<SignedFile> sign(Desk const& desk, Writing const& writing, TransferFile file) {
    auto const signature = seal::enveloped_signature(file.digest, desk.signer);
    if (!signature) {
        return signature.error();
    }
    for (auto const part :
         {std::string_view(*signature), std::string_view(writing.message.tail()), std::string_view("\n")}) {
        if (auto const written = file.bytes.write(part); !written) {
            return written.error();
        }
    }
    // Nothing is sealed yet, so a file left by an interrupted night may be replaced: it has the same bytes.
    if (auto const kept = file.bytes.commit(store::DurableFile::IfThere::replace); !kept) {
        return kept.error();
    }
    auto verified = reread(desk, writing, file.record, file.path);
    if (!verified) {
        return verified.error();
    }
    return SignedFile{std::move(file.record), std::move(file.path), *std::move(verified)};
}

}  // namespace almoner::payout
