"""What is allowed where. A row is a decision: change the table only together with its reason."""

BELOW_FOUR = {"core", "bytes", "crypto", "store", "settings", "sheet", "xml", "seal"}

# Which rooms a room may include beside itself.
ROOMS = {
    "core": set(),
    "bytes": {"core"},
    "crypto": {"core"},
    "directories": {"core"},
    "store": {"core"},
    "settings": {"core", "bytes"},
    "sheet": {"core", "bytes"},
    "xml": {"core", "bytes"},
    "seal": {"core", "bytes", "xml", "crypto", "settings"},
    "vetting": {"core", "bytes", "crypto", "store", "settings", "sheet"},
    "audit": {"core", "crypto", "store"},
    "payout": BELOW_FOUR | {"vetting", "audit"},
    "reconcile": BELOW_FOUR | {"audit"},
    "report": BELOW_FOUR,
    "cli": BELOW_FOUR | {"directories", "vetting", "payout", "reconcile", "report", "audit"},
    "testbank": {"core", "bytes", "xml", "crypto", "settings", "seal"},
}

# (beginning of the include, rooms that may have it)
LIBRARIES = [
    ("openssl/", {"crypto"}),
    ("ktoblzcheck", {"directories"}),
    ("libxml/", {"xml"}),
    ("sqlite3", {"store"}),
    ("libpq", {"store"}),
    ("toml++/", {"settings"}),
    ("nlohmann/", {"audit"}),
    ("CLI/", {"cli", "testbank"}),
    ("spdlog/", {"cli"}),
    ("fmt/", {"cli"}),
    ("date/tz.h", {"cli"}),
    ("date/date.h", {"core", "cli"}),
    ("expat", {"sheet"}),
    ("xlsxwriter", {"sheet"}),
    ("zip.h", {"bytes"}),
    ("zlib.h", {"bytes"}),
    ("iconv.h", {"bytes"}),
    ("utf8proc", {"bytes"}),
]

# (pattern in code, rooms that may use it, reason and what to do instead)
BANNED = [
    (r"\b(?:float|double)\b", set(), "money and counts are whole numbers; use Money or an integer"),
    (r"\b(?:strto[dflu]\w*|sto[dfil]\w*|ato[fil]+)\s*\(", set(), "reads half a number in silence; use std::from_chars"),
    (r"\bstd::(?:rand|random_device|mt19937\w*)\b|\bs?rand\s*\(", {"cli"}, "the same input gives the same bytes"),
    (r"\b(?:system|popen|execv\w*|execl\w*|fork)\s*\(", set(), "no other program runs inside a night"),
    (r"\b(?:secure_)?getenv\s*\(", {"cli"}, "the environment is an argument; read it in src/cli"),
    (r"\b(?:system_clock|steady_clock|high_resolution_clock)\s*::\s*now\b", {"cli"},
     "time is an argument; take a Clock"),
    (r"\b(?:gettimeofday|clock_gettime)\s*\(|\btime\s*\(\s*(?:nullptr|NULL|0)\s*\)", {"cli"},
     "time is an argument; take a Clock"),
    (r"\b(?:gmtime|localtime|mktime|strftime|strptime|asctime|ctime)(?:_r)?\s*\(", set(),
     "hidden time zones and shared buffers; use Day and Instant"),
    (r"\b(?:v?sprintf|v?sscanf|strcpy|strcat|strncpy|strncat|strtok|gets|alloca)\s*\(", set(),
     "writes past the end or cuts in silence; use std::string"),
    (r"(?<!operator )\bnew\b", set(), "use std::make_unique or a container"),
    (r"(?<!= )(?<!operator )\bdelete\b", set(), "use a unique_ptr with a deleter"),
    (r"\bthrow\b", set(), "errors are values; return an Error"),
    (r"^[ \t]*#[ \t]*define\b", set(), "no macros; use constexpr or a function"),
    (r"(?<!static_)\bassert\s*\(", set(), "vanishes in the release; use check()"),
    (r"\busing\s+namespace\s+std\s*;", set(), "name what is used"),
]

