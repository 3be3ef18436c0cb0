"""A store with rows of every kind, and what changes it behind the program's back, for the tests that look who notices."""

import sqlite3

from test_corrections import Mending
from test_decisions import decide, exceptions
from test_said import contradict_and_explain
from workspace import let_the_bank_not_sign


class Everything(Mending):
    """A store with rows of every kind: a list paid, answered and corrected, a register, a cancellation, decisions."""

    def setUp(self):
        let_the_bank_not_sign(self)
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
        contradict_and_explain(self.at, next(one["payout"] for one in self.payouts() if one["state"] == "delivered"))

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
