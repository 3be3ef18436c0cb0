#!/usr/bin/env python3
"""What people say of what the bank booked: what an entry is, which payout it pays, what holds where the bank's files
contradict themselves; and what the worklist proposes.

usage: ALMONER_PROGRAMS=build/release tests/night/test_said.py [unittest options]
"""

import os
import pathlib
import re
import sys
import unittest

from test_decisions import decide
from workspace import PROGRAMS, Workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "reconcile"))
from test_admission import Admission, balance  # noqa: E402

LATER, WEEK = "2026-01-22T01:00:00Z", "2026-01-23T01:00:00Z"


def entry(amount, direction="DBIT", day="2026-01-20", inside=""):
    return (f'<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>'
            f"{inside}</Ntry>")


def contradict_and_explain(at, payout):
    """A statement with an entry that people explain, one that shows an account, and one that contradicts `payout`, which they rule on."""
    sent = next(text for text in (path.read_text() for path in (at.home / "outbox").glob("*.xml")) if payout in text)
    account = re.search(r"<DbtrAcct><Id><Othr><Id>(\w+)<", sent).group(1)
    reference = re.search(rf"<EndToEndId>({payout}\w+)<", sent).group(1)

    def shown(refs):
        return f"<NtryDtls><TxDtls>{refs}<RltdPties><CdtrAcct><Id><Othr><Id>6299990000000099999</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls>"

    entries = entry("20.00") + entry("30.00", inside=shown("")) + entry("500.00", inside=shown(f"<Refs><EndToEndId>{reference}</EndToEndId></Refs>"))
    (at.home / "inbox/bank/said.xml").write_text(
        "<Document><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S1</Id><CreDtTm>2026-01-22T20:00:00</CreDtTm>"
        f"<Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{balance('OPBD', 1000, '2026-01-22')}{balance('CLBD', 450, '2026-01-22')}"
        f"{entries}</Stmt></BkToCstmrStmt></Document>")
    at.run("almoner", "reconcile", "--now", WEEK)
    decide(at, "explain", "said.xml#1/1", now=WEEK, how="fee")
    decide(at, "confirm-paid", payout, now=WEEK, ref="letter 1")
    at.pay(WEEK)


class Said(Admission):
    """Four people are paid 500.00 each."""

    def shown(self, number, amount="500.00", direction="DBIT", account=None, reference="", day="2026-01-20"):
        """An entry that shows the payee's account, and perhaps our reference."""
        refs = f"<Refs><EndToEndId>{reference}</EndToEndId></Refs>" if reference else ""
        side = "Cdtr" if direction == "DBIT" else "Dbtr"
        return entry(amount, direction, day, f"<NtryDtls><TxDtls>{refs}<RltdPties><{side}Acct><Id><Othr><Id>{account or self.payees[number]}"
                                             f"</Id></Othr></Id></{side}Acct></RltdPties></TxDtls></NtryDtls>")

    def say(self, what, *targets, told="is in force", **more):
        decide(self.at, what, *targets, now=LATER, **more)
        paid = self.at.pay(LATER).stdout
        self.assertIn(told, paid)
        return paid

    def worklist(self, *classes):
        return {one["id"]: (one["severity"], one["amount"]) for one in self.exceptions() if not classes or one["class"] in classes}

    def html(self):
        written = self.at.run("almoner", "report", "--lang", "en", "--now", LATER).stdout
        report = self.at.home / "reports/night.html"
        self.assertTrue(report.exists(), written)
        return report.read_text("utf-8")


