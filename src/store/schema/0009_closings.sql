-- What people decided to be the end of a payout: paid by hand, money back in the fund, carried over, given back by the payee.
CREATE TABLE closing (
    list      INTEGER NOT NULL,
    sheet     INTEGER NOT NULL,
    row       INTEGER NOT NULL,
    kind      TEXT NOT NULL,                        -- paid_outside, written_back, carried_over, recovered
    amount    INTEGER NOT NULL CHECK (amount > 0),  -- of the payout; what else there was stayed where it went
    how       TEXT NOT NULL,                        -- paid_outside: portal, cash, cheque
    reference TEXT NOT NULL,                        -- by which a statement or a receipt shows it
    decision  TEXT NOT NULL,                        -- N-KIND of decisions/
    bank_file INTEGER,                              -- the entry that shows it, made out anew after every admission
    statement INTEGER,
    entry     INTEGER,
    detail    INTEGER,
    PRIMARY KEY (list, sheet, row),
    FOREIGN KEY (list, sheet, row) REFERENCES line
) WITHOUT ROWID;

CREATE TRIGGER closing_keeps BEFORE UPDATE OF list, sheet, row, kind, amount, how, reference, decision ON closing
BEGIN SELECT RAISE(ABORT, 'a closing is never changed'); END;
CREATE TRIGGER closing_stays BEFORE DELETE ON closing
BEGIN SELECT RAISE(ABORT, 'a closing is never removed'); END;
CREATE TRIGGER closing_of_what_is_over BEFORE INSERT ON closing
WHEN NEW.kind <> 'recovered' AND EXISTS (
    SELECT 1 FROM attempt WHERE list = NEW.list AND sheet = NEW.sheet AND row = NEW.row AND live = 1)
BEGIN SELECT RAISE(ABORT, 'a payout that may still be paid is never closed'); END;
CREATE TRIGGER closed_is_never_corrected BEFORE INSERT ON correction
WHEN EXISTS (SELECT 1 FROM closing WHERE list = NEW.list AND sheet = NEW.sheet AND row = NEW.row)
BEGIN SELECT RAISE(ABORT, 'a payout that is closed is never corrected'); END;
CREATE TRIGGER closed_is_never_paid BEFORE INSERT ON attempt
WHEN EXISTS (SELECT 1 FROM closing WHERE list = NEW.list AND sheet = NEW.sheet AND row = NEW.row)
BEGIN SELECT RAISE(ABORT, 'a payout that is closed is never paid again'); END;

-- The bank's own reference of an entry, by which it is found again at the portal and in other reports [AcctSvcrRef].
ALTER TABLE entry ADD COLUMN servicer_reference TEXT NOT NULL DEFAULT '';
-- Not IN: SQLite would build its set anew for every entry that is added.
CREATE INDEX entry_without_explanation ON entry (class)
WHERE class = 'unexplained' OR class = 'paid_outside' OR class = 'recovery';

DROP VIEW entry_in_force;
CREATE VIEW entry_in_force AS SELECT * FROM entry WHERE NOT EXISTS (
    SELECT 1 FROM statement WHERE statement.bank_file = entry.bank_file AND statement.statement = entry.statement
    AND statement.standing <> 'counts');

-- Few facts have a reason: those of what was not paid.
CREATE INDEX evidence_by_reason ON evidence (reason) WHERE reason <> '';
