#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/money.hpp"
#include "crypto/keys.hpp"
#include "settings/programme.hpp"
#include "settings/register.hpp"

namespace almoner::seal {

/// Persons of the register with their pinned certificates.
class People {
public:
    /// @error crypto.certificate @error file.missing naming the person's certificate file
    static Result<People> load(settings::Register const& persons);

    struct Member {
        settings::Person person;
        crypto::Certificate certificate;
    };
    [[nodiscard]] std::vector<Member> const& members() const { return members_; }
    [[nodiscard]] Member const* find(std::string_view id) const;

private:
    std::vector<Member> members_;
};

/// One signature over a cover that verified.
struct Approval {
    std::string person;
    settings::Role role;  ///< maker when the cover names the person so, else approver
    std::string certificate_sha256;
    std::string signature_sha256;
};

/// What an approval must be fit for.
struct ApprovalTerms {
    std::string programme;
    std::string maker;  ///< of the cover
    Money total;        ///< of the list, all channels
    Day day;            ///< on which the approval counts
    int approvals_required = 1;
};

/// Where the signature of a person over a cover is kept: NAME.cover.toml -> NAME.cover.PERSON.p7s.
std::filesystem::path signature_path(std::filesystem::path const& cover, std::string_view person);

/// Verifies one detached CMS over the cover's bytes and the person's right to give it.
/// @error approval.signature @error approval.unknown_person @error approval.power
/// @error approval.certificate_expired
Result<Approval> verify_approval(std::string_view cover, std::string_view cms, People const& people,
                                 ApprovalTerms const& terms);

/// Whether the signatures are enough: the maker's, and those of enough other persons.
/// @error approval.maker_missing @error approval.insufficient
Status approvals_suffice(std::vector<Approval> const& approvals, ApprovalTerms const& terms);

}  // namespace almoner::seal
