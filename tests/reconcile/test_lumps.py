#!/usr/bin/env python3
"""Sums that a bank books for many transfers at once: batches, batches less their rejects, and lump returns.

usage: ALMONER_PROGRAMS=build/release tests/reconcile/test_lumps.py [unittest options]
"""

import itertools
import shutil
import sys
import pathlib
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from test_admission import MORNING, Admission  # noqa: E402

BATCH = "SP0001F10001B001"


def sum_entry(amount, direction="DBIT", batch=BATCH, count=None, day="2026-01-20", reference=None):
    """An entry for the whole batch, by Btch/PmtInfId or by the reference of a detail."""
    number = f"<NbOfTxs>{count}</NbOfTxs>" if count else ""
    named = f"<Btch><PmtInfId>{batch}</PmtInfId>{number}</Btch>" if reference is None else f"<TxDtls><Refs><{reference}>{batch}</{reference}></Refs></TxDtls>"
    return (f'<Ntry><Amt Ccy="CNY">{amount}.00</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>'
            f"<NtryDtls>{named}</NtryDtls></Ntry>")


class Lumps(Admission):
    """Four transfers of 500.00 in one batch."""

    def rejected(self, *numbers):
        details = "".join(f"<TxInfAndSts><OrgnlEndToEndId>{self.ids[number]}</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>"
                          "</TxInfAndSts>" for number in numbers)
        return ("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><GrpHdr><MsgId>P1</MsgId><CreDtTm>2026-01-20T08:00:00</CreDtTm>"
                "</GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>SP0001F10001</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts>"
                f"</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{BATCH}</OrgnlPmtInfId>{details}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>")

    def test_a_batch_in_one_sum_is_everybodys(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 3000, sum_entry(2000, count=4))))
        self.assertEqual(self.states(), ["booked"] * 4)
        self.assertEqual(self.exceptions(), [])

    def test_a_batch_less_its_rejects_in_whatever_order_they_come(self):
        files = {"a.xml": self.statement(1, 5000, 3500, sum_entry(1500)), "p.xml": self.rejected(2)}
        kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, kept)
        for order in itertools.permutations(files):
            shutil.rmtree(self.at.home)
            shutil.copytree(kept, self.at.home)
            for name in order:
                told = self.reconcile((name, files[name]), code=1 if order[0] == "a.xml" and name == "a.xml" else 0)
                self.assertEqual("batch.unsolved: '-1,500.00'" in told, order[0] == "a.xml" and name == "a.xml", told)
            self.assertEqual(self.states(), ["booked", "booked", "rejected", "booked"])

    def test_a_sum_that_fits_nobody_marks_nobody(self):
        told = self.reconcile(("a.xml", self.statement(1, 5000, 3500, sum_entry(1500))), code=1)
        self.assertIn("a.xml:1: batch.unsolved: '-1,500.00': this debit is neither the whole batch", told)
        self.assertEqual(self.states(), ["delivered"] * 4)
        self.assertEqual([(one["class"], one["severity"], one["members"]) for one in self.exceptions()], [("batch_unsolved", 2, 1)])
        self.assertIn("batch.unsolved", self.reconcile(code=1), "it is told until it is solved")

    def test_a_batch_debited_whole_gives_back_what_failed(self):
        whole = self.statement(1, 5000, 3000, sum_entry(2000))
        back = self.statement(2, 3000, 4000, sum_entry(1000, "CRDT", day="2026-01-21"), day="2026-01-21")
        self.reconcile(("a.xml", whole))
        self.assertEqual(self.states(), ["booked"] * 4)
        self.assertIn("return.unmatched: '1,000.00'", self.reconcile(("b.xml", back), code=1))
        self.assertEqual(self.states(), ["booked"] * 4, "two of four equal amounts are nobody's by guess")
        self.reconcile(("p.xml", self.rejected(1, 3)))
        self.assertEqual(self.states(), ["booked", "returned", "booked", "returned"])
        self.assertEqual([one["class"] for one in self.exceptions()], ["returned"])

    def test_who_was_rejected_and_debited_with_the_others_waits_for_the_money_to_come_back(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 3000, sum_entry(2000))), ("p.xml", self.rejected(1)))
        self.assertEqual(self.states(), ["booked", "provisional", "booked", "booked"])
        late = self.at.run("almoner", "exceptions", "--now", "2026-01-26T01:00:00Z").stdout
        self.assertIn("3  overdue:SP0001  1  500.00", late)

    def test_a_batch_debited_twice_is_a_contradiction(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 1000, sum_entry(2000), sum_entry(2000))))
        self.assertEqual(self.states(), ["conflict"] * 4)
        self.assertEqual([(one["class"], one["severity"], one["members"]) for one in self.exceptions()], [("conflict", 1, 4)])

    def test_one_who_is_booked_alone_is_in_no_sum(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 3000, self.entry(0), sum_entry(1500))))
        self.assertEqual(self.states(), ["booked"] * 4)

    def test_the_file_names_its_batches_and_instructions_name_transfers(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 3000, sum_entry(2000, batch="SP0001F10001", reference="MsgId"))))
        self.assertEqual(self.states(), ["booked"] * 4)
        other = self.statement(2, 3000, 3000, sum_entry(500, batch="SP0001F19999", reference="MsgId"), sum_entry(500, "CRDT", batch="SP0001F19999", reference="MsgId"))
        self.reconcile(("b.xml", other))
        self.assertEqual([one["class"] for one in self.exceptions()], ["debit_not_ours", "credit_unexplained"])

    def test_an_instruction_names_its_transfer(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4500, sum_entry(500, batch=self.ids[2], reference="InstrId"))))
        self.assertEqual(self.states(), ["delivered", "delivered", "booked", "delivered"])

    def test_a_contested_statement_takes_its_sums_along(self):
        first = self.statement(1, 5000, 3000, sum_entry(2000))
        self.reconcile(("a.xml", first))
        self.assertEqual(self.states(), ["booked"] * 4)
        self.reconcile(("b.xml", self.statement(1, 5000, 3500, sum_entry(1500))), code=1)
        self.assertEqual(self.states(), ["delivered"] * 4)
        for person in ("sun.li", "zhou.yan"):
            self.assertEqual(self.decide(person, self.archived("a.xml")).returncode, 0)
        self.reconcile()
        self.assertEqual(self.states(), ["booked"] * 4)

    def test_mt940_names_the_batch_in_field_61(self):
        text = ("{1:F01TESTCNBJAXXX0000000000}{2:I940TESTCNBJAXXXN}{4:\r\n:20:S1\r\n:25:" + self.account + "\r\n:28C:1/1\r\n:60F:C260119CNY5000,00\r\n"
                f":61:2601200120D2000,00NTRF{BATCH}//B1\r\n:86:batch\r\n:62F:C260120CNY3000,00\r\n-}}")
        self.reconcile(("a.sta", text))
        self.assertEqual(self.states(), ["booked"] * 4)


