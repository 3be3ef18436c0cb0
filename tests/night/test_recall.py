#!/usr/bin/env python3
"""What the bank has and people want back: asked by two, in a signed camt.055 or on a sheet, answered by a camt.029 or in words.

usage: ALMONER_PROGRAMS=build/release tests/night/test_recall.py [unittest options]
"""

import itertools
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import unittest

from test_decisions import HOLDERS, decide, exceptions, payouts
from workspace import NIGHT, PROGRAMS, SOURCE, Workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "reconcile"))
from test_admission import Admission  # noqa: E402

FILE = "SP0001F10001"
REQUEST = f"{FILE}C01"
OFFICIAL = SOURCE.parent / "shared/xsd/camt.055.001.08.xsd"
LATER = "2026-01-22T01:00:00Z"


def resolution(*answers, group="", confirmation="CNCL"):
    """A camt.029 as a bank writes it: (EndToEndId, TxCxlSts, reason) each."""
    whole = f"<GrpCxlSts>{group}</GrpCxlSts>" if group else ""
    transfers = "".join(f"<TxInfAndSts><OrgnlEndToEndId>{one}</OrgnlEndToEndId><TxCxlSts>{status}</TxCxlSts>"
                        + (f"<CxlStsRsnInf><Rsn><Cd>{reason}</Cd></Rsn></CxlStsRsnInf>" if reason else "") + "</TxInfAndSts>" for one, status, reason in answers)
    return (f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn><Sts><Conf>{confirmation}</Conf></Sts><CxlDtls>'
            f"<OrgnlGrpInfAndSts><OrgnlMsgId>{FILE}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{whole}</OrgnlGrpInfAndSts>"
            f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{FILE}B001</OrgnlPmtInfId>{transfers}</OrgnlPmtInfAndSts></CxlDtls></RsltnOfInvstgtn></Document>")


class Asking(Admission):
    """A list of four in the outbox; the bank's answers are not signed here, so that they can be written by hand."""

    def setUp(self):
        super().setUp()
        self.payout = [one[:14] for one in self.ids]

    def recall(self, *rows, by=HOLDERS, now=NIGHT, code=0, reason="CUST"):
        return decide(self.at, "recall", *(self.payout[row] for row in rows), *(["--code", reason] if reason else []), by=by, now=now, code=code)

    def asked(self, *rows, now=NIGHT):
        self.recall(*rows, now=now)
        return self.at.pay(now)

    def classes(self, now=LATER):
        return {one["id"]: one["members"] for one in exceptions(self.at, now) if one["class"] not in ("unanswered", "overdue")}

    def answered(self, row, status, reason="", name="r.xml"):
        return self.reconcile((name, resolution((self.ids[row], status, reason), confirmation="RJCR" if status == "RJCR" else "CNCL")))

    def correct(self, now=LATER):
        return self.at.run("almoner", "correct", "SP0001", "--out", str(self.at.home / "inbox/lists/fix.csv"), "--now", now).stdout

    def request(self, number=1):
        return self.at.home / f"outbox/{FILE}C{number:02}.xml"


class Requests(Asking):
    """What goes to the bank."""

    def test_two_ask_and_the_bank_gets_one_signed_request(self):
        self.assertIn(f"{self.payout[1]}  under_way 500.00", self.recall(1, by=HOLDERS[:1]))
        self.assertEqual((self.at.pay().returncode, list(self.at.outbox())), (0, [f"{FILE}.xml"]), "one signature asks nobody")
        self.recall(1, by=HOLDERS[1:])
        told = self.at.pay()
        self.assertEqual(told.returncode, 0, told.stdout)
        self.assertIn(f"decision 1-recall is in force\noutbox/{REQUEST}.xml asks the bank to give transfers up", told.stdout)
        files = self.at.outbox()
        self.assertEqual(list(files), [f"{FILE}.xml", f"{REQUEST}.xml"])
        text = self.request().read_text()
        self.assertEqual(re.findall(r"<OrgnlEndToEndId>(\w+)<", text), [self.ids[1]])
        self.assertIn("<CtrlData><NbOfTxs>1</NbOfTxs><CtrlSum>500.00</CtrlSum></CtrlData>", text)
        self.assertIn("<Rsn><Cd>CUST</Cd></Rsn>", text)
        paid = (self.at.home / f"outbox/{FILE}.xml").read_text()
        self.assertIn(f"<OrgnlCreDtTm>{re.search('<CreDtTm>([^<]+)<', paid).group(1)}</OrgnlCreDtTm>", text)
        self.assertEqual((self.at.home / f"archive/files/{REQUEST}.xml").read_text(), text)
        for path in (self.request(), self.at.home / f"archive/files/{REQUEST}.xml"):
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertEqual(self.states(), ["delivered", "cancel_requested", "delivered", "delivered"])
        self.assertEqual(self.classes(), {"recall_asked:SP0001": 1})
        self.assertNotIn("asks the bank", self.at.pay().stdout)
        self.assertEqual(self.at.outbox(), files, "it is asked once")
        self.assertEqual(list((self.at.home / "staging").iterdir()), [])

    def test_the_request_is_valid_under_our_schema_and_the_official_one(self):
        self.asked(0, 2)
        for schema in (SOURCE / "formats/messages/camt.055.001.08/schema.xsd", OFFICIAL):
            if not schema.exists():
                self.skipTest(f"needs {schema.name} of iso20022.org in {schema.parent}")
            subprocess.run(["xmllint", "--noout", "--schema", str(schema), str(self.request())], check=True, stderr=subprocess.DEVNULL)

    def test_what_is_asked_for_is_asked_once_and_neither_corrected_nor_closed(self):
        self.asked(1)
        self.assertIn(f"decision.state: '{self.payout[1]}': is cancel_requested; recall takes only", self.recall(1, by=HOLDERS[:1], code=3))
        self.assertIn("decision.state", decide(self.at, "write-back", self.payout[1], by=HOLDERS[:1], code=3))
        self.assertIn("no line is held or failed", self.correct())
        self.assertEqual({one["payout_state"] for one in payouts(self.at)}, {"in_flight"})

    def test_a_decision_without_a_code_or_about_what_was_never_sent_asks_nobody(self):
        self.assertIn("usage.argument: '--code'", self.recall(1, by=HOLDERS[:1], code=2, reason=""))
        self.payout.append("SP000900000029")
        self.assertIn("transfer.unknown", self.recall(4, by=HOLDERS[:1], code=3))
        decide(self.at, "withdraw", FILE)
        self.at.pay()
        self.assertIn("is withdrawn; recall takes only", self.recall(1, by=HOLDERS[:1], code=3))

    def test_what_the_bank_overtakes_is_left_as_it_is_and_told(self):
        self.recall(1)
        self.reconcile(("s.xml", self.statement(1, 2000, 1500, self.entry(1))))
        told = self.at.pay(LATER)
        self.assertIn(f"1-recall.toml: decision.state: '{self.payout[1]}': is booked 500.00", told.stdout)
        self.assertFalse(self.request().exists())

    def test_what_is_booked_is_asked_back_inside_the_return_window_only(self):
        self.reconcile(("s.xml", self.statement(1, 2000, 1500, self.entry(1))))
        self.assertIn("is final; recall takes only", self.recall(1, by=HOLDERS[:1], now="2026-02-20T01:00:00Z", code=3))
        self.asked(1, now=LATER)
        self.assertEqual(self.states()[1], "cancel_requested")
        self.assertTrue(self.request().exists())


    def test_killed_anywhere_the_next_night_asks_once_with_the_same_bytes(self):
        if shutil.which("strace") is None:
            self.skipTest("needs strace (apt-get install strace)")
        self.recall(1, 2)
        start = self.at.home.with_name("start")
        shutil.copytree(self.at.home, start)
        self.at.pay()
        expected, points = self.at.outbox(), 0
        self.assertEqual(len(expected), 2)
        for call, step in (("fsync", 3), ("fdatasync", 3), ("renameat2", 1)):
            for number in itertools.count(1, step):
                shutil.rmtree(self.at.home)
                shutil.copytree(start, self.at.home)
                killed = self.at.pay(before=("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"))
                finished = self.at.pay("2026-01-16T02:00:00Z")
                self.assertEqual(finished.returncode, 0, f"{call} {number}: {finished.stdout}")
                self.assertEqual(self.at.outbox(), expected, f"killed at {call} {number}")
                self.assertEqual(self.states(), ["delivered", "cancel_requested", "cancel_requested", "delivered"], f"{call} {number}")
                self.assertEqual(list((self.at.home / "staging").iterdir()), [])
                if killed.returncode >= 0 and killed.returncode != 137:
                    break
                points += 1
        self.assertGreater(points, 10)


class Answers(Asking):
    """What the bank says."""

    def test_an_answer_that_names_no_payment_is_told(self):
        self.asked(1)
        alone = ('<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn><Sts><Conf>CNCL</Conf></Sts></RsltnOfInvstgtn></Document>')
        self.assertIn("r.xml:1: transfer.unknown: 'CNCL': no payment of ours has this reference", self.reconcile(("r.xml", alone), code=1))
        self.assertEqual(self.states()[1], "cancel_requested")
        self.assertNotIn("transfer.unknown", self.answered(1, "CNCL", name="s.xml"))
        self.assertEqual(self.states()[1], "cancelled")

    def test_what_the_bank_gives_up_is_corrected_and_paid_once(self):
        self.asked(1)
        self.assertIn("r.xml: camt.029.001.09, 1 facts", self.answered(1, "ACCR"))
        self.assertEqual(self.states()[1], "cancelled")
        self.assertEqual(self.classes(), {"cancelled:SP0001": 1})
        self.assertIn("1 lines to correct", self.correct())
        fix = self.at.home / "inbox/lists/fix.csv"
        self.at.cover_command(fix, "SP0002", "--kind", "correction", "--of", "SP0001", "--reason", "asked again", execution_date="2026-01-26", now=LATER, check=True)
        self.at.approve(fix.with_suffix(".cover.toml"))
        self.assertEqual(self.at.pay(LATER).returncode, 0)
        self.assertEqual([(one["attempt"], one["state"]) for one in payouts(self.at, LATER) if one["payout"] == self.payout[1]], [(1, "cancelled"), (2, "delivered")])
        # Should the bank pay the first, after all, that is a contradiction.
        self.reconcile(("s.xml", self.statement(1, 2000, 1500, self.entry(1))))
        self.assertEqual(self.classes().get("conflict:SP0001"), 1)

    def test_what_the_bank_refuses_is_what_it_was_and_stands_on_the_worklist(self):
        self.asked(1)
        self.answered(1, "RJCR", "LEGL")
        self.assertEqual(self.states()[1], "delivered")
        self.assertEqual(self.classes(), {"recall_refused:LEGL": 1})
        self.asked(1, now=LATER)
        self.assertEqual(self.states()[1], "cancel_requested", "it may be asked again")
        self.assertTrue(self.request(2).exists())
        self.answered(1, "ACCR", name="second.xml")
        self.assertEqual(self.states()[1], "cancelled")

    def test_an_answer_that_is_to_come_is_told_and_nothing_else_changes(self):
        self.asked(1)
        self.answered(1, "PDCR")
        self.assertEqual((self.states()[1], self.classes()), ("cancel_requested", {"recall_pending:SP0001": 1}))

    def test_what_is_said_of_the_whole_file_is_of_those_asked_for(self):
        self.asked(1, 3)
        self.reconcile(("r.xml", resolution(group="ACCR")))
        self.assertEqual(self.states(), ["delivered", "cancelled", "delivered", "cancelled"])

    def test_a_transfer_without_a_status_has_that_of_the_whole(self):
        self.asked(1)
        self.reconcile(("r.xml", resolution((self.ids[1], "", "LEGL"), confirmation="RJCR").replace("<TxCxlSts></TxCxlSts>", "")))
        self.assertEqual(self.classes(), {"recall_refused:LEGL": 1})

    def test_codes_and_transfers_that_nobody_knows_are_told(self):
        self.asked(1)
        for name, text, told in (("a.xml", resolution((self.ids[1], "XXXX", "")), "status.unknown: 'XXXX'"),
                                 ("b.xml", resolution(("SP0009000000211M", "ACCR", "")), "transfer.unknown: 'SP0009000000211M'")):
            self.put(name, text)
            self.assertIn(told, self.at.run("almoner", "reconcile", "--now", LATER).stdout)
        self.assertEqual(self.states()[1], "cancel_requested")

    def test_accepted_and_refused_at_once_is_a_contradiction(self):
        self.asked(1)
        self.answered(1, "ACCR")
        self.answered(1, "RJCR", "LEGL", name="second.xml")
        self.assertEqual(self.states()[1], "conflict")

    def ends(self, *files):
        """How it stands after the files in every order: always the same."""
        kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, kept)
        found = set()
        for order in itertools.permutations(files):
            shutil.rmtree(self.at.home)
            shutil.copytree(kept, self.at.home)
            for file in order:
                self.reconcile(file)
            found.add((tuple(self.states()), tuple(self.classes().items())))
        shutil.rmtree(kept)
        self.assertEqual(len(found), 1, found)
        return found.pop()

    def accepted_file(self):
        return ("p.xml", f"<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>{FILE}</OrgnlMsgId><GrpSts>ACSP</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>")

    def test_money_given_up_after_it_was_debited_is_waited_for_and_comes_back(self):
        self.asked(1)
        debit = ("s1.xml", self.statement(1, 2000, 1500, self.entry(1)))
        answer = ("r.xml", resolution((self.ids[1], "ACCR", "")))
        states, classes = self.ends(self.accepted_file(), debit, answer)
        self.assertEqual((states[1], dict(classes)), ("cancel_requested", {"recall_accepted:SP0001": 1}))
        self.assertIn("no line is held or failed", self.correct())
        back = self.entry(1).replace("DBIT", "CRDT").replace("<RltdPties>", "<RtrInf><Rsn><Cd>FOCR</Cd></Rsn></RtrInf><RltdPties>")
        back = re.sub(r"<RltdPties>.*</RltdPties>", "", back)
        returned = ("s2.xml", self.statement(2, 1500, 2000, back, day="2026-01-21"))
        states, classes = self.ends(returned)
        self.assertEqual((states[1], dict(classes)), ("returned", {"returned:FOCR": 1}))

    def test_a_debit_a_return_and_an_answer_end_the_same_in_every_order(self):
        self.asked(1)
        back = re.sub(r"<RltdPties>.*</RltdPties>", "<RtrInf><Rsn><Cd>CUST</Cd></Rsn></RtrInf>", self.entry(1).replace("DBIT", "CRDT"))
        states, _ = self.ends(("s1.xml", self.statement(1, 2000, 1500, self.entry(1))), ("r.xml", resolution((self.ids[1], "ACCR", ""))),
                              ("s2.xml", self.statement(2, 1500, 2000, back, day="2026-01-21")), self.accepted_file())
        self.assertEqual(states, ("bank_accepted", "returned", "bank_accepted", "bank_accepted"))

    def test_a_refusal_before_or_after_the_debit_leaves_it_booked(self):
        self.asked(1)
        states, classes = self.ends(("s1.xml", self.statement(1, 2000, 1500, self.entry(1))), ("r.xml", resolution((self.ids[1], "RJCR", "CUST"))), self.accepted_file())
        self.assertEqual((states[1], dict(classes)), ("booked", {"recall_refused:CUST": 1}))

    def test_a_batch_that_is_debited_in_one_sum_is_without_what_was_given_up(self):
        self.asked(1)
        lump = (f'<Ntry><Amt Ccy="CNY">1500.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-20</Dt></BookgDt><NtryDtls><Btch>'
                f"<PmtInfId>{FILE}B001</PmtInfId></Btch></NtryDtls></Ntry>")
        self.assertEqual(self.in_either_order(lump), ("booked", "cancelled", "booked", "booked"))

    def in_either_order(self, lump):
        found = set()
        kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, kept)
        for order in itertools.permutations((("s1.xml", self.statement(1, 2000, 500, lump)), ("r.xml", resolution((self.ids[1], "ACCR", ""))))):
            shutil.rmtree(self.at.home)
            shutil.copytree(kept, self.at.home)
            for name, text in order:
                self.put(name, text)
                self.at.run("almoner", "reconcile", "--now", LATER)
            found.add(tuple(self.states()))
        self.assertEqual(len(found), 1, found)
        return found.pop()


