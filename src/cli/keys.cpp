#include "cli/keys.hpp"

#include <functional>

#include "cli/command.hpp"
#include "cli/print.hpp"
#include "core/json.hpp"

namespace almoner::cli {

namespace {

/// One key or person as `keys list` shows it.
struct Shown {
    std::string id;
    std::string purpose;
    std::string state;
    crypto::Certificate certificate;
};

std::string state_of(KeyRoom const& room, seal::CabinetKey const& key, Day today) {
    auto const& entry = key.entry;
    auto const chosen = room.cabinet.in_force(entry.purpose, today);
    if (room.revoked.include(key.certificate, today)) {
        return "revoked";
    }
    if (seal::last_day(key.certificate) < today) {
        return "expired";
    }
    if (entry.spare) {
        return "spare";
    }
    if (!entry.is_in_force(today)) {
        return entry.valid_until && *entry.valid_until < today ? "ended" : "not_begun";
    }
    return entry.purpose == settings::KeyPurpose::bank || (chosen && chosen->entry.id == entry.id) ? "in_force"
                                                                                                   : "replaced";
}

std::string state_of(KeyRoom const& room, seal::People::Member const& member, Day today) {
    auto const& person = member.person;
    if (room.revoked.include(member.certificate, today)) {
        return "revoked";
    }
    if (seal::last_day(member.certificate) < today) {
        return "expired";
    }
    if (person.valid_until && *person.valid_until < today) {
        return "ended";
    }
    auto const has_begun =
        seal::first_day(member.certificate) <= today && (!person.valid_from || *person.valid_from <= today);
    return has_begun ? "in_force" : "not_begun";
}

void show(Office const& office, Options const& options, Shown const& key) {
    auto const first = to_text(seal::first_day(key.certificate));
    auto const last = to_text(seal::last_day(key.certificate));
    auto const fingerprint = key.certificate.fingerprint();
    auto const subject = key.certificate.subject();
    if (options.json) {
        print(JsonLine()
                  .field("id", std::string_view(key.id))
                  .field("purpose", std::string_view(key.purpose))
                  .field("state", std::string_view(key.state))
                  .field("subject", std::string_view(subject))
                  .field("valid_from", std::string_view(first))
                  .field("valid_until", std::string_view(last))
                  .field("fingerprint", std::string_view(fingerprint))
                  .text());
        return;
    }
    print(office.texts.get("cli.key",
                           std::vector<std::string>{key.id, office.texts.get("key_purpose." + key.purpose),
                                                    office.texts.get("key_state." + key.state), first, last, subject}));
    print("    " + in_groups_of_four(fingerprint));
}

Result<ExitCode> list_keys(Office const& office, Options const& options) {
    auto const people = people_of(office);
    auto const room = people ? open_key_room(office, *people) : Result<KeyRoom>(people.error());
    if (!room) {
        return room.error();
    }
    auto const today = office.clock->local().day;
    for (auto const& key : room->cabinet.keys()) {
        show(office, options,
             {key.entry.id, std::string(text_of(key.entry.purpose)), state_of(*room, key, today), key.certificate});
    }
    for (auto const& member : people->members()) {
        show(office, options, {member.person.id, "approval", state_of(*room, member, today), member.certificate});
    }
    return ExitCode::well;
}

Result<ExitCode> check_keys(Office const& office, Options const&) {
    auto const people = people_of(office);
    auto const room = people ? open_key_room(office, *people) : Result<KeyRoom>(people.error());
    auto const findings =
        room ? look_at_keys(office, *people, *room) : std::vector{finding_of(room.error(), room.error().position)};
    for (auto const& finding : findings) {
        print(office.texts.line(finding));
    }
    if (room) {
        print(office.texts.get("cli.keys_checked", std::vector<std::string>{std::to_string(room->ring.size()),
                                                                            std::to_string(people->members().size()),
                                                                            std::to_string(findings.size())}));
    }
    return findings.empty() ? ExitCode::well : ExitCode::needs_person;
}

using Action = std::function<Result<ExitCode>(Office const&, Options const&)>;

Action when_done(Status (*change)(Office const&, Options const&)) {
    return [change](Office const& office, Options const& options) -> Result<ExitCode> {
        auto const changed = change(office, options);
        return changed ? Result<ExitCode>(ExitCode::well) : changed.error();
    };
}

Action action_of(std::string const& name) {
    if (name == "list") {
        return list_keys;
    }
    if (name == "check") {
        return check_keys;
    }
    return when_done(name == "new" ? make_key : name == "rotate" ? rotate_keys : revoke_key);
}

}  // namespace

std::string in_groups_of_four(std::string const& digits) {
    constexpr std::size_t group = 4;
    std::string text;
    for (std::size_t at = 0; at < digits.size(); at += group) {
        text += (at == 0 ? "" : " ") + digits.substr(at, group);
    }
    return text;
}

ExitCode run_keys(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const done = action_of(options.action)(*office, options);
    return done ? *done : leave_with(done.error(), office->texts);
}

}  // namespace almoner::cli
