#!/usr/bin/env python3
"""Relief is nearly always the same amount for everybody: a sum then says how many were paid, and never who. Whatever a bank leaves
out, nobody is marked by guess.

usage: ALMONER_PROGRAMS=build/release tests/reconcile/test_equal_amounts.py [--full] [unittest options]
  --full   20 lists of 500 (default 5 of 40)
"""

import collections
import datetime
import json
import pathlib
import random
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import test_lumps  # noqa: E402
from test_admission import Admission  # noqa: E402

LISTS, LINES = 5, 40
AMOUNT = 500
FIRST = datetime.date(2026, 1, 27)
END = "2026-12-01T01:00:00Z"


def status(message, batch, rejected):
    """A report of which only these transfers are told."""
    details = "".join(f"<TxInfAndSts><OrgnlEndToEndId>{one}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>"
                      for one in rejected)
    return ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr>'
            f"<MsgId>P-{message}</MsgId><CreDtTm>2026-01-20T08:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId>"
            "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>"
            f"<OrgnlPmtInfId>{batch}</OrgnlPmtInfId>{details}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>")


class EqualAmounts(Admission):
    """Each list gets an instalment of the same people, a statement of its own, and one of five ways to leave something out."""

    def setUp(self):
        super().setUp()
        programme = self.at.home / "programmes/relief.toml"
        programme.write_text(programme.read_text().replace('"1000000.00"', '"100000000.00"'))
        self.balance, self.sequence = 10_000_000, 0
        self.choose = random.Random(LISTS * LINES)

    def paid(self, number):
        """MsgId, PmtInfId and EndToEndIds of the list's file."""
        code, day = f"SP{number + 2:04}", FIRST + datetime.timedelta(days=7 * number)
        now = f"{day - datetime.timedelta(days=1)}T01:00:00Z"
        rows = self.at.write_rows(code, self.at.rows(LINES))
        self.at.cover_command(rows, code, "--instalment", str(number + 2), execution_date=str(day), now=now, check=True)
        self.at.approve(rows.with_suffix(".cover.toml"))
        done = self.at.pay(now)
        self.assertEqual(done.returncode, 0, done.stdout)
        text = (self.at.home / f"outbox/{code}F10001.xml").read_text()
        ids = re.findall(r"<EndToEndId>(\w+)<", text)
        self.assertEqual(len(ids), LINES)
        return re.search(r"<MsgId>(\w+)<", text)[1], re.search(r"<PmtInfId>(\w+)<", text)[1], ids, str(day)

    def tell(self, day, *entries):
        """A statement of these (amount, direction, batch), and what else the bank sends."""
        opening = self.balance
        for amount, direction, _ in entries:
            self.balance += amount if direction == "CRDT" else -amount
        self.sequence += 1
        text = self.statement(self.sequence, opening, self.balance,
                              *(test_lumps.sum_entry(amount, direction, batch, day=day) for amount, direction, batch in entries), day=day)
        self.put(f"s{self.sequence}.xml", text)

    def answer(self, number):
        """Lets the bank leave something out; what must be said of the list, and what would name the rest."""
        message, batch, ids, day = self.paid(number)
        rejected = self.choose.sample(ids, self.choose.randint(2, LINES // 4))
        less = AMOUNT * (LINES - len(rejected))
        way = number % 5
        if way == 0:  # a sum that lacks some, and not a word about whom
            self.tell(day, (less, "DBIT", batch))
            return {"delivered": LINES}, None
        if way == 1:  # all of them named
            self.put(f"p{number}.xml", status(message, batch, rejected))
            self.tell(day, (less, "DBIT", batch))
            return {"booked": LINES - len(rejected), "rejected": len(rejected)}, None
        if way == 2:  # one of them not named
            self.put(f"p{number}.xml", status(message, batch, rejected[1:]))
            self.tell(day, (less, "DBIT", batch))
            return {"bank_accepted": LINES - len(rejected) + 1, "rejected": len(rejected) - 1}, None
        whole = AMOUNT * LINES
        if way == 3:  # all debited, some given back without a name, and named later
            self.tell(day, (whole, "DBIT", batch), (AMOUNT * len(rejected), "CRDT", batch))
            return {"booked": LINES}, (status(message, batch, rejected), {"booked": LINES - len(rejected), "returned": len(rejected)})
        self.tell(day, (whole, "DBIT", batch))
        return {"booked": LINES}, None

    def states_by_list(self):
        told = map(json.loads, self.at.run("almoner", "payouts", "--json", "--now", END).stdout.splitlines())
        states = collections.defaultdict(collections.Counter)
        for one in told:
            states[one["list"]]["booked" if one["state"] == "final" else one["state"]] += 1
        return states

    def test_nobody_is_marked_by_guess(self):
        expected, later = {}, {}
        for number in range(LISTS):
            code = f"SP{number + 2:04}"
            expected[code], names = self.answer(number)
            if names:
                later[code] = names
        self.at.run("almoner", "reconcile", "--now", END)
        states = self.states_by_list()
        self.assertEqual({code: dict(states[code]) for code in expected}, expected)
        for number, (code, (report, then)) in enumerate(later.items()):
            self.put(f"later{number}.xml", report)
            expected[code] = then
        self.at.run("almoner", "reconcile", "--now", END)
        states = self.states_by_list()
        self.assertEqual({code: dict(states[code]) for code in expected}, expected)


if __name__ == "__main__":
    if "--full" in sys.argv:
        sys.argv.remove("--full")
        LISTS, LINES = 20, 500
    unittest.main()
