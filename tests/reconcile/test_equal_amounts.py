#!/usr/bin/env python3
"""Relief is nearly always the same amount for everybody: a sum then says how many were paid, and never who. Whatever a bank leaves
out, nobody is marked by guess.

usage: ALMONER_PROGRAMS=build/release tests/reconcile/test_equal_amounts.py [--full] [unittest options]
  --full   20 lists of 500 (default 10 of 40)
"""

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

LISTS, LINES = 10, 40
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
    """Each list gets an instalment of the same people, a statement of its own, and one of ten ways to leave something out."""

    def setUp(self):
        super().setUp()
        programme = self.at.home / "programmes/relief.toml"
        programme.write_text(programme.read_text().replace('"1000000.00"', '"100000000.00"'))
        self.balance, self.sequence = 10_000_000, 0
        self.choose = random.Random(LISTS * LINES)
        self.files, self.named = [], set()

    def paid(self, number):
        """MsgId, PmtInfId, EndToEndIds and day of the list's file."""
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

    def tell(self, day, batch, *entries):
        """A statement of these (people, direction), each for so many equal amounts of the batch."""
        opening = self.balance
        self.balance += sum(AMOUNT * people * (1 if direction == "CRDT" else -1) for people, direction in entries)
        self.sequence += 1
        text = self.statement(self.sequence, opening, self.balance,
                              *(test_lumps.sum_entry(AMOUNT * people, direction, batch, day=day) for people, direction in entries), day=day)
        self.files.append((f"s{self.sequence}.xml", text))

    def answer(self, number):
        """Lets the bank leave something out. What must be said of each by then; the report that names all, and what must
        be said after it, where that changes anything."""
        message, batch, ids, day = self.paid(number)
        failed = self.choose.sample(ids, self.choose.randint(3, LINES // 4))
        count = len(failed)

        def name(people):
            self.files.append((f"p{number}.xml", status(message, batch, people)))
            self.named.update(people)

        def said(others, of_failed=None, people=failed):
            return {one: of_failed if of_failed and one in people else others for one in ids}

        def later(*states):
            return (f"later{number}.xml", status(message, batch, failed)), said(*states), failed

        less, whole, back = (LINES - count, "DBIT"), (LINES, "DBIT"), (count, "CRDT")
        match number % 10:
            case 0:  # a sum that lacks some, and not a word about whom
                self.tell(day, batch, less)
                return said("delivered"), later("booked", "rejected")
            case 1:  # all of them named
                name(failed)
                self.tell(day, batch, less)
                return said("booked", "rejected"), None
            case 2:  # one of them not named
                name(failed[1:])
                self.tell(day, batch, less)
                return said("bank_accepted", "rejected", failed[1:]), None
            case 3:  # all debited, some given back without a name
                self.tell(day, batch, whole, back)
                return said("booked"), later("booked", "returned")
            case 4:  # all debited
                self.tell(day, batch, whole)
                return said("booked"), None
            case 5:  # all debited, and all given back: that is everybody
                self.tell(day, batch, whole, (LINES, "CRDT"))
                return said("returned"), None
            case 6:  # one of the named was debited with the others: which?
                name(failed)
                self.tell(day, batch, (LINES - count + 1, "DBIT"))
                return said("bank_accepted", "rejected"), None
            case 7:  # all debited, and one less given back than are named
                name(failed)
                self.tell(day, batch, whole, (count - 1, "CRDT"))
                return said("booked", "provisional"), None
            case 8:  # all debited, and one more given back than are named
                name(failed)
                self.tell(day, batch, whole, (count + 1, "CRDT"))
                return said("booked", "provisional"), None
            case _:  # all debited, and given back one by one without a name
                self.tell(day, batch, whole, *[(1, "CRDT")] * count)
                return said("booked"), later("booked", "returned")

    def states(self):
        """What is said of each EndToEndId; final is booked whose time is over."""
        told = map(json.loads, self.at.run("almoner", "payouts", "--json", "--now", END).stdout.splitlines())
        return {one["end_to_end_id"]: "booked" if one["state"] == "final" else one["state"] for one in told}

    def bring(self, files, back):
        """In some order, on three nights: on none of them anybody failed of whom the bank did not say so."""
        self.choose.shuffle(files)
        for night in range(3):
            for name, text in files[night::3]:
                self.put(name, text)
            self.at.run("almoner", "reconcile", "--now", END)
            failed = {one for one, state in self.states().items() if state in ("rejected", "returned")}
            self.assertLessEqual(failed, self.named | back)
        return self.states()

    def test_nobody_is_marked_by_guess(self):
        expected, reports, then = {}, [], {}
        for number in range(LISTS):
            states, later = self.answer(number)
            expected |= states
            if later:
                report, changed, failed = later
                reports.append((report, failed))
                then |= changed
        back = {one for one, state in expected.items() if state == "returned"}
        states = self.bring(self.files, back)
        self.assertEqual({one: states[one] for one in expected}, expected)
        for _, failed in reports:
            self.named.update(failed)
        states = self.bring([report for report, _ in reports], back)
        self.assertEqual({one: states[one] for one in expected}, expected | then)


if __name__ == "__main__":
    if "--full" in sys.argv:
        sys.argv.remove("--full")
        LISTS, LINES = 20, 500
    unittest.main()
