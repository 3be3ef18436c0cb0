#include "seal/exact_frame.hpp"

namespace almoner::seal {

Status ExactFrame::File::write(std::string_view bytes) {
    bytes_.erase(0, matched_);
    matched_ = 0;
    if (!differs_) {
        bytes_ += bytes;
    }
    return {};
}

void ExactFrame::File::match(std::string_view bytes) {
    differs_ = differs_ || !std::string_view(bytes_).substr(matched_).starts_with(bytes);
    matched_ = differs_ ? bytes_.size() : matched_ + bytes.size();
}

Status ExactFrame::write(std::string_view bytes) {
    if (!has_begun_) {
        file_.match(xml::declaration_of(encoding_));
        has_begun_ = true;
    }
    return again_.write(bytes);
}

bool ExactFrame::finish() {
    file_.match("\n");
    return file_.is_matched();
}

}  // namespace almoner::seal