class Sheets(Asking):
    """Banks that take no camt.055."""

    def way(self, way):
        profile = pathlib.Path(os.environ["ALMONER_FORMATS"]) / "profiles/testbank-cn.toml"
        profile.write_text(profile.read_text().replace('cancel = "camt055"', f'cancel = "{way}"'))
        self.at.seal()

    def test_a_letter_names_the_transfers_and_is_for_people_alone(self):
        self.way("letter")
        told = self.asked(1, 2)
        self.assertIn(f"letters/{REQUEST}.html: print it, sign it", told.stdout)
        letter = self.at.home / f"letters/{REQUEST}.html"
        text = letter.read_text("utf-8")
        for row in (1, 2):
            self.assertIn(self.ids[row], text)
            self.assertIn(self.payees[row], text)
        self.assertNotIn(self.payees[0], text)
        self.assertIn("1,000.00", text)
        self.assertNotIn("recall.", text, "every sentence has its words")
        self.assertEqual(stat.S_IMODE(letter.stat().st_mode), 0o600)
        self.assertEqual((self.at.home / f"archive/files/{REQUEST}.html").read_text("utf-8"), text)
        self.assertEqual(list(self.at.outbox()), [f"{FILE}.xml"])
        self.assertNotIn(self.payees[1], told.stdout)
        self.assertEqual(self.states(), ["delivered", "cancel_requested", "cancel_requested", "delivered"])

    def test_what_they_heard_once_is_not_written_down_again(self):
        self.way("letter")
        self.asked(1)
        decide(self.at, "recall-accepted", self.payout[1], ref="letter of 17 January")
        self.at.pay()
        self.reconcile(("s.xml", self.statement(1, 2000, 1500, self.entry(1))))
        self.assertEqual(self.states()[1], "cancel_requested", "the money is waited for")
        self.assertIn("decision.state", decide(self.at, "recall-accepted", self.payout[1], by=HOLDERS[:1], ref="again", code=3))

    def test_what_people_hear_from_the_bank_two_of_them_write_down(self):
        self.way("portal")
        self.assertIn("enter it at the bank's portal", self.asked(1, 2).stdout)
        self.assertIn("usage.argument: '--ref'", decide(self.at, "recall-refused", self.payout[1], by=HOLDERS[:1], code=2))
        decide(self.at, "recall-refused", self.payout[1], ref="letter of 17 January")
        decide(self.at, "recall-accepted", self.payout[2], ref="letter of 17 January")
        self.assertEqual(self.states()[1:3], ["cancel_requested"] * 2)
        self.at.pay()
        self.assertEqual(self.states()[1:3], ["delivered", "cancelled"])
        self.assertEqual(self.classes(), {"cancelled:SP0001": 1, "recall_refused:-": 1})
        self.assertIn("is delivered; recall_accepted takes only", decide(self.at, "recall-accepted", self.payout[1], by=HOLDERS[:1], ref="x", code=3))
        shown = self.at.run("almoner", "show", self.payout[2], "--now", LATER).stdout
        self.assertIn("request 1 to the bank  cancel_accepted", shown)


