#pragma once

#include <string_view>

#include "crypto/handles.hpp"
#include "crypto/secret.hpp"

namespace almoner::crypto {

/// True for a PKCS#11 URI (RFC 7512), such as "pkcs11:token=almoner;object=transfer".
bool is_token_address(std::string_view place);

/// Finds a key that stays on its token (smart card, HSM) and signs there, by OpenSSL's engine for PKCS#11 (package
/// libengine-pkcs11-openssl). The query part may name the module: "?module-path=/usr/lib/softhsm/libsofthsm2.so"; else
/// p11-kit knows the modules. Without a PIN no login is tried, for three wrong ones lock a token.
/// @error key.pin_in_uri @error key.passphrase no PIN @error key.token no such key, module or engine, or a wrong PIN
Result<PrivateKey::Handle> load_from_token(std::string_view address, Secret const& pin);

}  // namespace almoner::crypto
