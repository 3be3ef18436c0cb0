-- What people ask the bank to give up of what it has been sent.

-- One request about transfers of one file: a camt.055, or a sheet for a letter or the bank's portal.
CREATE TABLE recall_request (
    request     TEXT PRIMARY KEY,        -- MsgId of the file, C and two digits [Assgnmt/Id]
    file        INTEGER NOT NULL REFERENCES transfer_file,
    decision    TEXT NOT NULL,           -- N-KIND of decisions/
    code        TEXT NOT NULL,           -- ExternalCancellationReason1Code [CxlRsnInf/Rsn/Cd]
    way         TEXT NOT NULL,           -- camt055, letter, portal
    name        TEXT NOT NULL,           -- file name in the archive and where people or transport find it
    created_utc TEXT NOT NULL,           -- [Assgnmt/CreDtTm], of the decision
    sha256      TEXT NOT NULL,
    visible     INTEGER NOT NULL DEFAULT 0  -- 1 once people or transport can see it
) WITHOUT ROWID;

-- Its transfers, and what people have heard from the bank where it answers in no file.
CREATE TABLE recall (
    list     INTEGER NOT NULL,
    sheet    INTEGER NOT NULL,
    row      INTEGER NOT NULL,
    attempt  INTEGER NOT NULL,
    number   INTEGER NOT NULL,           -- of asking for this transfer, from 1
    request  TEXT NOT NULL REFERENCES recall_request,
    answer   TEXT NOT NULL DEFAULT '',   -- cancel_accepted, cancel_refused
    decision TEXT NOT NULL DEFAULT '',   -- N-KIND of decisions/ by which people say so
    PRIMARY KEY (list, sheet, row, attempt, number),
    FOREIGN KEY (list, sheet, row, attempt) REFERENCES attempt
) WITHOUT ROWID;

CREATE TRIGGER recall_request_keeps BEFORE UPDATE OF request, file, decision, code, way, name, created_utc, sha256
ON recall_request BEGIN SELECT RAISE(ABORT, 'a request to the bank is never changed'); END;
CREATE TRIGGER recall_request_stays BEFORE DELETE ON recall_request
BEGIN SELECT RAISE(ABORT, 'a request to the bank is never removed'); END;
CREATE TRIGGER recall_keeps BEFORE UPDATE OF list, sheet, row, attempt, number, request ON recall
BEGIN SELECT RAISE(ABORT, 'a request to the bank is never changed'); END;
CREATE TRIGGER recall_is_answered_once BEFORE UPDATE OF answer, decision ON recall WHEN OLD.answer <> ''
BEGIN SELECT RAISE(ABORT, 'an answer of the bank is never changed'); END;
CREATE TRIGGER recall_stays BEFORE DELETE ON recall
BEGIN SELECT RAISE(ABORT, 'a request to the bank is never removed'); END;
