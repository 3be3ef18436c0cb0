#!/usr/bin/env python3
"""A month of nights with a bank that books each transfer alone, batches less their rejects, or batches whole: what became of
everybody is what the bank's own ledger says, whatever the order in which its files come and however often.

usage: ALMONER_PROGRAMS=build/release tests/reconcile/test_month.py [--orders N] [unittest options]
  --orders N   tries N orders of the files for each kind of booking (default 3)
"""

import collections
import csv
import hashlib
import json
import pathlib
import random
import re
import shutil
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE / "tests/night"))
from workspace import PROGRAMS, Workspace, sample_people  # noqa: E402

ORDERS = 3
NIGHTS = 10
LINES = 40
END = "2026-03-20T01:00:00Z"
FATES = {"paid": "final", "rejected": "rejected", "returned": "returned"}


class Month(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)

    def play(self, booked):
        """Pays a list each night and lets the bank answer; its files are kept apart, as they came."""
        bank = self.at.home / "bank.toml"
        text = bank.read_text()
        for key, value in {"rejected_per_mille": 60, "returned_per_mille": 40, "booked": f'"{booked}"'}.items():
            text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
        bank.write_text(text)
        people = sample_people()
        self.kept = self.at.home.with_name("answers")
        self.kept.mkdir()
        answers = 0
        for night in range(NIGHTS):
            rows = [dict(next(people), amount=("600.00", "600.00", "450.00", "1200.00")[number % 4]) for number in range(LINES)]
            day = 5 + night
            cover = self.at.write_rows(f"list{night}", rows)
            self.at.cover_command(cover, f"SP{night:04}", execution_date=f"2026-02-{day + 1:02}", now=f"2026-02-{day:02}T01:00:00Z", check=True)
            self.at.approve(cover.with_suffix("").with_suffix(".cover.toml"))
            paid = self.at.pay(f"2026-02-{day:02}T01:00:00Z")
            self.assertIn(paid.returncode, (0, 1), paid.stdout)
            self.at.run("almoner-testbank", "--now", f"2026-02-{day:02}T10:00:00Z", check=True)
            for file in sorted((self.at.home / "inbox/bank").iterdir()):
                shutil.move(file, self.kept / f"{answers:03}-{file.name}")
                answers += 1
        self.assertEqual(len(list((self.at.home / "outbox").glob("*.xml"))), NIGHTS)
        self.fresh = self.at.home.with_name("fresh")
        shutil.copytree(self.at.home, self.fresh)

    def ledger(self, fates):
        """What the bank says it did."""
        with open(self.fresh / "bank/ledger.csv", encoding="utf-8", newline="") as file:
            return {row["end_to_end_id"]: fates[row["fate"]] for row in csv.DictReader(file)}

    def reconciled(self, files):
        """What is told at the end when the files come in this order, each in a run of its own or several in one."""
        shutil.rmtree(self.at.home)
        shutil.copytree(self.fresh, self.at.home)
        for run in files:
            self.at.run("almoner", "reconcile", "--now", END, *map(str, run))
        return self.told()

    def told(self):
        states = [json.loads(line) for line in self.at.run("almoner", "payouts", "--json", "--now", END).stdout.splitlines()]
        open_matters = self.at.run("almoner", "exceptions", "--json", "--now", END).stdout
        matters = sorted((one["class"], one["severity"], one["members"], one["amount"]) for one in map(json.loads, open_matters.splitlines()))
        return {one["end_to_end_id"]: one["state"] for one in states if one["end_to_end_id"]}, matters

    def orders(self, seed):
        """Seeded orders: files shuffled, some twice, cut into runs of one to four."""
        chance = random.Random(seed)
        files = sorted(self.kept.iterdir())
        while True:
            order = files + chance.sample(files, len(files) // 5)
            chance.shuffle(order)
            runs = []
            while order:
                size = chance.randint(1, 12)
                runs.append(order[:size])
                order = order[size:]
            yield runs

    def month(self, booked, fates):
        self.play(booked)
        expected, (states, matters) = self.ledger(fates), self.reconciled([sorted(self.kept.iterdir())])
        self.assertEqual(states, expected)
        self.assertEqual({one[0] for one in matters} - {"rejected", "returned"}, set(), "every entry is explained")
        with open(self.fresh / "bank/ledger.csv", encoding="utf-8", newline="") as file:
            seen = collections.Counter(row["fate"] for row in csv.DictReader(file))
        self.assertGreater(min(seen["rejected"], seen["returned"]), 5)
        digest = hashlib.sha256(repr((states, matters)).encode()).hexdigest()
        for number, order in zip(range(ORDERS), self.orders(booked)):
            told = self.reconciled(order)
            self.assertEqual(hashlib.sha256(repr(told).encode()).hexdigest(), digest, (number, [[file.name for file in run] for run in order]))

    def test_each_transfer_booked_alone(self):
        self.month("single", FATES)

    def test_batches_less_their_rejects(self):
        self.month("batch", FATES)

    def test_batches_booked_whole_whose_rejects_come_back_in_one_sum(self):
        self.month("gross", {**FATES, "rejected": "returned"})


if __name__ == "__main__":
    if "--orders" in sys.argv:
        at = sys.argv.index("--orders")
        ORDERS = int(sys.argv[at + 1])
        del sys.argv[at:at + 2]
    unittest.main()