class Rehearsal(unittest.TestCase):
    """The rehearsal bank, whose answers are signed."""

    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        bank = self.at.home / "bank.toml"
        bank.write_text(re.sub(r"_per_mille = \d+", "_per_mille = 0", bank.read_text()))
        self.at.list(self.at.rows(4))
        self.assertEqual(self.at.pay().returncode, 0)

    def recall(self, now=NIGHT):
        decide(self.at, "recall", payouts(self.at, now)[1]["payout"], "--code", "DUPL", now=now)
        self.assertEqual(self.at.pay(now).returncode, 0)

    def ends(self, now):
        self.assertIn(f"camt029-{REQUEST}.xml: camt.029.001.09, 1 facts", self.at.run("almoner", "reconcile", "--now", now).stdout)
        answer = next((self.at.home / "archive/bank").glob("*camt029*"))
        official = OFFICIAL.with_name("camt.029.001.09.xsd")
        if official.exists():
            subprocess.run(["xmllint", "--noout", "--schema", str(official), str(answer)], check=True, stderr=subprocess.DEVNULL)
        return [one["state"] for one in payouts(self.at, now)]

    def test_what_it_has_not_carried_out_it_gives_up(self):
        self.recall()
        self.at.bank()
        self.assertEqual(self.ends(LATER), ["booked", "cancelled", "booked", "booked"])

    def test_what_it_has_carried_out_it_refuses(self):
        self.at.bank()
        self.at.run("almoner", "reconcile", "--now", LATER, check=True)
        self.recall(LATER)
        self.at.bank()
        self.assertEqual(self.ends(LATER), ["booked"] * 4)
        self.assertEqual([one["id"] for one in exceptions(self.at, LATER)], ["recall_refused:CUST"])

    def test_or_gets_the_money_back_where_it_is_told_to(self):
        bank = self.at.home / "bank.toml"
        bank.write_text(bank.read_text().replace('called_back = "refused"', 'called_back = "returned"'))
        self.at.bank()
        self.at.run("almoner", "reconcile", "--now", LATER, check=True)
        self.recall(LATER)
        self.at.bank()
        self.assertEqual(self.ends(LATER), ["booked", "returned", "booked", "booked"])


if __name__ == "__main__":
    unittest.main()
