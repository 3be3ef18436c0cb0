#include "payout/reading_back.hpp"

#include "core/side_by_side.hpp"
#include "payout/folders.hpp"
#include "payout/render.hpp"
#include "payout/reread.hpp"

namespace almoner::payout {

ReadingBack::ReadingBack(Desk const& desk, Writing const& writing, FreshFile file, store::Connection& reading)
    : desk_(desk), writing_(writing), file_(std::make_shared<FreshFile>(std::move(file))),
      compared_(begin_beside([&desk, &writing, &reading, file = file_] {
          Rereading const with{reading,    desk.formats, writing.list, writing.profile, desk.signer.certificate,
                               &file->tree};
          return compare_with_store(with, file->record, file->path);
      })) {}

Result<SignedFile> ReadingBack::finish() {
    auto const& profile = writing_.profile;
    auto const valid = hold_against_schema(desk_.formats, profile, file_->path);
    auto verified = compared_.get();
    if (!verified || !valid) {
        return verified ? valid.error() : verified.error();
    }
    auto const transfers = file_->tree.root();
    if (!transfers) {
        return transfers.error();
    }
    std::vector<std::filesystem::path> companions;
    if (profile.signature_placement == settings::SignaturePlacement::detached_cms && profile.send_signature) {
        companions.push_back(signature_of(file_->path));
    }
    if (writing_.rendering) {
        auto rendered = render(desk_, writing_, file_->record, file_->path);
        if (!rendered) {
            return rendered.error();
        }
        companions.push_back(*std::move(rendered));
    }
    return SignedFile{file_->record, file_->path, *std::move(verified), *transfers, std::move(companions)};
}

}  // namespace almoner::payout
