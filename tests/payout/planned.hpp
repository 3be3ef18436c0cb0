#pragma once

#include "office.hpp"
#include "payout/claim.hpp"
#include "payout/plan.hpp"
#include "payout/reading_back.hpp"
#include "payout/reread.hpp"

namespace office {

inline store::ListRecord claimed_list(Office& office) {
    auto claim = taken(payout::claim(office.desk(), list_of(office, office.lay(office.cover()))));
    REQUIRE(claim.list);
    return *std::move(claim.list);
}

/// Emits a planned file, signs it, and reads it back.
inline Result<payout::SignedFile> written(payout::Desk const& desk, payout::Writing const& writing,
                                          store::FileRecord const& file) {
    auto fresh = taken(payout::sign(desk, writing, taken(payout::emit(desk, writing, file))));
    return payout::ReadingBack(desk, writing, std::move(fresh), desk.store).finish();
}

/// An office whose good list is claimed and planned as one file.
struct Planned {
    payout::Writing writing() { return taken(payout::writing_for(desk, list)); }
    /// From here on the bank wants its signatures as CMS beside the file.
    void sign_beside(std::string const& more = "") {
        office.change_profile("placement = \"enveloped\"", "placement = \"detached_cms\"\n" + more);
    }
    payout::TransferFile emitted() { return taken(payout::emit(desk, writing(), file)); }
    payout::SignedFile signed_file() { return taken(written(desk, writing(), file)); }
    /// Reads the file once more, as if it were `record`'s.
    Result<seal::Verified> reread(store::FileRecord const& record, fs::path const& path) {
        auto const with = writing();
        return payout::reread({desk.store, desk.formats, with.list, with.profile, desk.signer.certificate}, record,
                              path);
    }

    Office office;
    payout::Desk desk = office.desk();
    store::ListRecord list = claimed_list(office);
    store::FileRecord file = taken(payout::plan(desk, list)).files.at(0);
};

}  // namespace office
