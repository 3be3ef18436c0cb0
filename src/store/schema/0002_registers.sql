-- Reference lists that payment lists are held against, and what a list is found again by.

-- One version of one reference list: registered persons, staff, stopped payees, last period's payments, or the
-- verdicts of a payee verification. The latest version of a kind is in force.
CREATE TABLE register (
    register    INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,             -- registered, staff, stopped, previous, verdicts
    source      TEXT NOT NULL,             -- who answers for it
    day         TEXT NOT NULL,             -- the day it speaks of
    file        TEXT NOT NULL,             -- name under which it came
    sha256      TEXT NOT NULL,
    entry_count INTEGER NOT NULL,
    run         INTEGER NOT NULL REFERENCES run,
    taken_utc   TEXT NOT NULL
);
CREATE INDEX register_by_kind ON register (kind, register);

-- No name and no number: a person, an account, or an account with its holder's name, as keyed digests.
CREATE TABLE register_entry (
    register INTEGER NOT NULL REFERENCES register,
    key      BLOB NOT NULL,                -- 16 bytes of HMAC with the store's key
    row      INTEGER NOT NULL,             -- of the file it came in
    word     TEXT NOT NULL,                -- why it is there: deceased, ended, blocked, match ...
    amount   INTEGER NOT NULL,             -- of the previous period, minor units; 0 elsewhere
    PRIMARY KEY (register, key, row)
) WITHOUT ROWID;

-- The accounts of a list, so that a later list can tell that an account was paid the same amount just now.
CREATE TABLE account_use (
    list        INTEGER NOT NULL REFERENCES list,
    account_key BLOB NOT NULL,             -- 16 bytes of HMAC with the store's key
    sheet       INTEGER NOT NULL,
    row         INTEGER NOT NULL,
    amount      INTEGER NOT NULL,          -- minor units of the list's currency
    PRIMARY KEY (list, account_key, sheet, row)
) WITHOUT ROWID;

ALTER TABLE line ADD COLUMN beneficiary_name TEXT NOT NULL DEFAULT '';  -- [UltmtCdtr/Nm], when another than the payee
ALTER TABLE line ADD COLUMN relation TEXT NOT NULL DEFAULT '';          -- of the account's holder to the beneficiary

CREATE TRIGGER register_keeps BEFORE UPDATE ON register
BEGIN SELECT RAISE(ABORT, 'a register is never changed; bring a new version'); END;
CREATE TRIGGER register_entry_keeps BEFORE UPDATE ON register_entry
BEGIN SELECT RAISE(ABORT, 'a register is never changed; bring a new version'); END;
CREATE TRIGGER beneficiary_is_fixed BEFORE UPDATE OF beneficiary_name, relation ON line
BEGIN SELECT RAISE(ABORT, 'an approved line is never changed'); END;
