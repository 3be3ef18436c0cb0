#include "seal/exact_frame.hpp"

namespace almoner::seal {

namespace {

/// The names of the elements around a signature are shorter than this together.
constexpr std::size_t least_held = 1U << 10;
/// Hashing in larger pieces saves moving the held bytes for every element.
constexpr std::size_t most_held = 1U << 16;

}  // namespace

Status ExactFrame::write(std::string_view bytes) {
    held_ += bytes;
    if (held_.size() < most_held) {
        return {};
    }
    auto const surplus = held_.size() - least_held;
    auto const written = digest_.write(std::string_view(held_).substr(0, surplus));
    held_.erase(0, surplus);
    return written;
}

Result<crypto::Sha256Digest> ExactFrame::finish(std::string_view signature, std::string_view tail) {
    auto const held = std::string_view(held_);
    if (!held.ends_with(tail)) {
        return Error{ErrorCode::signature_frame, {}, {}, {}};
    }
    for (auto const piece : {held.substr(0, held.size() - tail.size()), signature, tail, std::string_view("\n")}) {
        if (auto const written = digest_.write(piece); !written) {
            return written.error();
        }
    }
    return digest_.finish();
}

}  // namespace almoner::seal
