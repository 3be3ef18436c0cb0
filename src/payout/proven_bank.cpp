#include "payout/proven_bank.hpp"

#include <algorithm>
#include <set>

#include "audit/log.hpp"
#include "payout/decided.hpp"
#include "payout/intake.hpp"
#include "payout/record.hpp"
#include "store/answers.hpp"
#include "store/durable.hpp"
#include "store/files.hpp"

namespace almoner::payout {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view proven_kind = "bank_proven";

/// Adds a line with the file's name and digest.
Status add_file(std::string& text, fs::path const& file) {
    auto const digest = file_digest(file);
    if (!digest) {
        return digest.error();
    }
    text += file.filename().string() + " " + *digest + "\n";
    return {};
}

/// "camt.053" of "camt.053.001.08": a bank that moves on to the next version still answers.
std::string_view message_name(std::string_view message) {
    auto const first = message.find('.');
    return message.substr(0, first == std::string_view::npos ? first : message.find('.', first + 1));
}

/// Every bank file's message by its number in the store.
Result<std::map<std::int64_t, std::string>> messages_of(store::Connection& store) {
    auto const files = store::bank_files(store);
    if (!files) {
        return files.error();
    }
    std::map<std::int64_t, std::string> messages;
    for (auto const& file : *files) {
        messages.emplace(file.bank_file, file.message);
    }
    return messages;
}

/// The files of a list that went out under this bank.
Result<std::map<std::int64_t, FileState>> files_under(store::Connection& store, store::ListRecord const& list,
                                                      std::string const& bank) {
    auto const all = store::files(store, std::nullopt);
    if (!all) {
        return all.error();
    }
    std::map<std::int64_t, FileState> found;
    for (auto const& file : *all) {
        if (file.list == list.list && file.bank_sha256 == bank && file.delivered) {
            found.emplace(file.file, file.state);
        }
    }
    return found;
}

bool is_settled(AttemptState state) {
    static constexpr auto settled = {AttemptState::booked, AttemptState::final_, AttemptState::rejected,
                                     AttemptState::returned, AttemptState::returned_short};
    return std::find(settled.begin(), settled.end(), state) != settled.end();
}

bool was_debited(std::vector<Evidence> const& evidence) {
    return std::any_of(evidence.begin(), evidence.end(),
                       [](auto const& fact) { return fact.kind == EvidenceKind::debited; });
}

/// What a test list shows of the bank: how far its transfers came, and which answers spoke of them.
Status follow(store::Connection& store, store::ListRecord const& list, settings::Profile const& profile,
              BankProof& proof) {
    auto const files = files_under(store, list, proof.sha256);
    auto const messages = messages_of(store);
    auto cursor = store::PayoutCursor::open(store, list);
    if (!files || !messages || !cursor) {
        return !files ? files.error() : !messages ? messages.error() : cursor.error();
    }
    std::set<std::string_view> spoken;
    store::PayoutRow row{Line{.amount = Money::zero(list.currency)}, {}, 0, 0, {}};
    for (auto more = cursor->next(row);; more = cursor->next(row)) {
        if (!more) {
            return more.error();
        }
        if (!*more) {
            break;
        }
        auto const file = files->find(row.file);
        if (!row.attempt || file == files->end()) {
            continue;
        }
        for (auto const& fact : row.evidence) {
            if (fact.bank_file != 0) {
                spoken.insert(message_name(messages->at(fact.bank_file)));
            }
        }
        proof.test_list = list.code;
        ++proof.transfers;
        proof.settled += is_settled(fold(file->second, row.line.amount, row.evidence, {}).state) ? 1U : 0U;
        proof.booked += was_debited(row.evidence) ? 1U : 0U;
    }
    std::copy_if(profile.answers.begin(), profile.answers.end(), std::back_inserter(proof.missing_answers),
                 [&](auto const& answer) { return !spoken.contains(message_name(answer)); });
    return {};
}

Result<bool> is_agreed(store::Connection& store, std::string const& bank) {
    auto const leaves = audit::leaves_of(store, proven_kind);
    if (!leaves) {
        return leaves.error();
    }
    return std::any_of(leaves->begin(), leaves->end(), [&](auto const& leaf) { return leaf.sha256 == bank; });
}

/// A day of a profile, which may have none.
std::string text_of(std::optional<Day> const& day) { return day ? to_text(*day) : "..."; }

/// Writes into the log that the bank is proven, when people have said so of a loop that is closed.
Result<bool> is_agreed_now(Desk const& desk, BankProof const& proof) {
    if (!proof.loop_is_closed()) {
        return false;
    }
    audit::Leaf leaf{.kind = std::string(proven_kind), .sha256 = proof.sha256};
    auto const decided = is_decided(desk, settings::DecisionKind::prove_bank, proof.sha256, leaf);
    if (!decided || !*decided) {
        return decided;
    }
    auto const told = record_alone(desk, std::move(leaf));
    return told ? Result<bool>(true) : told.error();
}

}  // namespace

