-- What an auditor may be shown of one payout and of no other.

-- Salts of the personal data in the audit log come from it. Whoever removes the data of a list removes its secret, and
-- the proofs of the other lists stay.
CREATE TABLE list_secret (
    list   INTEGER PRIMARY KEY REFERENCES list,
    secret TEXT NOT NULL                        -- 64 hexadecimal digits
);

-- The rows of one list and of one file of the bank, in the order the audit log digests them.
CREATE INDEX payout_key_by_list ON payout_key (list, scope, person_key, sheet, row);
CREATE INDEX evidence_by_bank_file ON evidence (bank_file);