class AgencyPayment(Admission):
    """One debit for all rows; a table says who failed, and their money comes back in one credit."""

    def result(self, *failed):
        rows = "".join(f"{number},{payee},500.00,{'未入账,账户已销户' if number in failed else '已入账,'}\n" for number, payee in enumerate(self.payees, 1))
        return f"代发文件号,SP0001F10001,代发笔数,4,代发总额,2000.00\n文件内序号,入账账号,发生额,入账结果,未入账原因\n{rows}"

    def test_the_table_tells_whose_the_lump_credit_is_in_whatever_order_the_three_come(self):
        files = {"debit.xml": self.statement(1, 5000, 3000, sum_entry(2000)),
                 "credit.xml": self.statement(2, 3000, 4000, sum_entry(1000, "CRDT", day="2026-01-21"), day="2026-01-21"),
                 "result.csv": self.result(2, 4)}
        kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, kept)
        for order in itertools.permutations(files):
            with self.subTest(order=order):
                shutil.rmtree(self.at.home)
                shutil.copytree(kept, self.at.home)
                for name in order:
                    self.put(name, files[name])
                    told = self.at.run("almoner", "reconcile", "--now", MORNING)
                self.assertEqual(told.returncode, 0, told.stdout)
                self.assertEqual(self.states(), ["booked", "returned", "booked", "returned"])
                self.assertEqual([(one["class"], one["members"]) for one in self.exceptions()], [("returned", 2)])

    def test_a_credit_that_is_not_the_sum_of_the_failures_is_nobodys(self):
        self.reconcile(("debit.xml", self.statement(1, 5000, 3000, sum_entry(2000))), ("result.csv", self.result(2, 4)))
        told = self.reconcile(("credit.xml", self.statement(2, 3000, 4500, sum_entry(1500, "CRDT", day="2026-01-21"), day="2026-01-21")), code=1)
        self.assertIn("return.unmatched: '1,500.00'", told)
        self.assertEqual(self.states(), ["booked", "provisional", "booked", "provisional"])


if __name__ == "__main__":
    unittest.main()
