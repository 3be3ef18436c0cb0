"""A store with rows of every kind, and what changes it behind the program's back, for the tests that look who notices."""

import os
import pathlib
import re
import shutil
import sqlite3
import sys
import tempfile

from test_corrections import Mending
from test_decisions import decide, exceptions
from test_said import entry
from workspace import SOURCE

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "reconcile"))
from test_admission import balance  # noqa: E402


class Everything(Mending):
    """A store with rows of every kind: a list paid, answered and corrected, a register, a cancellation, decisions."""

    def setUp(self):
        beside = tempfile.TemporaryDirectory()
        self.addCleanup(beside.cleanup)
        formats = pathlib.Path(beside.name) / "formats"
        shutil.copytree(SOURCE / "formats", formats)
        for name in ("samples", "keys"):
            (formats.parent / name).symlink_to(SOURCE / name)
        profile = formats / "profiles/testbank-cn.toml"
        # So that a statement can be made up that the bank of the test never books.
        profile.write_text(profile.read_text().replace("signed = true ", "signed = false "))
        os.environ["ALMONER_FORMATS"] = str(formats)
        self.addCleanup(os.environ.pop, "ALMONER_FORMATS")
        super().setUp()
        self.at.approve(self.covered(self.mended()))
        self.at.night(self.LATER)
        self.at.list(self.at.rows(34, row31={"account_no": ""})[28:], name="more", code="SP0003")
        self.at.pay(self.LATER)
        self.register()
        self.cancel()
        self.close()
        self.say()
        self.database = self.at.home / "state/almoner.db"
        self.assert_sound()

    def register(self):
        path = self.at.home / "stopped.csv"
        path.write_text("身份证号,原因\n" + self.at.rows(60)[50]["payee_id"] + ",deceased\n", encoding="utf-8")
        self.at.run("almoner", "register", "stopped", str(path), "--source", "registry", "--date", "2026-01-22", "--now", self.LATER, check=True)

    def cancel(self):
        held = self.at.rows(34)[29]
        path = self.at.home / "inbox/lists/out.csv"
        path.write_text(f"row,payee_name,amount,note\n3,{held['payee_name']},500.00,moved\n", encoding="utf-8")
        done = self.at.cover_command(path, "SP0004", "--kind", "cancellation", "--of", "SP0003", "--reason", "moved away", execution_date="2026-01-26", now=self.LATER)
        if done.returncode != 0:
            raise AssertionError(done.stdout)
        self.at.approve(path.with_suffix(".cover.toml"))
        self.at.pay(self.LATER)

    def close(self):
        dead = next(one["payout"] for one in self.payouts() if one["reason"] == "MD07")
        decide(self.at, "write-back", dead, now=self.LATER)
        decide(self.at, "recall", next(one["payout"] for one in self.payouts() if one["state"] == "delivered"), "--code", "DUPL", now=self.LATER)
        decide(self.at, "close", exceptions(self.at, self.LATER)[0]["id"], now=self.LATER)
        self.at.pay(self.LATER)

    def say(self):
        """A statement with an entry that people explain, one that shows an account, and one that contradicts itself."""
        payout = next(one["payout"] for one in self.payouts() if one["state"] == "delivered")
        sent = next(text for text in (path.read_text() for path in (self.at.home / "outbox").glob("*.xml")) if payout in text)
        account = re.search(r"<DbtrAcct><Id><Othr><Id>(\w+)<", sent).group(1)
        reference = re.search(rf"<EndToEndId>({payout}\w+)<", sent).group(1)

        def shown(refs):
            return f"<NtryDtls><TxDtls>{refs}<RltdPties><CdtrAcct><Id><Othr><Id>6299990000000099999</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls>"

        entries = entry("20.00") + entry("30.00", inside=shown("")) + entry("500.00", inside=shown(f"<Refs><EndToEndId>{reference}</EndToEndId></Refs>"))
        (self.at.home / "inbox/bank/said.xml").write_text(
            "<Document><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><CreDtTm>2026-01-22T20:00:00</CreDtTm>"
            f"<Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{balance('OPBD', 1000, '2026-01-22')}{balance('CLBD', 450, '2026-01-22')}"
            f"{entries}</Stmt></BkToCstmrStmt></Document>")
        self.at.run("almoner", "reconcile", "--now", self.LATER)
        decide(self.at, "explain", "said.xml#1/1", now=self.LATER, how="fee")
        decide(self.at, "confirm-paid", payout, now=self.LATER, ref="letter 1")
        self.at.pay(self.LATER)

    def verify(self):
        return self.at.run("almoner", "audit", "verify")

    def assert_sound(self):
        done = self.verify()
        self.assertEqual(done.returncode, 0, done.stdout)

    def assert_found(self, code, *places):
        done = self.verify()
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn(code, done.stdout)
        for place in places:
            self.assertIn(f"{code}: '{place}'", done.stdout)

    def assert_nothing_is_paid(self, code):
        """The next run that has something to pay refuses."""
        self.at.list(self.at.rows(45)[40:], name="next", code="SP0009")
        before = self.at.outbox()
        done = self.at.pay(self.LATER)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn(code, done.stdout)
        self.assertEqual(self.at.outbox(), before)

    def unlocked(self):
        """The store without the triggers that keep it, as somebody with the file would open it."""
        store = sqlite3.connect(self.database)
        for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f"DROP TRIGGER {name}")
        return store