class Entries(Said):
    def test_a_debit_that_is_explained_is_off_the_worklist_and_on_its_fund(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4880, entry("100.00"), entry("20.00"))))
        self.assertEqual(self.worklist("debit_not_ours"), {"debit_not_ours:a.xml": (1, "-120.00")})
        self.say("explain", "a.xml#1/1", how="forwarding", fund="relief/fund")
        self.assertEqual(self.worklist("debit_not_ours"), {"debit_not_ours:a.xml": (1, "-20.00")})
        self.say("explain", "a.xml#1/2", how="fee")
        self.assertEqual(self.worklist("debit_not_ours"), {})
        page = re.sub(r"<[^>]+>", "|", self.html())
        self.assertRegex(page, r"sent on to lower units\|+1\|+-100\.00")
        self.assertRegex(page, r"fees\|+1\|+-20\.00")

    def test_what_is_explained_once_is_not_explained_again(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4900, entry("100.00"))))
        self.say("explain", "a.xml#1/1", how="internal")
        again = decide(self.at, "explain", "a.xml#1/1", "--how", "fee", by=("sun.li",), now=LATER, code=3)
        self.assertIn("entry.unknown: 'a.xml#1/1': 0 entries of this name are open", again)

    def test_nobody_explains_what_does_not_exist_or_gives_it_to_no_fund(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4900, entry("100.00"))))
        for target in ("a.xml#1/2", "b.xml#1/1", "a.xml", "a.xml#1"):
            self.assertIn("entry.unknown", decide(self.at, "explain", target, "--how", "fee", by=("sun.li",), now=LATER, code=3))
        self.assertIn("--fund", decide(self.at, "explain", "a.xml#1/1", "--how", "fee", "--fund", "no/such", by=("sun.li",), now=LATER, code=2))
        self.assertIn("--how", decide(self.at, "explain", "a.xml#1/1", "--how", "gift", by=("sun.li",), now=LATER, code=2))

    def test_one_person_explains_nothing(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4900, entry("100.00"))))
        decide(self.at, "explain", "a.xml#1/1", "--how", "fee", by=("sun.li",), now=LATER)
        self.at.pay(LATER)
        self.assertEqual(self.worklist("debit_not_ours"), {"debit_not_ours:a.xml": (1, "-100.00")})

    def test_charges_inside_an_entry_and_what_its_details_leave_are_entries_of_their_own(self):
        details = "".join(f"<TxDtls><Refs><EndToEndId>{self.ids[n]}</EndToEndId></Refs><Amt Ccy=\"CNY\">500.00</Amt></TxDtls>" for n in (0, 1))
        charged = entry("1002.00", inside=f'<Chrgs><TtlChrgsAndTaxAmt Ccy="CNY">2.00</TtlChrgsAndTaxAmt></Chrgs><NtryDtls>{details}</NtryDtls>')
        self.reconcile(("a.xml", self.statement(1, 5000, 3998, charged)))
        self.assertEqual(self.states(), ["booked", "booked", "delivered", "delivered"])
        self.assertEqual(self.worklist(), {})
        details = f"<TxDtls><Refs><EndToEndId>{self.ids[2]}</EndToEndId></Refs><Amt Ccy=\"CNY\">500.00</Amt></TxDtls>"
        odd = entry("507.00", day="2026-01-21", inside=f"<NtryDtls>{details}</NtryDtls>")
        self.reconcile(("b.xml", self.statement(2, 3998, 3491, odd, day="2026-01-21")))
        self.assertEqual(self.states()[2], "booked")
        self.assertEqual(self.worklist(), {"debit_not_ours:b.xml": (1, "-7.00")})
        page = re.sub(r"<[^>]+>", "|", self.html())
        self.assertRegex(page, r"payouts\|+3\|+-1,500\.00")
        self.assertRegex(page, r"fees\|+1\|+-2\.00")
        self.assertRegex(page, r"unexplained\|+1\|+-7\.00")
        self.assertNotIn("in statements that are not here", page)


