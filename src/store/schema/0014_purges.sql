-- Personal data is erased once everything about it has ended and two persons have signed that it is. What keeps a person,
-- a list or a file from being paid again stays, and so do amounts and states.

ALTER TABLE list ADD COLUMN purged TEXT NOT NULL DEFAULT '';       -- N-KIND of decisions/ by which who is paid was erased
ALTER TABLE bank_file ADD COLUMN purged TEXT NOT NULL DEFAULT '';  -- and what the bank wrote

-- Who is paid may be erased, and nothing else be put in its place.
DROP TRIGGER line_is_fixed;
CREATE TRIGGER line_is_fixed BEFORE UPDATE OF amount, account, payee_name, person_key ON line
WHEN NOT (
    (SELECT purged FROM list WHERE list = OLD.list) <> '' AND NEW.amount = OLD.amount AND NEW.person_key = OLD.person_key
    AND NEW.account || NEW.payee_name = '')
BEGIN SELECT RAISE(ABORT, 'an approved line is never changed'); END;
DROP TRIGGER beneficiary_is_fixed;
CREATE TRIGGER beneficiary_is_fixed BEFORE UPDATE OF beneficiary_name, relation ON line
WHEN NOT (
    (SELECT purged FROM list WHERE list = OLD.list) <> '' AND NEW.beneficiary_name || NEW.relation = '')
BEGIN SELECT RAISE(ABORT, 'an approved line is never changed'); END;

DROP TRIGGER correction_keeps;
CREATE TRIGGER correction_keeps BEFORE UPDATE ON correction
WHEN NOT (
    (SELECT purged FROM list WHERE list = OLD.list) <> ''
    AND NEW.payee_name || NEW.account || NEW.bank_code || NEW.bic = ''
    AND (NEW.list, NEW.sheet, NEW.row, NEW.attempt, NEW.correction, NEW.correction_row, NEW.channel, NEW.scheme)
        IS (OLD.list, OLD.sheet, OLD.row, OLD.attempt, OLD.correction, OLD.correction_row, OLD.channel, OLD.scheme)
    AND (NEW.amount, NEW.given_up) IS (OLD.amount, OLD.given_up))
BEGIN SELECT RAISE(ABORT, 'a correction is never changed'); END;

DROP TRIGGER cancelled_line_keeps;
CREATE TRIGGER cancelled_line_keeps BEFORE UPDATE ON cancelled_line
WHEN NOT (
    (SELECT purged FROM list WHERE list = OLD.list) <> '' AND NEW.note = ''
    AND (NEW.list, NEW.sheet, NEW.row, NEW.cancellation) IS (OLD.list, OLD.sheet, OLD.row, OLD.cancellation))
BEGIN SELECT RAISE(ABORT, 'a cancellation is never changed'); END;

DROP TRIGGER evidence_keeps;
CREATE TRIGGER evidence_keeps BEFORE UPDATE ON evidence
WHEN NOT (
    (SELECT purged FROM bank_file WHERE bank_file = OLD.bank_file) <> '' AND NEW.text = ''
    AND (NEW.list, NEW.sheet, NEW.row, NEW.attempt, NEW.bank_file, NEW.statement, NEW.entry, NEW.detail, NEW.kind)
        IS (OLD.list, OLD.sheet, OLD.row, OLD.attempt, OLD.bank_file, OLD.statement, OLD.entry, OLD.detail, OLD.kind)
    AND (NEW.amount, NEW.currency, NEW.day, NEW.reason, NEW.rule, NEW.inferred)
        IS (OLD.amount, OLD.currency, OLD.day, OLD.reason, OLD.rule, OLD.inferred))
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
