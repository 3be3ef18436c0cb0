#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace almoner::crypto {

/// A passphrase, a PIN or a private key in words. Its memory is wiped when it ends; it is moved and never copied.
class Secret {
public:
    Secret() = default;
    /// Takes the text over and wipes where it stood.
    explicit Secret(std::string& text);
    Secret(Secret&& other) noexcept = default;
    Secret& operator=(Secret&& other) noexcept;
    Secret(Secret const&) = delete;
    Secret& operator=(Secret const&) = delete;
    ~Secret();

    [[nodiscard]] bool empty() const { return letters_.empty(); }
    [[nodiscard]] std::string_view text() const { return {letters_.data(), letters_.size()}; }

private:
    void wipe();
    std::vector<char> letters_;
};

}  // namespace almoner::crypto
