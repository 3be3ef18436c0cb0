-- The first schema. Amounts are integers in minor units of the currency beside them; times are UTC
-- text (ISO 8601); ISO 20022 names stand in brackets.

CREATE TABLE store (
    name  TEXT PRIMARY KEY,          -- schema, epoch, last_seen_utc, person_key
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE run (
    run          INTEGER PRIMARY KEY,
    kind         TEXT NOT NULL,      -- pay, reconcile, night
    started_utc  TEXT NOT NULL,
    finished_utc TEXT,
    exit_code    INTEGER
);

CREATE TABLE list (
    list            INTEGER PRIMARY KEY,
    code            TEXT NOT NULL UNIQUE,   -- six characters, for ever
    cover_sha256    TEXT NOT NULL UNIQUE,   -- the identity of the list
    kind            TEXT NOT NULL,          -- original, supplement, correction, cancellation, test
    of_list         INTEGER REFERENCES list,
    programme       TEXT NOT NULL,
    period          TEXT NOT NULL,
    instalment      INTEGER NOT NULL,
    unit            TEXT NOT NULL,
    fund            TEXT NOT NULL,
    profile         TEXT NOT NULL,
    debtor_account  TEXT NOT NULL,          -- id in almoner.toml
    currency        TEXT NOT NULL,          -- ISO 4217
    execution_date  TEXT NOT NULL,          -- as approved [ReqdExctnDt]
    maker           TEXT NOT NULL,
    cover_file      TEXT NOT NULL,          -- name under which it came
    rows_file       TEXT NOT NULL,
    rows_sha256     TEXT NOT NULL,
    total           INTEGER NOT NULL,       -- of all lines of every channel and state
    planned         INTEGER NOT NULL DEFAULT 0,  -- 1 when its files are planned
    run             INTEGER NOT NULL REFERENCES run,
    claimed_utc     TEXT NOT NULL
);

CREATE TABLE approval (
    list               INTEGER NOT NULL REFERENCES list,
    person             TEXT NOT NULL,
    role               TEXT NOT NULL,       -- maker, approver
    certificate_sha256 TEXT NOT NULL,
    signature_sha256   TEXT NOT NULL,
    PRIMARY KEY (list, person)
) WITHOUT ROWID;

CREATE TABLE line (
    list        INTEGER NOT NULL REFERENCES list,
    sheet       INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    payee_kind  TEXT NOT NULL,              -- person, household, enterprise
    channel     TEXT NOT NULL,              -- bank, cash, in_kind
    state       TEXT NOT NULL,              -- accepted, held, refused, cancelled
    category    TEXT NOT NULL,
    unit        TEXT NOT NULL,
    payee_name  TEXT NOT NULL,              -- [Cdtr/Nm]
    person_key  BLOB NOT NULL,
    scheme      TEXT NOT NULL,              -- iban, other
    account     TEXT NOT NULL,              -- [CdtrAcct/Id]
    bank_code   TEXT NOT NULL,              -- [CdtrAgt/FinInstnId/ClrSysMmbId/MmbId]
    bic         TEXT NOT NULL,              -- [CdtrAgt/FinInstnId/BICFI]
    amount      INTEGER NOT NULL,           -- [InstdAmt]
    members     INTEGER NOT NULL,
    note        TEXT NOT NULL,              -- internal, never leaves
    finding     TEXT NOT NULL,              -- code that decided a state other than accepted
    PRIMARY KEY (list, sheet, row)
) WITHOUT ROWID;

CREATE TABLE finding (
    finding   INTEGER PRIMARY KEY,
    run       INTEGER NOT NULL REFERENCES run,
    list_code TEXT NOT NULL,                -- also of a list that was refused as a whole
    code      TEXT NOT NULL,
    severity  TEXT NOT NULL,
    file      TEXT NOT NULL,
    sheet     TEXT NOT NULL,
    row       INTEGER NOT NULL,
    column_   INTEGER NOT NULL,
    value     TEXT NOT NULL,
    arguments TEXT NOT NULL                 -- separated by U+001F
);
CREATE INDEX finding_by_list ON finding (list_code);

-- Who may get a payout once only: programme, period, category, kind of benefit and instalment.
CREATE TABLE payout_scope (
    scope      INTEGER PRIMARY KEY,
    programme  TEXT NOT NULL,
    period     TEXT NOT NULL,
    category   TEXT NOT NULL,
    kind       TEXT NOT NULL,               -- money, goods
    instalment INTEGER NOT NULL,
    UNIQUE (programme, period, category, kind, instalment)
);
CREATE TABLE payout_key (
    scope      INTEGER NOT NULL REFERENCES payout_scope,
    person_key BLOB NOT NULL,
    list       INTEGER NOT NULL,
    sheet      INTEGER NOT NULL,
    row        INTEGER NOT NULL,
    PRIMARY KEY (scope, person_key)
) WITHOUT ROWID;

CREATE TABLE transfer_file (
    file              INTEGER PRIMARY KEY,
    message_id        TEXT NOT NULL UNIQUE, -- [GrpHdr/MsgId]
    list              INTEGER NOT NULL REFERENCES list,
    state             TEXT NOT NULL,        -- planned, sealed, delivered, submitted ...
    name              TEXT NOT NULL,        -- file name in staging and outbox
    created_utc       TEXT NOT NULL,        -- [GrpHdr/CreDtTm], fixed at planning
    transaction_count INTEGER NOT NULL,     -- [GrpHdr/NbOfTxs]
    control_sum       INTEGER NOT NULL,     -- [GrpHdr/CtrlSum]
    sha256            TEXT NOT NULL DEFAULT '',
    byte_count        INTEGER NOT NULL DEFAULT 0,
    canonical_sha256  TEXT NOT NULL DEFAULT '',
    signer            TEXT NOT NULL DEFAULT '',
    boot_id           TEXT NOT NULL DEFAULT '',
    sealed_utc        TEXT,
    delivered_utc     TEXT,
    handed_over       INTEGER NOT NULL DEFAULT 0  -- 1 once it stands on a hand-over sheet
);
CREATE INDEX transfer_file_by_list ON transfer_file (list);

CREATE TABLE batch (
    file                   INTEGER NOT NULL REFERENCES transfer_file,
    number                 INTEGER NOT NULL,
    payment_information_id TEXT NOT NULL UNIQUE,  -- [PmtInfId]
    execution_date         TEXT NOT NULL,         -- [ReqdExctnDt], a business day
    transaction_count      INTEGER NOT NULL,
    control_sum            INTEGER NOT NULL,
    PRIMARY KEY (file, number)
) WITHOUT ROWID;

-- One transfer to one account. Its EndToEndId is list code, sheet, row and attempt and so needs no column.
CREATE TABLE attempt (
    list    INTEGER NOT NULL,
    sheet   INTEGER NOT NULL,
    row     INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    file    INTEGER NOT NULL REFERENCES transfer_file,
    batch   INTEGER NOT NULL,
    live    INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (list, sheet, row, attempt),
    FOREIGN KEY (list, sheet, row) REFERENCES line
) WITHOUT ROWID;
CREATE UNIQUE INDEX attempt_live ON attempt (list, sheet, row) WHERE live = 1;
CREATE INDEX attempt_by_file ON attempt (file, batch);

CREATE TABLE bank_file (
    bank_file INTEGER PRIMARY KEY,
    sha256    TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,                -- name under which it came
    message   TEXT NOT NULL,                -- pain.002.001.10, camt.053.001.08 or empty
    message_id TEXT NOT NULL,
    signer    TEXT NOT NULL,
    state     TEXT NOT NULL,                -- admitted, quarantined
    reason    TEXT NOT NULL,                -- code of the fault that quarantined it
    detail    TEXT NOT NULL,
    run       INTEGER NOT NULL REFERENCES run,
    taken_utc TEXT NOT NULL
);

CREATE TABLE statement (
    bank_file   INTEGER NOT NULL REFERENCES bank_file,
    statement   INTEGER NOT NULL,           -- 1-based position in the file
    message     TEXT NOT NULL,              -- camt.053, mt940 ...; each has a sequence of its own
    id          TEXT NOT NULL,              -- [Stmt/Id]
    account     TEXT NOT NULL,              -- [Acct/Id], as almoner.toml calls it
    currency    TEXT NOT NULL,
    sequence    INTEGER,                    -- [ElctrncSeqNb or LglSeqNb]
    page        INTEGER NOT NULL,           -- [StmtPgntn/PgNb]
    first_page  INTEGER NOT NULL,
    last_page   INTEGER NOT NULL,           -- [StmtPgntn/LastPgInd]
    opening     INTEGER,                    -- signed, [Bal OPBD or PRCD]
    closing     INTEGER,                    -- signed, [Bal CLBD]
    booked      INTEGER,                    -- signed sum of the booked entries
    closing_day TEXT NOT NULL,
    entry_count INTEGER NOT NULL,
    content     TEXT NOT NULL,              -- digest of what balances and entries say
    standing    TEXT NOT NULL,              -- counts, repeated, contested, superseded
    PRIMARY KEY (bank_file, statement)
) WITHOUT ROWID;
CREATE UNIQUE INDEX statement_counts_once
ON statement (account, currency, message, substr(closing_day, 1, 4), sequence, page)
WHERE standing = 'counts' AND sequence IS NOT NULL AND message IN ('camt.053', 'mt940');
CREATE INDEX statement_set_aside ON statement (bank_file, statement) WHERE standing <> 'counts';

CREATE TABLE entry (
    bank_file    INTEGER NOT NULL,
    statement    INTEGER NOT NULL,
    entry        INTEGER NOT NULL,          -- 1-based position in the statement
    detail       INTEGER NOT NULL,          -- 1-based position in the entry, 0 when it has none
    amount       INTEGER NOT NULL,          -- signed: credits positive
    currency     TEXT NOT NULL,
    booking_day  TEXT NOT NULL,
    end_to_end_id TEXT NOT NULL,
    class        TEXT NOT NULL,             -- payout_debit, return, fee, funding, conflict, unexplained, other_account
    rule         TEXT NOT NULL,             -- what was compared
    reason       TEXT NOT NULL,
    text         TEXT NOT NULL,
    PRIMARY KEY (bank_file, statement, entry, detail),
    -- A statement's head is complete only at its end, after its entries.
    FOREIGN KEY (bank_file, statement) REFERENCES statement DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

-- Append-only facts about attempts (and, in file_evidence, about whole files or batches).
CREATE TABLE evidence (
    list      INTEGER NOT NULL,
    sheet     INTEGER NOT NULL,
    row       INTEGER NOT NULL,
    attempt   INTEGER NOT NULL,
    bank_file INTEGER NOT NULL REFERENCES bank_file,
    statement INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    detail    INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    amount    INTEGER NOT NULL,         -- counts only with a currency
    currency  TEXT,
    day       TEXT,                     -- [BookgDt]
    reason    TEXT NOT NULL,
    text      TEXT NOT NULL,
    rule      TEXT NOT NULL,
    PRIMARY KEY (list, sheet, row, attempt, bank_file, statement, entry, detail, kind),
    FOREIGN KEY (list, sheet, row, attempt) REFERENCES attempt
) WITHOUT ROWID;

CREATE TABLE file_evidence (
    file      INTEGER NOT NULL REFERENCES transfer_file,
    batch     INTEGER NOT NULL,             -- 0 for the whole file
    bank_file INTEGER NOT NULL REFERENCES bank_file,
    entry     INTEGER NOT NULL,
    kind      TEXT NOT NULL,
    reason    TEXT NOT NULL,
    text      TEXT NOT NULL,
    PRIMARY KEY (file, batch, bank_file, entry, kind)
) WITHOUT ROWID;

-- RFC 6962 leaves in order: leaf = SHA-256(0x00 || record).
CREATE TABLE audit (
    leaf   INTEGER PRIMARY KEY,
    record TEXT NOT NULL,                   -- one canonical JSON line
    sha256 TEXT NOT NULL
);

CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
CREATE TRIGGER evidence_keeps BEFORE UPDATE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_stays BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is never removed'); END;
CREATE TRIGGER line_is_fixed BEFORE UPDATE OF amount, account, payee_name, person_key ON line
BEGIN SELECT RAISE(ABORT, 'an approved line is never changed'); END;
CREATE TRIGGER line_stays BEFORE DELETE ON line BEGIN SELECT RAISE(ABORT, 'a line is never removed'); END;
CREATE TRIGGER file_goes_forward BEFORE UPDATE OF state ON transfer_file
WHEN NOT (
    (OLD.state = 'planned' AND NEW.state IN ('sealed', 'not_sent')) OR
    (OLD.state = 'sealed' AND NEW.state IN ('delivered', 'in_doubt')) OR
    (OLD.state = 'in_doubt' AND NEW.state IN ('delivered', 'submitted', 'not_sent')) OR
    (OLD.state = 'delivered' AND NEW.state IN ('submitted', 'withdrawn')) OR
    (OLD.state = 'submitted' AND NEW.state = 'at_bank_for_release'))
BEGIN SELECT RAISE(ABORT, 'no such step for a transfer file'); END;
CREATE TRIGGER sealed_bytes_stay BEFORE UPDATE OF sha256, byte_count, canonical_sha256, signer ON transfer_file
WHEN OLD.sha256 <> '' BEGIN SELECT RAISE(ABORT, 'the bytes of a sealed file never change'); END;
