"""The night that is disturbed: three lists wait to be paid, what the bank says of a fourth, and what people have decided about a
fifth: to ask one payout back, that another was paid though the bank contradicts itself, and what an entry is."""

import hashlib
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "night"))
from test_decisions import decide  # noqa: E402
from test_said import balance, entry  # noqa: E402
from workspace import NIGHT, Workspace, formats_of_a_bank_that_does_not_sign  # noqa: E402

MORNING = "2026-01-22T01:00:00Z"
LISTS, PAYOUTS = 3, 5
FILES = LISTS + 3  # in the outbox after the night: the fourth and fifth list's, and the request for a payout
ANOTHER_ACCOUNT = "6299990000000099999"
# Each run has a number and a leaf of its own, a night that was broken off needed two, and salts are random; what it did is the same.
OF_THE_RUN = {"run", "audit", "store", "list_secret"}
RUN_COLUMNS = {"run", "boot_id"}


class Scene:
    """The workspace as it stands before the night, to be copied as often as it is disturbed."""

    def __init__(self, programs):
        self.at = Workspace(programs)
        self.beside = tempfile.TemporaryDirectory()
        formats_of_a_bank_that_does_not_sign(pathlib.Path(self.beside.name))
        rows = self.at.rows((LISTS + 2) * PAYOUTS)
        self.at.list(rows[:PAYOUTS], "earlier", "SP0001")
        self.at.pay(NIGHT)
        self.at.bank()
        self.at.list(rows[-PAYOUTS:], "asked", "SP0009")
        self.at.pay(NIGHT)
        self.decide("SP000900000002", "SP000900000003")
        for number in range(1, LISTS + 1):
            path = self.at.write_rows(f"list{number}", rows[number * PAYOUTS : (number + 1) * PAYOUTS])
            self.at.cover_command(path, f"SP000{number + 1}", execution_date="2026-01-27", now=MORNING, check=True)
            self.at.approve(path.with_suffix(".cover.toml"))
        self.at.seal()
        self.personal = {row[column] for row in rows for column in ("payee_name", "account_no", "payee_id")}

    def decide(self, contradicted, asked):
        """A statement that shows an account nobody was to be paid to, and takes a sum that nothing explains; and what people say."""
        sent = (self.at.home / "outbox/SP0009F10001.xml").read_text("utf-8")
        debtor = re.search(r"<DbtrAcct><Id><Othr><Id>(\w+)<", sent).group(1)
        reference = re.search(rf"<EndToEndId>({contradicted}\w+)<", sent).group(1)
        shown = (f"<NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs><RltdPties><CdtrAcct><Id><Othr><Id>{ANOTHER_ACCOUNT}</Id></Othr></Id>"
                 "</CdtrAcct></RltdPties></TxDtls></NtryDtls>")
        statement = self.at.home.parent / "said.xml"
        statement.write_text(
            "<Document><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><CreDtTm>2026-01-21T20:00:00</CreDtTm>"
            f"<Acct><Id><Othr><Id>{debtor}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{balance('OPBD', 100_000, '2026-01-21')}{balance('CLBD', 99_480, '2026-01-21')}"
            f"{entry('20.00')}{entry('500.00', inside=shown)}</Stmt></BkToCstmrStmt></Document>")
        self.at.run("almoner", "reconcile", str(statement), "--now", MORNING)
        decide(self.at, "recall", asked, "--code", "CUST", now=MORNING)
        decide(self.at, "explain", "said.xml#1/1", now=MORNING, how="fee")
        decide(self.at, "confirm-paid", contradicted, now=MORNING, ref="letter 1")

    def copy_to(self, folder):
        home = pathlib.Path(folder) / "relief"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.at.home, home)
        return Stage(self.at.programs, home)

    def close(self):
        del os.environ["ALMONER_FORMATS"]
        self.beside.cleanup()
        self.at.folder.cleanup()


class Stage:
    """One copy, in which the night is run."""

    def __init__(self, programs, home):
        self.programs, self.home = programs, home

    def night(self, before=(), environment=None):
        """Exit code (negative: the signal that killed it) and what it said."""
        command = [*before, str(self.programs / "almoner"), "run", "--now", MORNING, "--home", str(self.home)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False,
                              env=None if environment is None else {**os.environ, **environment})
        return (done.returncode - 256 if done.returncode > 128 else done.returncode), done.stdout

    def audit(self):
        done = subprocess.run([str(self.programs / "almoner"), "audit", "verify", "--home", str(self.home)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
        return "" if done.returncode == 0 else done.stdout

    def outbox(self):
        return {path.name: path.read_bytes() for path in (self.home / "outbox").iterdir()}

    def standing(self):
        """Everything the night should have come to: folders by their bytes, tables by their rows."""
        standing = {folder: files_in(self.home / folder) for folder in ("outbox", "archive", "inbox", "staging", "quarantine")}
        standing["reports"] = {name: digest for name, digest in files_in(self.home / "reports").items() if "night." not in name}
        database = sqlite3.connect(f"file:{self.home / 'state/almoner.db'}?mode=ro", uri=True)
        try:
            standing.update(rows_of(database))
        finally:
            database.close()
        return standing


def rows_of(database):
    """The rows of every table. What is numbered as it came is called by its name: a list that was put off comes later."""
    names = {
        "list": dict(database.execute("SELECT list, code FROM list")),
        "file": dict(database.execute("SELECT file, message_id FROM transfer_file")),
        "bank_file": dict(database.execute("SELECT bank_file, sha256 FROM bank_file")),
    }
    names.update(of_list=names["list"], correction=names["list"], lump_file=names["file"])
    for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall():
        if table in OF_THE_RUN or table.startswith("sqlite_"):
            continue
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] not in RUN_COLUMNS]
        rows = database.execute(f"SELECT {', '.join(columns)} FROM {table}")
        yield table, sorted(repr([names.get(column, {}).get(value, value) for column, value in zip(columns, row)]) for row in rows)


def files_in(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def difference(one, other):
    """Where two standings differ, in a line; empty where they do not."""
    return ", ".join(f"{part}: {what(one.get(part), other.get(part))}" for part in sorted({*one, *other}) if one.get(part) != other.get(part))


def what(one, other):
    if isinstance(one, dict) and isinstance(other, dict):
        return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
    one, other = set(one or ()), set(other or ())
    return f"{len(one - other)} rows more, {len(other - one)} fewer: {sorted(one ^ other)[:2]}"
