#include <algorithm>

#include "cli/command.hpp"
#include "core/check_value.hpp"
#include "settings/decision.hpp"

namespace almoner::cli {

namespace {

void json(CLI::App& app, Options& options) { app.add_flag("--json", options.json, "one JSON object a line"); }

void files(CLI::App& app, Options& options, char const* what) {
    app.add_option("files", options.files, what)->required();
}

void columns(CLI::App& app, Options& options) {
    app.add_option("--column", options.columns, "HEADING=FIELD, or HEADING=ignore, where a heading is not known");
}

void passphrase(CLI::App& app, Options& options) {
    app.add_option(
           "--passphrase-fd", options.passphrase_descriptor,
           "descriptor to read the key's passphrase or PIN from, one line a key; else systemd's credential of the "
           "key's name")
        ->check(CLI::Range(0, 1023));
}

void init_options(CLI::App& app, Options& options) {
    app.add_option("folder", options.home, "the new workspace")->required();
    app.add_option("--sample", options.samples, "a programme of samples/programmes, or all");
}

void take_options(CLI::App& app, Options& options) {
    files(app, options, "rows, cover sheets, signatures, or files of the bank");
    app.add_option("--from", options.from, "who brings them")->required();
    app.add_option("--as", options.as, "list or bank, where the content does not tell")
        ->check(CLI::IsMember({"list", "bank"}));
}

void check_options(CLI::App& app, Options& options) {
    files(app, options, "cover sheets, or rows with --programme");
    app.add_option("--programme", options.programme, "for rows without a cover sheet");
    app.add_option("--profile", options.profile, "for rows without a cover sheet");
    columns(app, options);
    app.add_option("--workbook", options.workbook, "writes the list with its findings as comments, a new .xlsx");
    json(app, options);
}

void cover_options(CLI::App& app, Options& options) {
    app.add_option("list", options.files, "the rows file, in inbox/lists")->required()->expected(1);
    app.add_option("--code", options.code, "six characters, the first two the workspace's prefix")->required();
    app.add_option("--programme", options.programme, "whose programme pays")->required();
    app.add_option("--fund", options.fund, "exactly one")->required();
    app.add_option("--execution-date", options.execution_date, "2026-01-20")->required();
    app.add_option("--maker", options.as, "person of keys/register.toml")->required();
    app.add_option("--key", options.key, "the maker's key, a file or a pkcs11: URI; signs the cover")->required();
    passphrase(app, options);
    app.add_option("--profile", options.profile, "of formats/profiles")->required();
    app.add_option("--debtor-account", options.debtor_account, "id in almoner.toml")->required();
    app.add_option("--unit", options.unit, "unit of lines that name none");
    app.add_option("--kind", options.kind, "original, supplement, correction, cancellation or test")
        ->default_val("original");
    app.add_option("--of", options.of, "code of the list it supplements, corrects or cancels from");
    app.add_option("--reason", options.reason, "why it supplements, corrects or cancels");
    app.add_option("--basis", options.basis, "the minutes or document it rests on");
    app.add_option("--deadline", options.deadline, "last day the money may arrive");
    app.add_option("--instalment", options.instalment, "which time this period")->default_val(1);
    app.add_option("--notice-from", options.notice_from, "first day of the public notice");
    app.add_option("--notice-to", options.notice_to, "its last day");
    app.add_option("--notice-place", options.notice_place, "where it hung or stood");
    app.add_option("--objections", options.objections, "how many were raised and are open");
    columns(app, options);
}

void approve_options(CLI::App& app, Options& options) {
    files(app, options, "cover sheets");
    app.add_option("--as", options.as, "person of keys/register.toml")->required();
    app.add_option("--key", options.key, "that person's private key, PEM of mode 0600 or a pkcs11: URI")->required();
    passphrase(app, options);
    app.add_flag("--refuse", options.refuse, "signs that the lists are not to be paid");
    app.add_option("--reason", options.reason, "why, of a refusal");
}

void seal_options(CLI::App& app, Options& options) {
    app.add_option("--as", options.as, "person of keys/register.toml with the role settings");
    app.add_option("--key", options.key, "that person's private key, PEM of mode 0600 or a pkcs11: URI");
    passphrase(app, options);
}

void correct_options(CLI::App& app, Options& options) {
    app.add_option("code", options.code, "of the list")->required();
    app.add_option("--out", options.out, "the CSV file to write, best in inbox/lists")->required();
}

void register_options(CLI::App& app, Options& options) {
    std::vector<std::string> kinds = {"registered", "staff", "stopped", "previous", "verdicts"};
    app.add_option("kind", options.kind, "registered, staff, stopped, previous or verdicts")
        ->required()
        ->check(CLI::IsMember(std::move(kinds)));
    app.add_option("file", options.files, "a table as offices keep it, CSV or .xlsx")->required()->expected(1);
    app.add_option("--source", options.source, "who answers for it")->required();
    app.add_option("--date", options.date, "the day it speaks of, 2026-01-10")->required();
    app.add_option("--currency", options.currency, "of amounts, where debtor accounts have several");
    columns(app, options);
}

void verify_options(CLI::App& app, Options& options) {
    files(app, options, "signed files; with --signature one");
    app.add_option("--cert", options.certificate,
                   "the signer's certificate, PEM; else the key in force when the workspace sealed the file");
    app.add_option("--signature", options.signature, "the detached signature beside the file, FILE.p7s");
    app.add_option("--on", options.date, "the day the certificate must be valid on, 2026-01-20 (default today)");
    std::vector<std::string> algorithms = {"rsa-sha256", "rsa-pss-sha256", "ecdsa-sha256", "ecdsa-sha384", "ed25519"};
    app.add_option("--algorithm", options.algorithm, "what was agreed, where it is not the key's usual one")
        ->check(CLI::IsMember(std::move(algorithms)));
}

void compare_options(CLI::App& app, Options& options) {
    files(app, options, "copies of renderings, saved again elsewhere");
    app.add_option("--of", options.of, "MsgId of the file it is a copy of, where its name does not hold it");
}

void payees_options(CLI::App& app, Options& options) {
    files(app, options, "cover sheets, or rows with --programme");
    app.add_option("--out", options.out, "the CSV file to write; the bank fills in verdict and returned_name")
        ->required();
    app.add_option("--programme", options.programme, "for rows without a cover sheet");
    app.add_option("--profile", options.profile, "for rows without a cover sheet");
    columns(app, options);
}

void audit_options(CLI::App& app, Options& options) {
    app.add_option("action", options.action, "verify, export, prove, checkpoint or accept")
        ->required()
        ->check(CLI::IsMember({"verify", "export", "prove", "checkpoint", "accept"}));
    app.add_option("id", options.id, "prove: the payout id or EndToEndId of the transfer that is shown");
    app.add_option("--out", options.out, "export: the folder to make; prove: the file to write");
    app.add_option("--as", options.as, "accept: person of keys/register.toml with the role settings");
    app.add_option("--key", options.key, "accept: that person's private key, PEM of mode 0600 or a pkcs11: URI");
    app.add_option("--reason", options.reason, "accept: why what is there may stay");
    passphrase(app, options);
}

std::string const decide_footer =
    "admit         a file of the bank counts as it is, though it is in quarantine or contested\n"
    "submitted     a transfer file was given to the bank (one person says so)\n"
    "withdraw      a transfer file goes back from the outbox before the bank has it; its payouts are open again\n"
    "deliver       a transfer file in doubt never reached the bank and goes to the outbox again, the same bytes\n"
    "paid-outside  payouts that are held or have failed were paid by hand; they are never paid again\n"
    "write-back    their money is the fund's again\n"
    "carry-over    they are left to the next period\n"
    "recovered     payees have given back what they were paid\n"
    "recall        the bank is asked to give up payouts that it has, or to get their money back, for the reason "
    "--code\n"
    "recall-accepted, recall-refused  it has said so in no file, but by letter, telephone or at its portal\n"
    "confirm-paid, confirm-failed    payouts of which the bank's files contradict themselves: it has said what holds\n"
    "explain       entries that nothing of ours explains, or whose fund nobody knew, are what --how says\n"
    "match         an entry pays, or returns, the payout --payout\n"
    "close         exceptions are explained; with anything new they are open again (severity 3 and 4: one person)\n"
    "reopen        they are not (one person)\n\n"
    "The first who signs writes decisions/N-KIND.toml; a second signs the same by the same command. The next\n"
    "almoner reconcile takes up an admit, the next almoner pay the others.\n";

void decide_options(CLI::App& app, Options& options) {
    app.add_option("action", options.action, "what is decided")->required()->check(CLI::IsMember(decision_words()));
    app.add_option(
           "targets", options.values,
           "admit: the bank's file, from quarantine/ or archive/bank/; submitted, withdraw, deliver: transfer "
           "files, as the outbox names them or by MsgId; close, reopen: ids of the worklist; explain, match: entries, "
           "as FILE#STATEMENT/ENTRY in the worklist; else payout ids")
        ->required();
    app.add_option("--as", options.as, "person of keys/register.toml; but for submitted, with the role settings")
        ->required();
    app.add_option("--key", options.key, "that person's private key, PEM of mode 0600 or a pkcs11: URI")->required();
    app.add_option("--reason", options.reason, "why")->required();
    app.add_option("--how", options.how,
                   "paid-outside: portal, cash or cheque; explain: fee, funding, forwarding to a lower unit, internal "
                   "transfer, cash drawn, goods bought");
    app.add_option("--fund", options.fund, "explain: PROGRAMME/FUND that bears it or gets it");
    app.add_option("--payout", options.payout, "match: the payout's id");
    app.add_option("--amount", options.amount, "recovered: what was given back, where it was not all: 200.00");
    app.add_option("--code", options.cancellation_code,
                   "recall: CUST we want it back, DUPL paid twice, TECH our program's fault, FRAD fraud, AC03 wrong "
                   "account, AM09 wrong amount")
        ->check(CLI::IsMember(settings::cancellation_codes()));
    app.add_option("--ref", options.reference,
                   "submitted: the order's number at the bank; paid-outside, recovered: the reference that the "
                   "statement or the receipt shows; recall-accepted, recall-refused, confirm-paid, confirm-failed: the "
                   "bank's letter");
    passphrase(app, options);
    app.footer(decide_footer + app.get_footer());
}

void keys_options(CLI::App& app, Options& options) {
    std::vector<std::string> actions = {"list", "check", "new", "rotate", "revoke"};
    std::vector<std::string> purposes = {"file", "audit", "approval"};
    std::vector<std::string> algorithms = {"rsa-3072", "p256", "p384", "ed25519"};
    app.add_option("action", options.action, "list, check, new, rotate or revoke")
        ->required()
        ->check(CLI::IsMember(std::move(actions)));
    app.add_option("id", options.id, "the key, or the person whose key is revoked");
    app.add_option("--purpose", options.purpose, "new: file, audit or approval")
        ->check(CLI::IsMember(std::move(purposes)));
    app.add_option("--algorithm", options.algorithm, "new: rsa-3072, p256, p384 or ed25519")
        ->check(CLI::IsMember(std::move(algorithms)));
    app.add_option("--days", options.days, "new: how long the certificate is valid")
        ->check(CLI::Range(1, 3660))
        ->default_val(730);
    app.add_option("--key", options.key, "new: pkcs11: URI of a key that is on a token already");
    app.add_option("--to", options.to, "rotate: the key that is used next");
    app.add_option("--from", options.from, "rotate: its first day, 2027-01-01");
    app.add_option("--reason", options.reason, "revoke: why");
    passphrase(app, options);
    json(app, options);
}

void profiles_options(CLI::App& app, Options& options) {
    app.add_option("action", options.action,
                   "check: loads each, writes a sample file with it and validates that; prove: what is missing until a "
                   "bank is proven by a test list")
        ->check(CLI::IsMember({"check", "prove"}));
    app.add_option("name", options.id, "this one only");
    app.add_option("account", options.debtor_account, "prove: with this account of almoner.toml only");
    app.add_option("--out", options.out, "check: the folder that keeps the sample files, to show a bank");
    app.add_option("--as", options.as, "prove: person of keys/register.toml who has looked at what the test came to");
    app.add_option("--key", options.key, "prove: that person's key, a file or a pkcs11: URI");
    app.add_option("--reason", options.reason, "prove: what was looked at");
    passphrase(app, options);
    json(app, options);
}

void payouts_options(CLI::App& app, Options& options) {
    app.add_option("--list", options.list, "only this list code");
    app.add_option("--state", options.state, "only this payout state");
    json(app, options);
}

void backup_options(CLI::App& app, Options& options) {
    app.add_option("folder", options.out, "the new folder, best on another disk")->required();
}

void recover_options(CLI::App& app, Options& options) {
    app.add_option("--as", options.as, "person of keys/register.toml with the role settings, of whom it takes two");
    app.add_option("--key", options.key, "that person's private key, PEM of mode 0600 or a pkcs11: URI");
    app.add_option("--reason", options.reason, "what was lost, and where it was looked for what was paid since");
    passphrase(app, options);
}

void purge_options(CLI::App& app, Options& options) {
    app.add_option("--before", options.date, "2021-01-01: nothing that went on on that day or later is touched")
        ->required();
    app.add_option("--as", options.as, "person of keys/register.toml with the role settings, of whom it takes two");
    app.add_option("--key", options.key, "that person's private key, PEM of mode 0600 or a pkcs11: URI");
    app.add_option("--reason", options.reason, "by which rule the data is no longer kept");
    passphrase(app, options);
}

std::string const account_footer =
    "account_XX is an account in country XX, judged by that country's scheme where there is one; elsewhere it\n"
    "is the warning account.not_checkable, because nothing public can prove it. clearing_SYSTEM is a bank's\n"
    "number in a clearing system of ISO 20022, such as clearing_CNAPS. de_account, gb_modulus, hk_account,\n"
    "jp_zengin, ng_nuban and se_account take the bank's code and the account number after it.\n";

void account_options(CLI::App& app, Options& options) {
    auto names = value_schemes();
    names.emplace_back("de_account");  // the one that needs a directory of banks
    std::sort(names.begin(), names.end());
    std::string schemes;
    for (auto const name : names) {
        schemes += (schemes.empty() ? "" : ", ") + std::string(name);
    }
    app.add_option("values", options.values, "SCHEME:VALUE, the scheme one of " + schemes);
    app.footer(account_footer + app.get_footer());
    app.add_flag("--stdin", options.from_standard_input, "reads scheme, TAB, value a line");
    json(app, options);
}

}  // namespace

std::vector<Command> const& commands() {
    static std::vector<Command> const table = {
        {"init", "makes a workspace, with a sample its keys, lists and bank", init_options, run_init},
        {"take", "copies lists or bank files into the inbox and records who brought them", take_options, run_take},
        {"check", "reads and checks lists and changes nothing", check_options, run_check},
        {"cover", "writes and signs the cover sheet of a list", cover_options, run_cover},
        {"approve", "adds one person's signature to cover sheets, or a refusal", approve_options, run_approve},
        {"seal", "shows what changed in the settings, and adds one person's signature to them", seal_options, run_seal},
        {"correct", "writes the held and failed lines of a list, to be mended", correct_options, run_correct},
        {"register", "brings in a reference list: who is registered, staff, stopped, was paid before, or was verified",
         register_options, run_register},
        {"payees", "writes the accounts and names that a bank is to verify", payees_options, run_payees},
        {"keys", "the keys: lists and checks them, makes, rotates and revokes one", keys_options, run_keys},
        {"pay", "approved lists become signed files in outbox/", passphrase, run_pay},
        {"reconcile", "the bank's files become outcomes",
         [](CLI::App& app, Options& options) { app.add_option("files", options.files, "instead of inbox/bank"); },
         run_reconcile},
        {"run", "the night: pay, reconcile, report; what cron calls", passphrase, run_night},
        {"report", "writes the night report and prints the control table", json, run_report},
        {"status", "what is where and what waits for a person", json, run_status},
        {"payouts", "every payout and its attempt, one a line", payouts_options, run_payouts},
        {"show", "one payout: its whole trace and why it is in its state",
         [](CLI::App& app, Options& options) {
             app.add_option("id", options.id, "payout id or EndToEndId")->required();
         },
         run_show},
        {"exceptions", "the worklist", json, run_exceptions},
        {"decide",
         "signs what people decide about files and payouts: withdraw, submitted, paid-outside, write-back ...",
         decide_options, run_decide},
        {"verify", "the signature of a transfer or bank file", verify_options, run_verify},
        {"compare", "a copy of what the portal takes, row by row against the one that was released", compare_options,
         run_compare},
        {"audit", "proves that store and archive are what was logged, or gives out what others prove it by",
         audit_options, run_audit},
        {"fsck", "looks at every invariant of the workspace and changes nothing: store, log, archive, files, books",
         json, run_fsck},
        {"backup", "copies everything but private keys into a new folder, while others may be writing", backup_options,
         run_backup},
        {"recover", "rebuilds from what was archived and signed what a lost or old store has spent", recover_options,
         run_recover},
        {"purge", "erases who was paid by lists that ended before a day, and keeps that they were paid and the proof",
         purge_options, run_purge},
        {"statement", "a bank file as entries; needs no workspace",
         [](CLI::App& app, Options& options) {
             files(app, options, "pain.002, camt.029, camt.052 to 054, MT940 or MT942; plain, gzip or zip");
             json(app, options);
         },
         run_statement},
        {"profiles", "lists the banks' profiles, checks them with made-up payments, or shows which are proven",
         profiles_options, run_profiles},
        {"account", "checks values such as accounts and identities; needs no workspace", account_options, run_account},
    };
    return table;
}

}  // namespace almoner::cli
