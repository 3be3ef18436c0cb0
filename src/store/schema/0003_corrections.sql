-- What later lists do to lines of an earlier one. The line as it was first approved is never changed: who corrected or
-- cancelled it, why, and what was said before stay side by side.

ALTER TABLE list ADD COLUMN round INTEGER NOT NULL DEFAULT 1;  -- of paying its lines: 1, each correction of a list one more [GrpHdr/MsgId]
ALTER TABLE list ADD COLUMN reason TEXT NOT NULL DEFAULT '';   -- why it supplements, corrects or cancels
CREATE UNIQUE INDEX list_round ON list (of_list, round) WHERE kind = 'correction';

-- One version of a line after the first: what is paid by the attempt of its round, if that is by bank.
CREATE TABLE correction (
    list           INTEGER NOT NULL,        -- the corrected list
    sheet          INTEGER NOT NULL,
    row            INTEGER NOT NULL,
    attempt        INTEGER NOT NULL,        -- the round of the correction list [PmtId/EndToEndId]
    correction     INTEGER NOT NULL REFERENCES list,  -- the list that says so
    correction_row INTEGER NOT NULL,        -- and the row of it
    channel        TEXT NOT NULL,           -- bank, cash, in_kind
    payee_name     TEXT NOT NULL,           -- [Cdtr/Nm], as the account has it
    scheme         TEXT NOT NULL,           -- iban, other
    account        TEXT NOT NULL,           -- [CdtrAcct/Id]
    bank_code      TEXT NOT NULL,           -- [CdtrAgt/FinInstnId/ClrSysMmbId/MmbId]
    bic            TEXT NOT NULL,           -- [CdtrAgt/FinInstnId/BICFI]
    amount         INTEGER NOT NULL CHECK (amount > 0),      -- [InstdAmt]
    given_up       INTEGER NOT NULL CHECK (given_up >= 0),   -- came back or was held, and is not paid again
    PRIMARY KEY (list, sheet, row, attempt),
    FOREIGN KEY (list, sheet, row) REFERENCES line
) WITHOUT ROWID;
CREATE INDEX correction_by_list ON correction (correction, sheet, row);

-- Which cancellation list took a line out, and what it says of that line.
CREATE TABLE cancelled_line (
    list         INTEGER NOT NULL,
    sheet        INTEGER NOT NULL,
    row          INTEGER NOT NULL,
    cancellation INTEGER NOT NULL REFERENCES list,
    note         TEXT NOT NULL,             -- internal, never leaves
    PRIMARY KEY (list, sheet, row),
    FOREIGN KEY (list, sheet, row) REFERENCES line
) WITHOUT ROWID;

CREATE TRIGGER correction_keeps BEFORE UPDATE ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never changed'); END;
CREATE TRIGGER correction_stays BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'a correction is never removed'); END;
CREATE TRIGGER correction_pays_once BEFORE INSERT ON correction
WHEN EXISTS (SELECT 1 FROM attempt WHERE list = NEW.list AND sheet = NEW.sheet AND row = NEW.row
             AND (live = 1 OR attempt >= NEW.attempt))
    OR EXISTS (SELECT 1 FROM correction AS earlier WHERE list = NEW.list AND sheet = NEW.sheet AND row = NEW.row
               AND NOT EXISTS (SELECT 1 FROM attempt WHERE list = NEW.list AND sheet = NEW.sheet AND row = NEW.row
                               AND attempt = earlier.attempt))
BEGIN SELECT RAISE(ABORT, 'a line that may still be paid is never corrected'); END;
CREATE TRIGGER correction_pays_no_more BEFORE INSERT ON correction
WHEN NEW.amount + NEW.given_up > (SELECT amount FROM line WHERE list = NEW.list AND sheet = NEW.sheet AND row = NEW.row)
BEGIN SELECT RAISE(ABORT, 'a correction never pays more than its line'); END;
CREATE TRIGGER cancelled_line_keeps BEFORE UPDATE ON cancelled_line
BEGIN SELECT RAISE(ABORT, 'a cancellation is never changed'); END;
CREATE TRIGGER cancelled_line_stays BEFORE DELETE ON cancelled_line
BEGIN SELECT RAISE(ABORT, 'a cancellation is never removed'); END;
