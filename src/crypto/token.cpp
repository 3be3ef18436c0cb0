// OpenSSL 3.0 prefers providers to engines, but Debian 12 has a PKCS#11 engine and no provider. This is the one file
// that calls engines; it is compiled with OPENSSL_SUPPRESS_DEPRECATED (CMakeLists.txt).
#include "crypto/token.hpp"

#include <openssl/engine.h>
#include <openssl/ui.h>

namespace almoner::crypto {

namespace {

constexpr std::string_view scheme = "pkcs11:";
constexpr std::string_view module_key = "module-path=";

using Engine = std::unique_ptr<ENGINE, Free<ENGINE_free>>;
using RunningEngine = std::unique_ptr<ENGINE, Free<ENGINE_finish>>;

/// The engine as an object and as something started; it is stopped before it is freed.
struct Connection {
    Engine engine;
    RunningEngine running;
};

struct Address {
    std::string key;          ///< the address without its query
    std::string module_path;  ///< empty: the engine's own choice
};

Result<Address> parse_address(std::string_view address) {
    // The engine would take a PIN from either, wherever in the address it stands.
    if (address.find("pin-value") != std::string_view::npos || address.find("pin-source") != std::string_view::npos) {
        return Error{ErrorCode::key_pin_in_uri, {}, {}, {}};
    }
    auto const mark = address.find('?');
    if (mark == std::string_view::npos) {
        return Address{std::string(address), {}};
    }
    auto const query = address.substr(mark + 1);
    if (!query.starts_with(module_key) || query.find('&') != std::string_view::npos) {
        return Error{ErrorCode::key_token, {}, std::string(query), {}};
    }
    return Address{std::string(address.substr(0, mark)), std::string(query.substr(module_key.size()))};
}

bool command(ENGINE* engine, char const* name, char const* value) {
    return ENGINE_ctrl_cmd_string(engine, name, value, 0) == 1;
}

/// An engine of its own for each key, so that one token's module and PIN are never another's.
Engine load_engine() {
    auto const* folder = OPENSSL_info(OPENSSL_INFO_ENGINES_DIR);
    auto const file = std::string(folder == nullptr ? "" : folder) + "/pkcs11.so";
    ENGINE_load_dynamic();
    Engine engine(ENGINE_by_id("dynamic"));
    auto const loaded = engine && command(engine.get(), "SO_PATH", file.c_str()) &&
                        command(engine.get(), "LIST_ADD", "0") && command(engine.get(), "LOAD", nullptr);
    return loaded ? std::move(engine) : nullptr;
}

bool set_up(ENGINE* engine, Address const& address, Secret const& pin) {
    std::string text(pin.text());
    auto const quiet = command(engine, "QUIET", nullptr);
    auto const has_module = address.module_path.empty() || command(engine, "MODULE_PATH", address.module_path.c_str());
    auto const has_pin = command(engine, "PIN", text.c_str());
    OPENSSL_cleanse(text.data(), text.size());
    return quiet && has_module && has_pin;
}

}  // namespace

bool is_token_address(std::string_view place) { return place.starts_with(scheme); }

Result<PrivateKey::Handle> load_from_token(std::string_view address, Secret const& pin) {
    auto const parsed = parse_address(address);
    if (!parsed) {
        return parsed.error();
    }
    if (pin.empty()) {
        return Error{ErrorCode::key_passphrase, {}, {}, {}};
    }
    ERR_clear_error();
    auto connection = std::make_shared<Connection>();
    connection->engine = load_engine();
    if (!connection->engine || !set_up(connection->engine.get(), *parsed, pin) ||
        ENGINE_init(connection->engine.get()) != 1) {
        return openssl_error(ErrorCode::key_token);
    }
    connection->running.reset(connection->engine.get());
    // Nobody is asked on a terminal: a night has none.
    Pkey key(ENGINE_load_private_key(connection->engine.get(), parsed->key.c_str(), nullptr, nullptr));
    if (!key) {
        return openssl_error(ErrorCode::key_token);
    }
    return PrivateKey::Handle{std::move(connection), std::move(key)};
}

}  // namespace almoner::crypto
