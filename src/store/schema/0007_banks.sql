-- Under which bank a file was sealed: the digest of its profile, message, rendering and debtor account as they stood.
ALTER TABLE transfer_file ADD COLUMN bank_sha256 TEXT NOT NULL DEFAULT '';
