#!/usr/bin/env python3
"""What a bank should have said by now, what it says of the whole of a file, and what it converted.

usage: ALMONER_PROGRAMS=build/release tests/reconcile/test_silence.py [unittest options]
"""

import json
import pathlib
import re
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from test_admission import Admission  # noqa: E402


class Silence(Admission):
    """Four transfers of 500.00, sent on Friday 16 January to be paid on Tuesday 20 January."""

    def waiting(self, day):
        shown = self.at.run("almoner", "exceptions", "--json", "--now", f"2026-{day}T01:00:00Z").stdout
        return [(one["class"], one["severity"], one["members"], one["amount"]) for one in map(json.loads, shown.splitlines())]

    def report(self, status, count=4, total="2000.00", rejected=()):
        details = "".join(f"<TxInfAndSts><OrgnlEndToEndId>{self.ids[number]}</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>" for number in rejected)
        return ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><GrpHdr><MsgId>P1</MsgId><CreDtTm>2026-01-16T08:00:00</CreDtTm>'
                f"</GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>SP0001F10001</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>{count}</OrgnlNbOfTxs>"
                f"<OrgnlCtrlSum>{total}</OrgnlCtrlSum><GrpSts>{status}</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>SP0001F10001B001"
                f"</OrgnlPmtInfId>{details}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>")

    def test_a_file_without_an_answer_is_asked_about_after_one_banking_day(self):
        for day in ("01-16", "01-17", "01-19"):
            self.assertEqual(self.waiting(day), [], day)
        self.assertEqual(self.waiting("01-20"), [("unanswered", 2, 4, "2000.00")])

    def test_a_statement_that_the_bank_has_promised_and_not_brought_is_asked_for(self):
        settings = self.at.home / "almoner.toml"
        self.reconcile(("a.xml", self.statement(1, 5000, 3000, *(self.entry(number) for number in range(4)))))
        self.assertEqual(self.waiting("01-27"), [], "nothing is promised")
        settings.write_text(re.sub(r'^(id = "p01")$', r"\1\nstatement_days = 1", settings.read_text(), flags=re.M))
        self.assertEqual(self.waiting("01-21"), [])
        self.assertEqual(self.waiting("01-22"), [("statement_late", 2, 1, None)])
        self.reconcile(("b.xml", self.statement(2, 3000, 3000, day="2026-01-21")))
        self.assertEqual(self.waiting("01-22"), [])

    def test_a_report_during_the_day_that_no_statement_confirms_is_asked_about(self):
        self.reconcile(("r.xml", self.statement(1, 5000, None, *(self.entry(number) for number in range(4)), element="Rpt")))
        told = [("report_unconfirmed", 3, 1, None)]
        self.assertNotIn(told[0], self.waiting("01-22"))
        self.assertIn(told[0], self.waiting("01-23"))
        self.reconcile(("a.xml", self.statement(1, 5000, 3000, *(self.entry(number) for number in range(4)))))
        self.assertEqual(self.waiting("01-23"), [])

    def test_what_was_accepted_and_not_booked_is_overdue_after_two(self):
        self.reconcile(("p.xml", self.report("ACSP")))
        for day in ("01-20", "01-22"):
            self.assertEqual(self.waiting(day), [], day)
        self.assertEqual(self.waiting("01-23"), [("overdue", 3, 4, "2000.00")])
        self.reconcile(("a.xml", self.statement(1, 5000, 3500, self.entry(0), self.entry(1), self.entry(3))))
        self.assertEqual(self.waiting("01-23"), [("overdue", 3, 1, "500.00")])

    def test_festival_days_are_no_banking_days(self):
        self.reconcile(("p.xml", self.report("ACSP")))
        rows = self.at.rows(8)[4:]
        self.at.cover_command(self.at.write_rows("spring", rows), "SP0002", execution_date="2026-02-14", now="2026-02-14T01:00:00Z", check=True)
        self.at.approve(self.at.home / "inbox/lists/spring.cover.toml")
        self.at.pay("2026-02-14T01:00:00Z")

        def unanswered(day):
            return [one for one in self.waiting(day) if one[0] == "unanswered"]
        self.assertEqual(unanswered("02-24"), [])
        self.assertEqual(unanswered("02-25"), [("unanswered", 2, 4, "2000.00")])

    def test_who_is_not_among_the_rejected_of_a_partial_report_is_accepted(self):
        self.reconcile(("p.xml", self.report("PART", rejected=(2,))))
        self.assertEqual(self.states(), ["bank_accepted", "bank_accepted", "rejected", "bank_accepted"])

    def test_a_bank_that_speaks_of_another_number_or_sum_is_told(self):
        self.assertNotIn("status.totals", self.reconcile(("p.xml", self.report("ACSP", 4, "2000.0"))))
        told = self.reconcile(("q.xml", self.report("ACSP", 3, "1500.00")))
        self.assertIn("q.xml:1: status.totals: 'SP0001F10001': the bank speaks of 3 and the file holds 4", told)
        self.assertIn("the bank speaks of 1500.00 and the file holds 2000.00", told)

    def test_a_conversion_is_told(self):
        detail = '<TxDtls><Refs><EndToEndId>NONREF</EndToEndId></Refs><Amt Ccy="USD">70.00</Amt></TxDtls>'
        entry = ('<Ntry><Amt Ccy="CNY">500.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-20</Dt></BookgDt>'
                 f"<NtryDtls>{detail}</NtryDtls></Ntry>")
        self.assertIn("entry.conversion: '500.00': the bank has converted USD 70.00", self.reconcile(("a.xml", self.statement(1, 5000, 4500, entry))))


if __name__ == "__main__":
    unittest.main()
