-- Rows of a table of movements that a portal gave. Such tables have no number, and their days overlap.
CREATE TABLE table_row (
    bank_file  INTEGER NOT NULL,
    statement  INTEGER NOT NULL,
    entry      INTEGER NOT NULL,        -- of the table entry
    day        TEXT NOT NULL,           -- on which it was booked
    serial     TEXT NOT NULL,           -- the bank's own number of it [AcctSvcrRef]
    occurrence INTEGER NOT NULL,        -- of that number on that day, from 1, the oldest first
    amount     INTEGER NOT NULL,        -- signed: credits positive
    balance    INTEGER NOT NULL,        -- of the account after it
    PRIMARY KEY (bank_file, statement, entry),
    FOREIGN KEY (bank_file, statement) REFERENCES statement DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX table_row_identity ON table_row (serial, day, occurrence);

-- The same row of two tables of an account, in both directions.
CREATE VIEW row_twice AS
SELECT one.bank_file, one.statement, one.entry, other.bank_file AS other_file, other.statement AS other_statement,
    of_other.standing AS other_standing
FROM table_row AS one
JOIN statement AS of_one ON of_one.bank_file = one.bank_file AND of_one.statement = one.statement
JOIN table_row AS other ON other.serial = one.serial AND other.day = one.day AND other.occurrence = one.occurrence
JOIN statement AS of_other ON of_other.bank_file = other.bank_file AND of_other.statement = other.statement
WHERE of_other.account = of_one.account AND of_other.currency = of_one.currency
    AND (other.bank_file, other.statement) <> (one.bank_file, one.statement);

-- A row that several tables tell counts in the first of those that count.
DROP VIEW entry_in_force;
CREATE VIEW entry_in_force AS SELECT * FROM entry WHERE NOT EXISTS (
    SELECT 1 FROM statement WHERE statement.bank_file = entry.bank_file AND statement.statement = entry.statement
    AND statement.standing <> 'counts')
AND NOT EXISTS (
    SELECT 1 FROM row_twice WHERE row_twice.bank_file = entry.bank_file AND row_twice.statement = entry.statement
    AND row_twice.entry = entry.entry AND row_twice.other_standing = 'counts'
    AND (row_twice.other_file, row_twice.other_statement) < (entry.bank_file, entry.statement));
DROP VIEW evidence_in_force;
CREATE VIEW evidence_in_force AS SELECT * FROM evidence WHERE NOT EXISTS (
    SELECT 1 FROM statement WHERE statement.bank_file = evidence.bank_file
    AND statement.statement = evidence.statement AND statement.standing <> 'counts')
AND NOT EXISTS (
    SELECT 1 FROM row_twice WHERE row_twice.bank_file = evidence.bank_file
    AND row_twice.statement = evidence.statement AND row_twice.entry = evidence.entry
    AND row_twice.other_standing = 'counts'
    AND (row_twice.other_file, row_twice.other_statement) < (evidence.bank_file, evidence.statement));
