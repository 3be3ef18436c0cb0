// OpenSSL 3.0 prefers providers to engines, but Debian 12 has a PKCS#11 engine and no provider. This is the one file
// that calls engines; it is compiled with OPENSSL_SUPPRESS_DEPRECATED (CMakeLists.txt).
#include "crypto/token.hpp"

#include <optional>

#include <openssl/engine.h>

namespace almoner::crypto {

namespace {

constexpr std::string_view scheme = "pkcs11:";
constexpr std::string_view module_key = "module-path=";

using Engine = std::unique_ptr<ENGINE, Free<ENGINE_free>>;

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

Engine load_engine() {
    auto const* folder = OPENSSL_info(OPENSSL_INFO_ENGINES_DIR);
    auto const file = std::string(folder == nullptr ? "" : folder) + "/pkcs11.so";
    ENGINE_load_dynamic();
    Engine engine(ENGINE_by_id("dynamic"));
    auto const loaded = engine && command(engine.get(), "SO_PATH", file.c_str()) &&
                        command(engine.get(), "LIST_ADD", "0") && command(engine.get(), "LOAD", nullptr);
    return loaded ? std::move(engine) : nullptr;
}

/// The engine, loaded once and never let go: unloaded, it does not start again in the same process (libp11 0.4.12), and
/// keys must not outlive it.
ENGINE* loaded_engine() {
    static ENGINE* const engine = load_engine().release();
    return engine;
}

/// The engine with this module started. A process speaks to the tokens of one module: that of its first key.
Result<ENGINE*> engine_with(std::string const& module_path) {
    static std::optional<std::string> started;
    auto* const engine = loaded_engine();
    if (engine != nullptr && started == module_path) {
        return engine;
    }
    if (engine == nullptr || started || !command(engine, "QUIET", nullptr) ||
        (!module_path.empty() && !command(engine, "MODULE_PATH", module_path.c_str())) || ENGINE_init(engine) != 1) {
        return openssl_error(ErrorCode::key_token);
    }
    started = module_path;
    return engine;
}

bool tell_pin(ENGINE* engine, Secret const& pin) {
    std::string text(pin.text());
    auto const is_told = command(engine, "PIN", text.c_str());
    OPENSSL_cleanse(text.data(), text.size());
    return is_told;
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
    auto const engine = engine_with(parsed->module_path);
    if (!engine) {
        return engine.error();
    }
    // Nobody is asked on a terminal: a night has none.
    Pkey key(tell_pin(*engine, pin) ? ENGINE_load_private_key(*engine, parsed->key.c_str(), nullptr, nullptr)
                                    : nullptr);
    return key ? Result<PrivateKey::Handle>(PrivateKey::Handle{std::move(key)}) : openssl_error(ErrorCode::key_token);
}

}  // namespace almoner::crypto
