#include "crypto/secret.hpp"

#include <openssl/crypto.h>

namespace almoner::crypto {

// A vector and not a string: moved, it leaves nothing behind in the object it came from.
Secret::Secret(std::string& text) : letters_(text.begin(), text.end()) {
    OPENSSL_cleanse(text.data(), text.size());
    text.clear();
}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe();
        letters_ = std::move(other.letters_);
    }
    return *this;
}

Secret::~Secret() { wipe(); }

void Secret::wipe() {
    if (!letters_.empty()) {
        OPENSSL_cleanse(letters_.data(), letters_.size());
    }
}

}  // namespace almoner::crypto
