-- What people say of what the bank booked.

-- What an entry is that nothing of ours explains, or whose fund nobody knew.
CREATE TABLE explanation (
    bank_file INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    detail    INTEGER NOT NULL,
    class     TEXT NOT NULL,             -- fee, funding, forwarding, internal, cash, goods, payout_debit, return
    programme TEXT NOT NULL DEFAULT '',  -- whose fund bears it or gets it; empty where none does
    fund      TEXT NOT NULL DEFAULT '',
    decision  TEXT NOT NULL,             -- N-KIND of decisions/
    PRIMARY KEY (bank_file, statement, entry, detail),
    FOREIGN KEY (bank_file, statement, entry, detail) REFERENCES entry
) WITHOUT ROWID;
CREATE TRIGGER explanation_keeps BEFORE UPDATE ON explanation
BEGIN SELECT RAISE(ABORT, 'an explanation is never changed'); END;
CREATE TRIGGER explanation_stays BEFORE DELETE ON explanation
BEGIN SELECT RAISE(ABORT, 'an explanation is never removed'); END;

-- What holds of facts that exclude each other, as the bank has told people.
CREATE TABLE ruling (
    list     INTEGER NOT NULL,
    sheet    INTEGER NOT NULL,
    row      INTEGER NOT NULL,
    attempt  INTEGER NOT NULL,
    number   INTEGER NOT NULL,   -- of ruling on this transfer, from 1
    kind     TEXT NOT NULL,      -- ruled_paid, ruled_failed
    facts    INTEGER NOT NULL,   -- how many of the bank's were there; with another one it holds no more
    reference TEXT NOT NULL,     -- the bank's letter
    decision TEXT NOT NULL,      -- N-KIND of decisions/
    PRIMARY KEY (list, sheet, row, attempt, number),
    FOREIGN KEY (list, sheet, row, attempt) REFERENCES attempt
) WITHOUT ROWID;
CREATE TRIGGER ruling_keeps BEFORE UPDATE ON ruling
BEGIN SELECT RAISE(ABORT, 'a ruling is never changed'); END;
CREATE TRIGGER ruling_stays BEFORE DELETE ON ruling
BEGIN SELECT RAISE(ABORT, 'a ruling is never removed'); END;

-- The payee's account as the bank shows it, where it is asked for later: of entries that nothing explains, and of
-- banks that show an inner account in place of the card.
CREATE TABLE shown_account (
    bank_file INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    entry     INTEGER NOT NULL,
    detail    INTEGER NOT NULL,
    account   TEXT NOT NULL,
    list      INTEGER,           -- the line that it pays, where one is known
    sheet     INTEGER,
    row       INTEGER,
    attempt   INTEGER,
    PRIMARY KEY (bank_file, statement, entry, detail),
    FOREIGN KEY (bank_file, statement, entry, detail) REFERENCES entry
) WITHOUT ROWID;

-- Whether it is announced and not booked, or stands in a report that leads to no balance: it adds to no sum.
ALTER TABLE entry ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
