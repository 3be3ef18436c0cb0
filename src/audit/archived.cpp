#include "audit/archived.hpp"

#include "crypto/digest.hpp"
#include "store/durable.hpp"

namespace almoner::audit {

namespace fs = std::filesystem;

Status archive_with(Leaf& leaf, fs::path const& archive, fs::path const& from, fs::path const& to) {
    crypto::Sha256Sink sink;
    if (auto const copied = store::copy_durably(from, archive / to, store::DurableFile::IfThere::replace, &sink);
        !copied) {
        return copied;
    }
    auto const digest = sink.finish_hex();
    if (!digest) {
        return digest.error();
    }
    leaf.archived[to.string()] = *digest;
    return {};
}

Status archive_decision(Leaf& leaf, fs::path const& archive, fs::path const& decision, std::string const& target) {
    constexpr std::size_t enough = 12;  // of the digest, to tell decisions apart
    auto const folder = fs::path("decisions") / target.substr(0, enough);
    if (auto const made = store::make_folder(archive / folder); !made) {
        return made;
    }
    auto const files = store::files_in(decision.parent_path(), "");
    if (!files) {
        return files.error();
    }
    for (auto const& file : *files) {
        if (!file.filename().string().starts_with(decision.stem().string() + ".")) {
            continue;
        }
        if (auto const kept = archive_with(leaf, archive, file, folder / file.filename()); !kept) {
            return kept;
        }
    }
    return {};
}

}  // namespace almoner::audit