bool BankProof::loop_is_closed() const { return booked > 0 && settled == transfers && missing_answers.empty(); }

Result<std::string> bank_digest(settings::Formats const& formats, settings::Profile const& profile,
                                settings::DebtorAccount const& account) {
    std::string text;
    auto files = store::files_in(formats.message_file(profile.message, ""), "");
    if (!files) {
        return files.error();
    }
    files->push_back(formats.folder() / "profiles" / (profile.id + ".toml"));
    if (!profile.rendering.empty()) {
        files->push_back(formats.folder() / "renderings" / (profile.rendering + ".toml"));
    }
    for (auto const& file : *files) {
        if (auto const added = add_file(text, file); !added) {
            return added.error();
        }
    }
    for (auto const& part :
         {account.name, account.account.number, account.bank_code, account.bic, std::string(account.currency.code())}) {
        text += part + "\n";
    }
    auto const digest = crypto::sha256(text);
    return digest ? Result<std::string>(crypto::hex(*digest)) : digest.error();
}

Result<BankProof> bank_proof(store::Connection& store, settings::Formats const& formats,
                             settings::Profile const& profile, settings::DebtorAccount const& account) {
    BankProof proof;
    auto digest = bank_digest(formats, profile, account);
    auto const agreed = digest ? is_agreed(store, *digest) : digest.error();
    auto const lists = store::lists(store);
    if (!agreed || !lists) {
        return agreed ? lists.error() : agreed.error();
    }
    proof.sha256 = *std::move(digest);
    proof.missing_answers = profile.answers;
    for (auto const& list : *lists) {
        if (list.kind != "test" || list.profile != profile.id || list.debtor_account != account.id) {
            continue;
        }
        BankProof by_this{.sha256 = proof.sha256, .test_list = {}, .missing_answers = {}};
        if (auto const followed = follow(store, list, profile, by_this); !followed) {
            return followed.error();
        }
        if (!by_this.test_list.empty() && !proof.loop_is_closed()) {
            proof = std::move(by_this);
        }
    }
    proof.agreed = *agreed;
    return proof;
}

Status bank_is_open(Desk const& desk, settings::Profile const& profile, settings::DebtorAccount const& account,
                    settings::ListKind kind) {
    if (auto const today = desk.clock.local().day; !profile.is_in_force(today)) {
        return Error{ErrorCode::profile_not_in_force,
                     {},
                     profile.id,
                     {text_of(profile.valid_from), text_of(profile.valid_until)}};
    }
    if (!desk.workspace.prove_banks || kind == settings::ListKind::test) {
        return {};
    }
    auto const proof = bank_proof(desk.store, desk.formats, profile, account);
    auto const agreed = !proof          ? Result<bool>(proof.error())
                        : proof->agreed ? Result<bool>(true)
                                        : is_agreed_now(desk, *proof);
    if (!agreed) {
        return agreed.error();
    }
    return *agreed ? Status{} : Error{ErrorCode::profile_unproven, {}, profile.id, {account.id}};
}

}  // namespace almoner::payout
