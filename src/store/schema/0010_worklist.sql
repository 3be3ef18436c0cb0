-- What stands on the worklist, and what people said of it.

-- Since when an exception is open, as the nights have seen it; one that is gone is forgotten.
CREATE TABLE exception_since (
    id    TEXT PRIMARY KEY,          -- class and cause
    since TEXT NOT NULL
) WITHOUT ROWID;

-- What an exception said when people closed it, and the decision with their reason. While it says the same it is closed;
-- with anything new it is open again, under the same id.
CREATE TABLE exception_closed (
    id       TEXT PRIMARY KEY,
    said     TEXT NOT NULL,          -- severity, members, amount and a digest of the members; empty once reopened
    decision TEXT NOT NULL           -- N-KIND of decisions/
) WITHOUT ROWID;
