#include <algorithm>

#include "cli/keys.hpp"
#include "payout/key_days.hpp"

namespace almoner::cli {

namespace {

/// The day from which a key is to be fit: today, or the first day of one that is to come.
Day day_of_use(settings::RingKey const& key, Day today) {
    return key.valid_from ? std::max(today, *key.valid_from) : today;
}

void add(std::vector<Finding>& findings, std::optional<Finding> finding) {
    if (finding) {
        findings.push_back(*std::move(finding));
    }
}

/// A key that has ended by the ring is kept to verify old files, and needs nobody.
void look_at(Office const& office, KeyRoom const& room, seal::CabinetKey const& key, std::vector<Finding>& findings) {
    auto const today = office.clock->local().day;
    if (key.entry.valid_until && *key.entry.valid_until < today) {
        return;
    }
    if (auto const fit = seal::fit_for_use(key, day_of_use(key.entry, today), room.revoked); !fit) {
        findings.push_back(finding_of(fit.error(), {}));
    } else {
        add(findings, payout::ends_soon(key.entry.id, key.certificate, today));
    }
    if (key.entry.private_half.empty()) {
        return;
    }
    if (auto const own = private_half(office.secrets, key); !own) {
        findings.push_back(finding_of(own.error(), own.error().position));
    }
}

void look_at(Office const& office, KeyRoom const& room, seal::People::Member const& member,
             std::vector<Finding>& findings) {
    auto const today = office.clock->local().day;
    auto const& [person, certificate] = member;
    if (person.valid_until && *person.valid_until < today) {
        return;
    }
    if (room.revoked.include(certificate, today)) {
        findings.push_back(finding_of({ErrorCode::key_revoked, {}, person.id, {}}, {}));
    } else if (today < seal::first_day(certificate) || seal::last_day(certificate) < today ||
               !certificate.may_sign_messages()) {
        findings.push_back(finding_of({ErrorCode::approval_certificate_expired, {}, person.id, {}}, {}));
    } else {
        add(findings, payout::ends_soon(person.id, certificate, today));
    }
}

/// Files and checkpoints need a key each; payments would stop without one for files, so that has a spare.
void look_at_purposes(Office const& office, KeyRoom const& room, std::vector<Finding>& findings) {
    for (auto const purpose : {settings::KeyPurpose::file, settings::KeyPurpose::audit}) {
        if (auto const chosen = room.cabinet.in_force(purpose, office.clock->local().day); !chosen) {
            findings.push_back(finding_of(chosen.error(), {}));
        }
    }
    auto const has_spare = std::any_of(room.ring.begin(), room.ring.end(), [](auto const& key) {
        return key.spare && key.purpose == settings::KeyPurpose::file;
    });
    if (!has_spare) {
        findings.push_back(
            finding_of({ErrorCode::key_spare_missing, {}, std::string(text_of(settings::KeyPurpose::file)), {}}, {}));
    }
}

}  // namespace

std::vector<Finding> look_at_keys(Office const& office, seal::People const& people, KeyRoom const& room) {
    std::vector<Finding> findings;
    for (auto const& key : room.cabinet.keys()) {
        look_at(office, room, key, findings);
    }
    for (auto const& member : people.members()) {
        look_at(office, room, member, findings);
    }
    look_at_purposes(office, room, findings);
    for (auto const& file : room.revoked.outdated(office.clock->now())) {
        findings.push_back(finding_of({ErrorCode::key_revocation_list, {}, {}, {}}, {file.string(), {}, 0, 0}));
    }
    return findings;
}

}  // namespace almoner::cli
