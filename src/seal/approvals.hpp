#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/money.hpp"
#include "seal/people.hpp"
#include "settings/programme.hpp"

namespace almoner::seal {

/// One signature over a cover that verified.
struct Approval {
    std::string person;
    settings::Role role;   ///< maker when the cover names the person so, else approver or releaser
    std::string acts_for;  ///< whose power was used: the person's own id, or that of the person deputised for
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
    bool releaser_required = false;
};

/// Where the signature of a person over a cover is kept: NAME.cover.toml -> NAME.cover.PERSON.p7s.
std::filesystem::path signature_path(std::filesystem::path const& cover, std::string_view person);

/// Where a refusal of a person is kept: NAME.cover.toml -> NAME.cover.PERSON.refusal.toml; its signature is beside it.
std::filesystem::path refusal_path(std::filesystem::path const& cover, std::string_view person);

/// Verifies one detached CMS over the cover's bytes (or a refusal's) and the person's right to give it. The maker only
/// signs as the maker; where a releaser is required, who has that role signs as such; a deputy acts with the other's
/// powers on the days the register says, where the own ones do not suffice.
/// @error approval.power @error approval.term and those of verify_signatory
Result<Approval> verify_approval(std::string_view text, std::string_view cms, People const& people,
                                 ApprovalTerms const& terms);

/// Whether the signatures are enough: the maker's, those of enough other persons with a power each of their own, and
/// the releaser's. @error approval.maker_missing @error approval.insufficient @error approval.releaser_missing
Status approvals_suffice(std::vector<Approval> const& approvals, ApprovalTerms const& terms);

}  // namespace almoner::seal
