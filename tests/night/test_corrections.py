#!/usr/bin/env python3
"""Drives corrections as finance staff do: what failed is mended, covered, approved and paid once.

usage: ALMONER_PROGRAMS=build/release tests/night/test_corrections.py [unittest options]
"""

import csv
import json
import pathlib
import re
import shutil
import subprocess
import unittest

from test_night import NightTest
from workspace import SOURCE


class Mending(NightTest):
    """A list with a held line and lines the bank rejects and returns, and what mends it."""

    LATER, CLEARED = "2026-01-23T01:00:00Z", "2026-01-28T01:00:00Z"

    def setUp(self):
        super().setUp()
        self.rates(150, 150)
        self.at.list(self.at.rows(20, row5={"account_no": ""}))
        self.at.pay()
        self.at.bank()
        self.at.night()
        self.fix = self.at.home / "inbox/lists/fix.csv"

    def rates(self, rejected, returned):
        bank = self.at.home / "bank.toml"
        bank.write_text(re.sub(r"rejected_per_mille = \d+\nreturned_per_mille = \d+", f"rejected_per_mille = {rejected}\nreturned_per_mille = {returned}", bank.read_text()))

    def correct(self):
        return self.at.run("almoner", "correct", "SP0001", "--out", str(self.fix), "--now", self.LATER)

    def mended(self, **changes):
        """The prefilled rows with an account of their own each; changes = {row of the list: {column: value}}."""
        self.assertEqual(self.correct().returncode, 0)
        with open(self.fix, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row, spare in zip(rows, self.at.rows(60)[40:]):
            row.update({"account_no": spare["account_no"]} | changes.get(f"row{row['row']}", {}))
        return rows

    def cover(self, rows, reason="accounts asked again"):
        with open(self.fix, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        return self.at.cover_command(self.fix, "SP0002", "--kind", "correction", "--of", "SP0001", "--reason", reason, execution_date="2026-01-26", now=self.LATER)

    def covered(self, rows):
        done = self.cover(rows)
        self.assertEqual(done.returncode, 0, done.stdout)
        return self.fix.with_suffix(".cover.toml")

    def payouts(self):
        shown = self.at.run("almoner", "payouts", "--json", "--now", self.CLEARED).stdout
        return [json.loads(line) for line in shown.splitlines()]


class CoolOff(Mending):
    """A programme may want days between the change of an account and the payment to it."""

    def setUp(self):
        super().setUp()
        programme = self.at.home / "programmes/relief.toml"
        programme.write_text("cool_off_days = 4\n" + programme.read_text())

    def test_a_new_account_waits_and_the_same_one_does_not(self):
        rows = self.mended()
        told = self.cover(rows).stdout
        self.assertIn("correction.cool_off", told)
        self.assertIn("a new account is paid from 2026-01-27 on at the earliest", told)
        programme = self.at.home / "programmes/relief.toml"
        programme.write_text(programme.read_text().replace("cool_off_days = 4", "cool_off_days = 3"))
        self.assertEqual(self.cover(rows).returncode, 0)


class Corrections(Mending):
    """What failed is mended and paid under the same payouts."""

    def test_the_prefilled_correction_names_what_failed_and_says_what_to_do(self):
        failed = {p["row"]: p["reason"] for p in self.payouts() if p["state"] in ("held", "rejected", "returned")}
        self.assertIn("MD07", failed.values())
        done = self.correct()
        self.assertRegex(done.stdout, r"^SP0001: \d+ lines to correct, ")
        with open(self.fix, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        # Who has died is not paid again.
        self.assertEqual({int(row["row"]): row["reason"] for row in rows}, {row: reason for row, reason in failed.items() if reason != "MD07"})
        self.assertIn("the line is to be paid by bank and has no account; ask the payee for it, or pay by another channel", [row["what_to_do"] for row in rows])
        self.assertTrue(all(row["approved_name"] == row["payee_name"] and row["approved_amount"] == row["amount"] == "500.00" for row in rows))
        self.assertIn("file.exists", self.correct().stdout)

    def test_what_failed_is_paid_once_under_the_same_payout_and_adds_up(self):
        before = self.payouts()
        rows = self.mended(row5={"amount": "450.00"})
        cover = self.covered(rows)
        checked = self.at.run("almoner", "check", str(cover), "--now", self.LATER)
        self.assertEqual((checked.returncode, checked.stdout), (0, f"fix.cover.toml: {len(rows)} lines, 0 refused, 0 held, 0 warnings\n"))
        self.at.approve(cover)
        files = self.at.outbox()
        self.at.night(self.LATER)
        self.assertEqual(sorted(set(self.at.outbox()) - set(files)), ["SP0001F20001.xml"])
        schema = SOURCE / "formats/messages/pain.001.001.09/schema.xsd"
        sent = self.at.home / "outbox/SP0001F20001.xml"
        subprocess.run(["xmllint", "--noout", "--schema", str(schema), str(sent)], check=True, stderr=subprocess.DEVNULL)
        self.assertEqual(sorted(re.findall(r"<EndToEndId>SP00010(\d{7})2.<", sent.read_text())), sorted(row["row"].zfill(7) for row in rows))
        for row in rows:
            self.assertIn(f">{row['account_no']}<", sent.read_text())
        self.rates(0, 0)
        self.at.run("almoner-testbank", "--now", "2026-01-27T10:00:00Z", check=True)
        done = self.at.night(self.CLEARED)
        self.assertRegex(done.stdout, r"(?m)^relief .* 50\.00 +0\.00 +0\.00 +0\.00$")  # cancelled, cash, in kind, difference
        after = self.payouts()
        self.assertEqual([p for p in after if p["attempt"] != 2], [dict(p, payout_state=self.state(after, p)) for p in before if p["row"] != 5])
        second = [p for p in after if p["attempt"] == 2]
        self.assertEqual({p["row"]: (p["state"], p["amount"], p["payout_state"]) for p in second},
                         {int(row["row"]): ("booked", row["amount"], "paid") for row in rows})
        register = (self.at.home / "reports/payouts.csv").read_text(encoding="utf-8").splitlines()
        self.assertEqual(sum(line.endswith(",SP0002") for line in register), len(rows))
        shown = self.at.run("almoner", "show", second[0]["end_to_end_id"], "--now", self.CLEARED).stdout
        self.assertIn("corrected by SP0002 of li.na: accounts asked again; pays 500.00, gives up 0.00", shown)
        files = self.at.outbox()
        self.at.night(self.CLEARED)
        self.assertEqual((self.at.outbox(), self.payouts()), (files, after))

    @staticmethod
    def state(payouts, payout):
        return next(p["payout_state"] for p in payouts if p["row"] == payout["row"])

    def test_killed_anywhere_a_correction_is_sent_once(self):
        if shutil.which("strace") is None:
            print("skipped: needs strace (apt-get install strace)")
            return
        self.at.approve(self.covered(self.mended()))
        start = pathlib.Path(self.at.folder.name) / "start"
        self.at.copy_to(start)
        self.at.pay(self.LATER)
        expected = self.at.outbox()
        self.assertEqual(len(expected), 2)
        points = 0
        for call in ("fdatasync", "renameat2", "unlink"):
            number = 1
            while True:
                shutil.rmtree(self.at.home)
                shutil.copytree(start, self.at.home)
                killed = self.at.pay(self.LATER, before=("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"))
                finished = self.at.pay(self.LATER)
                self.assertLessEqual(finished.returncode, 0, f"{call} {number}: {finished.stdout}")
                self.assertEqual(self.at.outbox(), expected, f"killed at {call} {number}")
                if killed.returncode >= 0 and killed.returncode != 137:
                    break
                points += 1
                number += 2
        self.assertGreater(points, 4)

    def refused(self, code, place, **changes):
        done = self.cover(self.mended(**changes))
        self.assertNotEqual(done.returncode, 0)
        self.assertRegex(done.stdout, rf"fix\.csv:{place}: {re.escape(code)}: ")
        self.assertFalse(self.fix.with_suffix(".cover.toml").exists())
        self.fix.unlink()

    def test_a_correction_that_does_not_fit_gets_no_cover_and_says_where(self):
        self.refused("correction.amount_higher", r"\d+:10", row5={"amount": "500.01"})
        self.refused("correction.person_changed", r"\d+:3", row5={"approved_name": "王军"})
        self.refused("correction.line_not_failed", r"\d+:2", row5={"row": "2", "approved_name": self.at.rows(1)[0]["payee_name"]})
        self.refused("account.missing", r"\d+:6", row5={"account_no": ""})

    def test_the_maker_of_a_new_account_never_approves_it(self):
        cover = self.covered(self.mended())
        done = self.at.pay(self.LATER)
        self.assertIn("approval.insufficient: '0': ", done.stdout)
        self.at.approve(cover, "li.na")
        self.assertIn("approval.insufficient: '0': ", self.at.pay(self.LATER).stdout)
        self.assertEqual(list(self.at.outbox()), ["SP0001F10001.xml"])

    def test_a_correction_says_why(self):
        self.assertIn("cover.reason", self.cover(self.mended(), reason="").stdout)
        self.assertFalse(self.fix.with_suffix(".cover.toml").exists())

    def test_who_has_no_account_is_paid_in_cash(self):
        rows = self.mended(row5={"account_no": "", "bank_code": "", "channel": "cash"})
        self.at.approve(self.covered(rows))
        done = self.at.night(self.LATER)
        self.assertRegex(done.stdout, r"(?m)^relief .* 0\.00 +500\.00 +0\.00 +0\.00$")
        self.assertEqual([(p["state"], p["attempt"], p["end_to_end_id"]) for p in self.payouts() if p["row"] == 5], [("due", None, None)])


if __name__ == "__main__":
    unittest.main()
