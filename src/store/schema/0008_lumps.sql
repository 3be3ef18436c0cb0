-- A booked sum of a batch or file that names no transfer of ours, and what was made of it. It is looked at again with
-- everything new about the file.
ALTER TABLE entry ADD COLUMN lump_file INTEGER REFERENCES transfer_file;     -- null where the entry names a transfer
ALTER TABLE entry ADD COLUMN lump_batch INTEGER NOT NULL DEFAULT 0;          -- 0 where it names the file only
ALTER TABLE entry ADD COLUMN lump_reference TEXT NOT NULL DEFAULT '';        -- the fact that names it: payment_information_id ...
ALTER TABLE entry ADD COLUMN lump_count INTEGER;                             -- [Btch/NbOfTxs]
CREATE INDEX entry_lump ON entry (lump_file) WHERE lump_file IS NOT NULL;

ALTER TABLE evidence ADD COLUMN inferred INTEGER NOT NULL DEFAULT 0;         -- 1: made of a lump, in no words of the bank

ALTER TABLE file_evidence ADD COLUMN inferred INTEGER NOT NULL DEFAULT 0;    -- 1: of those whom a partial report leaves out

-- What the bank said stays for ever; what we make of a lump is made anew.
DROP TRIGGER evidence_stays;
CREATE TRIGGER evidence_stays BEFORE DELETE ON evidence WHEN OLD.inferred = 0
BEGIN SELECT RAISE(ABORT, 'evidence is never removed'); END;

-- Files of which something new is known since their lumps were looked at.
CREATE TABLE file_to_solve (
    file INTEGER PRIMARY KEY REFERENCES transfer_file
) WITHOUT ROWID;

-- What a statement says that does not count stays, and proves nothing.
CREATE VIEW entry_in_force AS SELECT * FROM entry WHERE NOT EXISTS (
    SELECT 1 FROM statement WHERE statement.bank_file = entry.bank_file AND statement.statement = entry.statement
    AND statement.standing <> 'counts');
CREATE VIEW evidence_in_force AS SELECT * FROM evidence WHERE NOT EXISTS (
    SELECT 1 FROM statement WHERE statement.bank_file = evidence.bank_file
    AND statement.statement = evidence.statement AND statement.standing <> 'counts');
