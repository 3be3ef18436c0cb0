#include "crypto/handles.hpp"

#include <climits>
#include <ctime>

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

std::optional<Instant> instant_of(ASN1_TIME const* time) {
    std::tm fields{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &fields) != 1) {
        return std::nullopt;
    }
    auto const day = date::year{fields.tm_year + 1900} / date::month{static_cast<unsigned>(fields.tm_mon + 1)} /
                     date::day{static_cast<unsigned>(fields.tm_mday)};
    return Day{day} + std::chrono::hours{fields.tm_hour} + std::chrono::minutes{fields.tm_min} +
           std::chrono::seconds{fields.tm_sec};
}

int no_passphrase(char*, int, int, void*) { return -1; }

}  // namespace almoner::crypto
