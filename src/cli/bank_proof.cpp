#include "cli/bank_proof.hpp"

#include <algorithm>

#include "cli/decision_file.hpp"
#include "cli/print.hpp"
#include "core/json.hpp"
#include "payout/proven_bank.hpp"
#include "store/lists.hpp"

namespace almoner::cli {

namespace {

using Words = std::vector<std::string>;

/// A profile and a debtor account, by their ids.
struct Bank {
    std::string profile;
    std::string account;
    bool operator==(Bank const&) const = default;
};

/// The bank that is named, or the profile with every account; without a name those that lists were paid through.
Result<std::vector<Bank>> banks_asked_for(Office const& office, store::Connection& store, Options const& options) {
    std::vector<Bank> banks;
    if (!options.id.empty()) {
        for (auto const& account : office.workspace.debtor_accounts) {
            if (options.debtor_account.empty() || options.debtor_account == account.id) {
                banks.push_back({options.id, account.id});
            }
        }
        return banks.empty()
                   ? Result<std::vector<Bank>>(Error{ErrorCode::cover_debtor_account, {}, options.debtor_account, {}})
                   : banks;
    }
    auto const lists = store::lists(store);
    if (!lists) {
        return lists.error();
    }
    for (auto const& list : *lists) {
        Bank const bank{list.profile, list.debtor_account};
        if (std::find(banks.begin(), banks.end(), bank) == banks.end()) {
            banks.push_back(bank);
        }
    }
    return banks;
}

Result<payout::BankProof> proof_of(Office const& office, store::Connection& store, Bank const& bank) {
    auto const profile = office.formats.profile(bank.profile);
    auto const* account = office.workspace.debtor_account(bank.account);
    if (!profile || account == nullptr) {
        return profile ? Error{ErrorCode::cover_debtor_account, {}, bank.account, {}} : profile.error();
    }
    return payout::bank_proof(store, office.formats, *profile, *account);
}

/// One line for each thing that is missing.
Words missing(settings::Texts const& texts, Bank const& bank, payout::BankProof const& proof) {
    if (proof.test_list.empty()) {
        return {texts.get("cli.bank_no_test", Words{bank.profile, bank.account})};
    }
    Words lines;
    for (auto const& answer : proof.missing_answers) {
        lines.push_back(texts.get("cli.bank_no_answer", Words{proof.test_list, answer}));
    }
    if (proof.booked == 0 || proof.settled != proof.transfers) {
        lines.push_back(
            texts.get("cli.bank_not_settled", Words{proof.test_list, std::to_string(proof.transfers),
                                                    std::to_string(proof.settled), std::to_string(proof.booked)}));
    }
    if (proof.loop_is_closed()) {
        lines.push_back(texts.get("cli.bank_not_agreed", Words{proof.test_list, bank.profile, bank.account}));
    }
    return lines;
}

void show(Office const& office, Bank const& bank, payout::BankProof const& proof, bool json) {
    if (json) {
        JsonLine line;
        line.field("profile", bank.profile).field("account", bank.account).field("sha256", proof.sha256);
        line.field("state", proof.agreed ? "proven" : "unproven").field("test_list", proof.test_list);
        line.field("transfers", static_cast<std::int64_t>(proof.transfers));
        line.field("settled", static_cast<std::int64_t>(proof.settled));
        line.field("booked", static_cast<std::int64_t>(proof.booked));
        std::string answers;
        for (auto const& answer : proof.missing_answers) {
            answers += (answers.empty() ? "" : " ") + answer;
        }
        print(line.field("missing_answers", answers).text());
        return;
    }
    print(office.texts.get(proof.agreed ? "cli.bank_proven" : "cli.bank_unproven", Words{bank.profile, bank.account}));
    for (auto const& line : proof.agreed ? Words{} : missing(office.texts, bank, proof)) {
        print("  " + line);
    }
}

/// Nobody signs for what has not been through the bank.
Status sign_proof(Office const& office, Options const& options, Bank const& bank, payout::BankProof const& proof) {
    if (!proof.loop_is_closed()) {
        return Error{ErrorCode::profile_unproven, {}, bank.profile, {bank.account}};
    }
    auto const pen = pen_of(office, options);
    return pen ? sign_decision(office, options, *pen,
                               {{.kind = settings::DecisionKind::prove_bank, .targets = {proof.sha256}}})
               : pen.error();
}

Result<ExitCode> prove(Office const& office, Options const& options) {
    auto const store = open_store(office);
    auto const banks = store ? banks_asked_for(office, **store, options) : store.error();
    if (!banks) {
        return banks.error();
    }
    if (!options.as.empty() && banks->size() != 1) {
        return Error{ErrorCode::usage_argument, {}, "account", {}};
    }
    auto code = ExitCode::well;
    for (auto const& bank : *banks) {
        auto const proof = proof_of(office, **store, bank);
        if (!proof) {
            return proof.error();
        }
        show(office, bank, *proof, options.json);
        code = proof->agreed ? code : ExitCode::needs_person;
        if (options.as.empty()) {
            continue;
        }
        if (auto const is_signed = sign_proof(office, options, bank, *proof); !is_signed) {
            return is_signed.error();
        }
        code = ExitCode::well;
    }
    return code;
}

}  // namespace

ExitCode prove_banks(Options const& options) {
    auto const office = open_office(options);
    if (!office) {
        return leave_early(office.error(), options);
    }
    auto const code = prove(*office, options);
    return code ? *code : leave_with(code.error(), office->texts);
}

}  // namespace almoner::cli