class Matches(Said):
    def test_an_entry_that_looks_like_one_payout_is_proposed_and_never_taken_for_it(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4500, self.shown(1))))
        self.assertEqual(self.states(), ["delivered"] * 4)
        self.assertEqual(self.worklist("proposal", "debit_not_ours"), {"debit_not_ours:a.xml": (1, "-500.00"), f"proposal:a.xml#1/1/1={self.ids[1][:14]}": (3, "-500.00")})
        self.say("match", "a.xml#1/1/1", payout=self.ids[1][:14])
        self.assertEqual(self.states(), ["delivered", "booked", "delivered", "delivered"])
        self.assertEqual(self.worklist(), {})

    def test_a_return_is_matched_to_what_was_booked(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 5000, self.entry(0), self.shown(0, direction="CRDT"))))
        self.assertEqual(self.worklist("proposal"), {f"proposal:a.xml#1/2/1={self.ids[0][:14]}": (3, "500.00")})
        self.say("match", "a.xml#1/2/1", payout=self.ids[0][:14])
        self.assertEqual(self.states()[0], "returned")

    def test_another_account_or_amount_or_two_that_could_be_it_are_not_proposed(self):
        twins = self.shown(1) + self.shown(1)
        self.reconcile(("a.xml", self.statement(1, 5000, 3100, twins, self.shown(2, "400.00"), self.shown(3, account="6299990000000099999"))))
        self.assertEqual(self.worklist("proposal"), {})
        self.assertEqual(self.states(), ["delivered"] * 4)

    def test_what_does_not_fit_is_matched_to_nothing(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4100, self.entry(0), self.shown(1, "400.00"))))
        for target, payout, why in (("a.xml#1/2/1", self.ids[1], "is 500.00; match takes only what is not booked, -400.00"),
                                    ("a.xml#1/2/1", self.ids[0], "is final"), ("a.xml#1/2/1", "SP009900000002", "transfer.unknown"),
                                    ("a.xml#1/1/1", self.ids[1], "entry.unknown")):
            told = decide(self.at, "match", target, "--payout", payout[:14], by=("sun.li",), now=LATER, code=3)
            self.assertIn(why, told)


class Contradictions(Said):
    def conflict(self):
        return [one["id"] for one in self.exceptions() if one["class"] == "conflict"]

    def test_an_account_that_differs_is_paid_when_the_bank_says_so(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4500, self.shown(0, account="6299990000000099999", reference=self.ids[0]))))
        self.assertEqual(self.states()[0], "conflict")
        self.assertEqual(self.conflict(), ["conflict:SP0001"])
        told = decide(self.at, "confirm-failed", self.ids[0][:14], "--ref", "letter 7", by=("sun.li",), now=LATER, code=3)
        self.assertIn("is 500.00; confirm_failed takes only what is 0.00", told)
        self.say("confirm-paid", self.ids[0][:14], ref="letter 7")
        self.assertEqual((self.states()[0], self.conflict()), ("booked", []))

    def test_with_anything_new_the_ruling_holds_no_more(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4500, self.shown(0, account="6299990000000099999", reference=self.ids[0]))))
        self.say("confirm-paid", self.ids[0][:14], ref="letter 7")
        self.reconcile(("b.xml", self.statement(2, 4500, 4000, self.entry(0, day="2026-01-21"), day="2026-01-21")))
        self.assertEqual((self.states()[0], self.conflict()), ("conflict", ["conflict:SP0001"]))
        told = decide(self.at, "confirm-paid", self.ids[0][:14], "--ref", "letter 8", by=("sun.li",), now=LATER, code=3)
        self.assertIn("is 1000.00; confirm_paid takes only what is 500.00", told)

    def test_money_that_came_back_to_the_cent_may_be_paid_again(self):
        wrong = self.shown(0, "50.00", account="6299990000000099999", reference=self.ids[0])
        back = entry("50.00", "CRDT", inside=f"<NtryDtls><TxDtls><Refs><EndToEndId>{self.ids[0]}</EndToEndId></Refs></TxDtls></NtryDtls>")
        self.reconcile(("a.xml", self.statement(1, 5000, 5000, wrong, back)))
        self.assertEqual(self.states()[0], "conflict")
        self.assertIn("takes only what is 500.00", decide(self.at, "confirm-paid", self.ids[0][:14], "--ref", "L", by=("sun.li",), now=LATER, code=3))
        self.say("confirm-failed", self.ids[0][:14], ref="letter 9")
        self.assertEqual((self.states()[0], self.conflict()), ("rejected", []))
        corrected = self.at.run("almoner", "correct", "SP0001", "--out", str(self.at.home / "fix.csv"), "--now", LATER).stdout
        self.assertIn("1 lines to correct, 500.00", corrected)

    def test_where_nothing_contradicts_itself_nothing_is_confirmed(self):
        told = decide(self.at, "confirm-paid", self.ids[0][:14], "--ref", "L", by=("sun.li",), now=LATER, code=3)
        self.assertIn("is delivered; confirm_paid takes only what is conflict", told)


