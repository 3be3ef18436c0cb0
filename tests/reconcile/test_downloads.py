#!/usr/bin/env python3
"""Movements of an account as its bank's portal gives them: tables without a number, downloaded again and again.

usage: ALMONER_PROGRAMS=build/release tests/reconcile/test_downloads.py [unittest options]
"""

import itertools
import pathlib
import re
import shutil
import sqlite3
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from test_tables import Paid  # noqa: E402


class Downloads(Paid):
    """The movements of our account, downloaded again and again."""

    def setUp(self):
        super().setUp()
        self.account = re.search(r"<PayerAccount>(.*?)<", next((self.at.home / "outbox").glob("*SP0001F*.xml")).read_text("gb18030"))[1]
        self.kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, self.kept)
        paid = [["2026-01-20", "S1", "500.00", "", transfer["account"], transfer["reference"]] for transfer in self.transfers]
        self.moved = [*paid[:2], ["2026-01-21", "S2", "", "500.00", self.transfers[0]["account"], self.references[0]],
                      [*"2026-01-22 S3".split(), *paid[2][2:]]]

    def table(self, first, last, opening=9000):
        """Movements from `first` to before `last` as cn-portal-statement has them: newest first, each with its balance."""
        balance, rows = opening, []
        for number, (day, serial, debit, credit, payee, reference) in enumerate(self.moved):
            balance += 500 if credit else -500
            if first <= number < last:
                rows.append([day, serial, debit, credit, f"{balance}.00", payee, "", "", reference])
        return [["账号", self.account, "币种", "人民币"], ["交易日期", "流水号", "支出", "收入", "余额", "对方账号", "对方户名", "摘要", "备注"], *rows[::-1]]

    def again(self, *downloads):
        """A workspace as it was before, and these in order; what the last run said."""
        shutil.rmtree(self.at.home)
        shutil.copytree(self.kept, self.at.home)
        for number, rows in enumerate(downloads):
            done = self.reconcile(self.write(rows, f"{number}.csv"))
        return done.stdout

    def entries(self):
        return sqlite3.connect(self.at.home / "state/almoner.db").execute("SELECT count(*), sum(amount) FROM entry_in_force").fetchone()

    def test_downloads_that_overlap_count_each_row_once_in_any_order(self):
        for order in [*itertools.permutations([self.table(0, 3), self.table(2, 4)]), *itertools.permutations([self.table(2, 3), self.table(0, 3), self.table(0, 4)])]:
            told = self.again(*order)
            self.assertEqual(self.states(), ["returned", "booked", "booked"], told)
            self.assertEqual(self.entries(), (4, -100000))
            self.assertNotIn("statement.", told)

    def test_twins_under_one_serial_are_told_apart_when_a_download_has_only_the_older(self):
        for order in itertools.permutations([self.table(0, 1), self.table(0, 4)]):
            self.assertEqual((self.again(*order), self.entries())[1], (4, -100000))
            self.assertEqual(self.states(), ["returned", "booked", "booked"])

    def test_days_that_nobody_downloaded_are_told_until_they_come(self):
        told = self.again(self.table(0, 2), self.table(3, 4))
        self.assertIn("statement.balance_break", told)
        self.assertNotIn("statement.", self.again(self.table(0, 2), self.table(3, 4), self.table(2, 3)))

    def test_of_two_downloads_that_tell_a_row_otherwise_neither_counts(self):
        for order in itertools.permutations([self.table(0, 4), self.table(0, 4, opening=8000)]):
            self.assertIn("bank_file.changed", self.again(*order))
            self.assertEqual(self.states(), ["delivered"] * 3)
            self.assertEqual(self.entries()[0], 0)


if __name__ == "__main__":
    unittest.main()