# Sources whose behaviour is tested elsewhere, and where.
NIGHT = "tests/night/test_night.py, where the commands drive it on whole nights"
COMMANDS = "tests/night/test_commands.py, where it is called as people and scripts call it"
CLERK = "tests/night/test_lists.py, where a clerk calls it"
ROWS = "tests/vetting/line_check.cpp, where whole rows are checked"
LISTS = "tests/vetting/survey.cpp and tests/night/test_night.py, where whole lists are read"
KEYS = "tests/night/test_keys.py, where a finance office lives with its keys"
REGISTERS = "tests/night/test_registers.py, where an office brings registers and asks its bank"
AUDIT = "tests/night/test_audit.py, where an auditor looks who has only what is given out"
PROVING = "tests/night/test_proving.py, where a bank is proven step by step and unproven by a change"
SILENCE = "tests/reconcile/test_silence.py, where a bank says nothing for days"
LUMPS = "tests/reconcile/test_lumps.py, where sums come in every order and stand for whom they must"
ADMISSION = "tests/reconcile/test_admission.py, where two people decide what a bank's file is worth"
PROFILES = "tests/profiles/test_profiles.py, where every profile's files are held against all schemas"
RENDERINGS = "tests/profiles/test_renderings.py, where files are paid, read by another reader, and their copies compared"
RECALLS = "tests/night/test_recall.py, which asks a bank to give payments up and answers as banks do"
DECISIONS = "tests/night/test_decisions.py, which decides, pays and reads statements as people and banks do"
FSCK = "tests/night/test_fsck.py, where each invariant is broken in a whole workspace"
SAID = "tests/night/test_said.py, on a whole workspace"
BACKUP = "tests/night/test_backup.py, where a workspace is copied, lost and brought back"
RECOVER = "tests/night/test_recover.py, where stores are lost, old ones put back, and what was spent is rebuilt"
PURGE = "tests/night/test_purge.py, where who was paid is looked for in every byte, and purges are killed and finished"
TESTED_ELSEWHERE = {
    "src/audit/purged.cpp": PURGE,
    "src/cli/purge.cpp": PURGE,
    "src/cli/unfinished_purge.cpp": PURGE,
    "src/payout/purge.cpp": PURGE,
    "src/payout/purge_plan.cpp": PURGE,
    "src/report/unended.cpp": PURGE,
    "src/payout/signed_records.cpp": "tests/night/test_recover.py and tests/night/test_purge.py, where signatures are taken away",
    "src/report/bank_exceptions.cpp": "tests/report/exceptions.cpp, as what the worklist says",
    "src/report/gathering.cpp": "tests/report/exceptions.cpp, as what the worklist says",
    "src/report/proposals.cpp": SAID,
    "src/report/bank_book.cpp": SAID,
    "src/store/shown_accounts.cpp": SAID,
    "src/store/rulings.cpp": SAID,
    "src/store/explanations.cpp": SAID,
    "src/payout/taking.cpp": SAID,
    "src/payout/take_up_said.cpp": SAID,
    "src/payout/ruling_standing.cpp": SAID,
    "src/payout/entry_standing.cpp": SAID,
    "src/cli/recover.cpp": RECOVER,
    "src/payout/archived_lists.cpp": RECOVER,
    "src/payout/lost.cpp": RECOVER,
    "src/payout/rebuild.cpp": RECOVER,
    "src/payout/reclaim.cpp": RECOVER,
    "src/payout/recover.cpp": RECOVER,
    "src/payout/signed_contents.cpp": RECOVER,
    "src/store/unpaid_lines.cpp": RECOVER,
    "src/audit/kept_copies.cpp": FSCK,
    "src/audit/workspace_copy.cpp": BACKUP,
    "src/cli/backup.cpp": BACKUP,
    "src/cli/fsck.cpp": FSCK,
    "src/payout/sealed_files.cpp": FSCK,
    "src/payout/account_balance.cpp": DECISIONS,
    "src/payout/recall_file.cpp": RECALLS,
    "src/payout/recall_sheet.cpp": RECALLS,
    "src/payout/payouts_named.cpp": DECISIONS,
    "src/payout/recall_standing.cpp": RECALLS,
    "src/store/recalls.cpp": RECALLS,
    "src/payout/standing.cpp": DECISIONS,
    "src/store/worklist.cpp": DECISIONS,
    "src/payout/take_up.cpp": DECISIONS,
    "src/reconcile/settle_statement.cpp": "tests/reconcile/settle.cpp, beside the entries of the statement",
    "src/reconcile/show_closings.cpp": DECISIONS,
    "src/store/closings.cpp": DECISIONS,
    "src/vetting/account_check.cpp": ROWS,
    "src/vetting/amount_check.cpp": ROWS,
    "src/vetting/row_reading.cpp": ROWS,
    "src/vetting/list_reading.cpp": LISTS,
    "src/vetting/list_totals.cpp": LISTS,
    "src/reconcile/read/answer_formats.cpp": "tests/reconcile/answer.cpp, where formats are broken and added to",
    "src/reconcile/read/answer_kind.cpp": "tests/reconcile/answer.cpp, where answers of every kind are told and read",
    "src/reconcile/read/xml_answer.cpp": "tests/reconcile/answer.cpp, where answers of every kind are told and read",
    "src/reconcile/read/part_text.cpp": "tests/reconcile/answer.cpp, where answers of every kind are told and read",
    "src/xml/map_reader.cpp": "tests/xml/reading_map.cpp, where maps are compiled and read by",
    "src/xml/template_compiler.cpp": "tests/xml/template.cpp, where templates are compiled and written",
    "src/payout/compare_copy.cpp": RENDERINGS,
    "src/payout/rendering_rows.cpp": RENDERINGS,
    "src/payout/render.cpp": RENDERINGS,
    "src/payout/message_map.cpp": "tests/payout/reread.cpp, where files are read by the maps of their messages",
    "src/cli/compare.cpp": RENDERINGS,
    "src/xml/template_writer.cpp": "tests/xml/template.cpp, where templates are compiled and written",
    "src/payout/line_writing.cpp": "tests/payout/claim.cpp, where a whole list is claimed",
    "src/audit/anchor.cpp": "tests/audit/log.cpp, where a log is signed and proved",
    "src/audit/proof.cpp": "tests/audit/log.cpp, and tests/night/test_audit.py, where every table and file is changed",
    "src/payout/as_logged.cpp": AUDIT,
    "src/payout/sample_file.cpp": PROFILES,
    "src/payout/transfer_record.cpp": AUDIT,
    "src/cli/audit.cpp": AUDIT,
    "src/cli/decide.cpp": ADMISSION,
    "src/cli/decision_file.cpp": AUDIT,
    "src/reconcile/decided.cpp": ADMISSION,
    "src/reconcile/solve_lumps.cpp": LUMPS,
    "src/report/silence.cpp": SILENCE,
    "src/store/lumps.cpp": LUMPS,
    "src/audit/archived.cpp": AUDIT,
    "src/cli/approve.cpp": CLERK,
    "src/cli/bank_proof.cpp": PROVING,
    "src/payout/decided.cpp": PROVING,
    "src/payout/proven_bank.cpp": PROVING,
    "src/cli/check.cpp": CLERK,
    "src/cli/account.cpp": COMMANDS,
    "src/cli/bench.cpp": COMMANDS,
    "src/cli/commands.cpp": COMMANDS,
    "src/cli/cover.cpp": CLERK,
    "src/cli/cover_sheet.cpp": CLERK,
    "src/cli/correct.cpp": NIGHT,
    "src/cli/init.cpp": COMMANDS,
    "src/cli/inspect.cpp": COMMANDS,
    "src/cli/key_changes.cpp": KEYS,
    "src/cli/key_check.cpp": KEYS,
    "src/cli/key_room.cpp": KEYS,
    "src/cli/keys.cpp": KEYS,
    "src/cli/named_list.cpp": CLERK,
    "src/cli/night.cpp": NIGHT,
    "src/cli/payees.cpp": REGISTERS,
    "src/cli/profiles.cpp": PROFILES,
    "src/cli/register.cpp": REGISTERS,
    "src/cli/writing_run.cpp": REGISTERS,
    "src/cli/seal.cpp": "tests/night/test_seal.py, where two people seal and one alone cannot",
    "src/cli/statement.cpp": "tests/night/test_commands.py and tests/reconcile/test_bank_files.py",
    "src/cli/take.cpp": CLERK,
    "src/cli/views.cpp": COMMANDS,
}

# Functions that may be longer than the limit: (file, function): reason.
LONG_FUNCTIONS = {}

# Words of unfinished work, and files where such a word means something else: (file, word): reason.
OTHER_MEANING = {}
