#pragma once

#include <memory>
#include <string_view>

#include "core/result.hpp"

namespace almoner::directories {

/// German banks and the check digit methods that the Bundesbank publishes for them, as libktoblzcheck knows them. Its
/// bank data is as old as the installed package, so a bank may be missing or have changed its method since.
class GermanBanks {
public:
    /// Reads the library's data. @error formats.missing it has none
    static Result<GermanBanks> load();

    /// A bank code (BLZ) of eight digits and an account number of up to ten; blanks, hyphens and a slash between them
    /// are dropped.
    /// @error account.syntax        not 9 to 18 digits, or zeros only
    /// @error account.not_checkable no such bank, or a method without check digits
    /// @error account.check_digits  the bank's method does not hold
    [[nodiscard]] Status check_account(std::string_view text) const;

    GermanBanks(GermanBanks&& other) noexcept;
    GermanBanks& operator=(GermanBanks&& other) noexcept;
    ~GermanBanks();

private:
    struct Library;
    explicit GermanBanks(std::unique_ptr<Library> library);
    std::unique_ptr<Library> library_;
};

}  // namespace almoner::directories
