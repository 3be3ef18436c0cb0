#include "crypto/handles.hpp"

#include <climits>

namespace almoner::crypto {

Bio memory_of(std::string_view bytes) {
    if (bytes.size() > INT_MAX) {
        return nullptr;
    }
    // OpenSSL refuses a null pointer even for no bytes at all.
    return Bio(BIO_new_mem_buf(bytes.empty() ? "" : bytes.data(), static_cast<int>(bytes.size())));
}

Error openssl_error(ErrorCode code) {
    auto const* reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return {code, {}, reason == nullptr ? "" : reason, {}};
}

int no_passphrase(char*, int, int, void*) { return -1; }

}  // namespace almoner::crypto