class GivenBack(Said):
    def test_a_part_that_a_payee_gave_back_is_the_funds_again_and_the_rest_stays_paid(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4500, self.entry(0))))
        self.say("recovered", self.ids[0][:14], ref="R1", amount="200.00")
        self.reconcile(("b.xml", self.statement(2, 4500, 4700, entry("200.00", "CRDT", "2026-01-21", "<AcctSvcrRef>R1</AcctSvcrRef>"), day="2026-01-21")))
        self.assertEqual(self.worklist("credit_unexplained"), {})
        page = re.sub(r"<[^>]+>", "|", self.html())
        self.assertRegex(page, r"given back by payees\|+1\|+200\.00")
        self.assertRegex(page, r"300\.00")

    def test_never_more_than_was_paid(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4500, self.entry(0))))
        for amount in ("500.01", "0.00", "five"):
            decide(self.at, "recovered", self.ids[0][:14], "--ref", "R1", "--amount", amount, by=("sun.li",), now=LATER, code=3)


class Openings(Said):
    def test_an_account_that_did_not_begin_as_people_said_is_told_of(self):
        settings = self.at.home / "almoner.toml"
        text = settings.read_text()
        number = re.search(r'^(account|iban) = "' + self.account + '"$', text, re.M).group(0)
        self.reconcile(("a.xml", self.statement(1, 5000, 4500, self.entry(0))))
        for opening, told in (("5000.00", {}), ("4999.00", {"opening_differs:p01": (1, "1.00")})):
            settings.write_text(text.replace(number, f'{number}\nopening = "{opening}"'))
            self.assertEqual(self.worklist("opening_differs"), told)


class InnerAccounts(unittest.TestCase):
    """The bank shows an account of its own behind each card."""

    setUp = Admission.setUp
    entry, statement, put, reconcile, exceptions, states = (Admission.entry, Admission.statement, Admission.put, Admission.reconcile, Admission.exceptions,
                                                           Admission.states)

    def test_the_account_behind_a_card_stays_what_it_was(self):
        profile = pathlib.Path(os.environ["ALMONER_FORMATS"]) / "profiles/testbank-cn.toml"
        text = profile.read_text()
        profile.write_text(re.sub(r'account_echo = "\w+"', 'account_echo = "inner"', text))
        self.payees = [f"INNER{number}" for number in range(4)]
        self.reconcile(("a.xml", self.statement(1, 5000, 4000, self.entry(0), self.entry(1))))
        self.assertEqual((self.states()[:2], self.exceptions()), (["booked", "booked"], []))
        self.payees[0] = "INNER9"
        self.reconcile(("b.xml", self.statement(2, 4000, 3500, self.entry(0, day="2026-01-21"), day="2026-01-21")))
        changed = [one for one in self.exceptions() if one["class"] == "account_changed"]
        self.assertEqual([(one["severity"], one["members"]) for one in changed], [(1, 1)])


if __name__ == "__main__":
    unittest.main()
