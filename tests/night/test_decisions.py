#!/usr/bin/env python3
"""What people decide about transfer files and payouts: taken back, given in by hand, paid outside, written back, given back.

usage: ALMONER_PROGRAMS=build/release tests/night/test_decisions.py [unittest options]
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from test_corrections import Mending
from workspace import NIGHT, PROGRAMS, Workspace

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "reconcile"))
from test_admission import Admission  # noqa: E402

FILE = "SP0001F10001"
HOLDERS = ("sun.li", "zhou.yan")


def decide(at, what, *targets, by=HOLDERS, now=NIGHT, code=0, **more):
    """Each person signs; what is told to the last."""
    options = [part for key, value in more.items() for part in (f"--{key}", value)]
    for person in by:
        told = at.run("almoner", "decide", what, *targets, "--as", person, "--key", str(at.home / f"keys/private/{person}.key"), "--reason", "asked the bank",
                      *options, "--now", now)
        if told.returncode != code:
            raise AssertionError(f"{what} by {person}: {told.returncode}\n{told.stdout}")
    return told.stdout


def payouts(at, now=NIGHT):
    return [json.loads(line) for line in at.run("almoner", "payouts", "--json", "--now", now).stdout.splitlines()]


def exceptions(at, now=NIGHT):
    return [json.loads(line) for line in at.run("almoner", "exceptions", "--json", "--now", now).stdout.splitlines()]


class Files(unittest.TestCase):
    """One list of five, paid and in the outbox."""

    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        self.at.list(self.at.rows(5))
        self.assertEqual(self.at.pay().returncode, 0)

    def states(self):
        return {(one["state"], one["payout_state"]) for one in payouts(self.at)}

    def test_a_file_that_the_bank_has_not_is_taken_back_when_two_say_so(self):
        self.assertIn(f"{FILE}  delivered\nwithdraw: signed", decide(self.at, "withdraw", f"outbox/{FILE}.xml", by=HOLDERS[:1]))
        self.assertEqual(self.at.pay().returncode, 0)
        self.assertEqual(list(self.at.outbox()), [f"{FILE}.xml"], "one signature moves nothing")
        decide(self.at, "withdraw", FILE, by=HOLDERS[1:])
        self.assertEqual([path.name for path in (self.at.home / "decisions").glob("*.toml")], ["1-withdraw.toml"])
        self.assertIn("decision 1-withdraw is in force", self.at.pay().stdout)
        self.assertEqual((self.at.outbox(), list((self.at.home / "staging").iterdir())), ({}, []))
        self.assertEqual(self.states(), {("withdrawn", "open")})
        self.assertEqual([(one["class"], one["members"]) for one in exceptions(self.at)], [("unsent", 5)])
        self.assertNotIn("decision 1", self.at.pay().stdout, "a decision is taken up once")

    def test_payouts_of_a_withdrawn_file_are_corrected_or_cancelled_and_paid_once(self):
        decide(self.at, "withdraw", FILE)
        self.at.pay()
        fix = self.at.home / "inbox/lists/fix.csv"
        self.assertIn("SP0001: 5 lines to correct, 2,500.00", self.at.run("almoner", "correct", "SP0001", "--out", str(fix), "--now", NIGHT).stdout)
        self.assertIn("withdrawn", fix.read_text("utf-8"))
        lines = fix.read_text("utf-8").splitlines(True)
        fix.write_text("".join(lines[:4]), "utf-8", newline="")
        covered = self.at.cover_command(fix, "SP0002", "--kind", "correction", "--of", "SP0001", "--reason", "wrong day")
        self.assertEqual(covered.returncode, 0, covered.stdout)
        self.at.approve(fix.with_suffix(".cover.toml"))
        out = self.at.home / "inbox/lists/out.csv"
        people = self.at.rows(5)[3:]
        out.write_text("row,payee_name,amount,note\n" + "".join(f"{row},{one['payee_name']},500.00,left\n" for row, one in zip((5, 6), people)), "utf-8")
        covered = self.at.cover_command(out, "SP0003", "--kind", "cancellation", "--of", "SP0001", "--reason", "left the union")
        self.assertEqual(covered.returncode, 0, covered.stdout)
        self.at.approve(out.with_suffix(".cover.toml"))
        paid = self.at.pay()
        self.assertEqual(list(self.at.outbox()), ["SP0001F20001.xml"], paid.stdout)
        latest = {one["row"]: one["payout_state"] for one in payouts(self.at)}
        self.assertEqual(latest, {2: "in_flight", 3: "in_flight", 4: "in_flight", 5: "cancelled", 6: "cancelled"})
        self.assertEqual(exceptions(self.at), [])

    def test_a_decision_about_what_stands_so_already_is_no_fault(self):
        """As when the night that took the file back broke off before it could say so."""
        decide(self.at, "withdraw", FILE)
        decide(self.at, "withdraw", FILE, ref="told by telephone")
        self.assertEqual(len(list((self.at.home / "decisions").glob("*-withdraw.toml"))), 2)
        paid = self.at.pay()
        self.assertEqual((paid.returncode, self.states()), (0, {("withdrawn", "open")}), paid.stdout)
        self.assertNotIn("decision.state", paid.stdout)

    def test_a_file_that_somebody_has_taken_from_the_outbox_is_not_withdrawn(self):
        decide(self.at, "withdraw", FILE)
        (self.at.home / f"outbox/{FILE}.xml").rename(self.at.home / "taken.xml")
        told = self.at.pay()
        self.assertEqual(told.returncode, 1, told.stdout)
        self.assertIn(f"1-withdraw.toml: decision.state: '{FILE}': is taken from the outbox", told.stdout)
        self.assertEqual(self.states(), {("delivered", "in_flight")})

    def test_what_a_person_gave_to_the_bank_is_submitted_and_withdrawn_no_more(self):
        self.assertIn("usage.argument: '--ref'", decide(self.at, "submitted", FILE, by=["li.na"], code=2))
        decide(self.at, "submitted", FILE, by=["li.na"], ref="EB-2026-0012")
        self.assertIn("decision 1-submitted is in force", self.at.pay().stdout)
        self.assertEqual(self.states(), {("submitted", "in_flight")})
        self.assertIn("reference = \"EB-2026-0012\"", (self.at.home / "decisions/1-submitted.toml").read_text())
        late = decide(self.at, "withdraw", FILE, by=HOLDERS[:1], code=3)
        self.assertIn(f"decision.state: '{FILE}': is submitted; withdraw takes only what is delivered, in_doubt", late)

    def test_a_decision_that_the_bank_overtakes_has_no_effect_and_says_so(self):
        decide(self.at, "withdraw", FILE)
        self.at.bank()
        self.at.run("almoner", "reconcile", "--now", "2026-01-22T01:00:00Z")
        told = self.at.pay("2026-01-23T01:00:00Z")
        self.assertIn(f"1-withdraw.toml: decision.state: '{FILE}': is answered by the bank", told.stdout)
        self.assertNotIn("withdrawn", {state for state, _ in self.states()})
        self.assertNotIn("decision.state", self.at.pay("2026-01-23T01:00:00Z").stdout, "it is told once")

    def test_who_has_no_power_decides_nothing(self):
        self.assertIn("approval.power: 'wang.jun'", decide(self.at, "withdraw", FILE, by=["wang.jun"], code=3))
        self.assertIn("transfer.unknown: 'SP0009F10001'", decide(self.at, "withdraw", "SP0009F10001", by=HOLDERS[:1], code=3))


class Books(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)

    def allocate(self, amount):
        programme = self.at.home / "programmes/relief.toml"
        programme.write_text(re.sub(r'allocated = "[^"]*"', f'allocated = "{amount}"', programme.read_text()))

    def test_books_that_do_not_add_up_stop_the_next_payment_until_they_do(self):
        self.at.list(self.at.rows(5))
        self.assertEqual(self.at.pay().returncode, 0)
        self.allocate("2000.00")
        self.at.list(self.at.rows(9)[5:], name="more", code="SP0002")
        law = "invariant.broken: 'relief/fund': the books do not add up (I1 relief/fund: -500.00)"
        told = self.at.pay()
        self.assertEqual((told.returncode, list(self.at.outbox())), (3, [f"{FILE}.xml"]), told.stdout)
        self.assertIn(law, told.stdout)
        night = self.at.run("almoner", "reconcile", "--now", NIGHT)
        self.assertEqual(night.returncode, 3)
        self.assertIn(law, night.stdout)
        self.allocate("9000.00")
        for path in (self.at.home / "inbox/lists").glob("more.cover.*"):
            path.unlink()
        self.at.cover(self.at.home / "inbox/lists/more.csv", "SP0002")
        self.at.approve(self.at.home / "inbox/lists/more.cover.toml")
        self.assertEqual(self.at.pay().returncode, 0)
        self.assertEqual(len(self.at.outbox()), 2)


class Payouts(Mending):
    """Twenty lines of which the bank rejects and returns some, and one is held."""

    def failed(self, *states):
        return [one["payout"] for one in payouts(self.at, self.LATER) if one["state"] in states]

    def control(self):
        done = self.at.run("almoner", "report", "--json", "--now", self.LATER)
        return json.loads(done.stdout.splitlines()[0])

    def test_who_was_paid_by_hand_is_never_paid_again(self):
        failed = self.failed("held", "rejected", "returned")
        before = self.control()
        self.assertIn("usage.argument: '--how'", decide(self.at, "paid-outside", *failed, by=HOLDERS[:1], ref="EB77", code=2, now=self.LATER))
        told = decide(self.at, "paid-outside", *failed, how="cash", ref="receipts 1 to 9", now=self.LATER)
        self.assertIn("held 500.00 account.missing", told)
        self.assertIn("decision 1-paid_outside is in force", self.at.pay(self.LATER).stdout)
        self.assertEqual({one["payout_state"] for one in payouts(self.at, self.LATER) if one["payout"] in failed}, {"paid"})
        self.assertEqual(exceptions(self.at, self.LATER), [])
        self.assertIn("no line is held or failed", self.correct().stdout)
        after = self.control()
        self.assertEqual(after["difference"], "0.00")
        self.assertEqual((after["held"], after["rejected"], after["returned"]), ("0.00",) * 3)
        self.assertEqual(after["planned"], before["planned"])
        shown = self.at.run("almoner", "show", failed[0], "--now", self.LATER).stdout
        self.assertIn("500.00 paid by decision 1-paid_outside cash receipts 1 to 9", shown)
        self.assertIn("decision.state", decide(self.at, "write-back", failed[0], by=HOLDERS[:1], code=3, now=self.LATER))

    def test_a_correction_that_was_written_before_is_refused_after(self):
        cover = self.covered(self.mended())
        self.at.approve(cover)
        decide(self.at, "write-back", *self.failed("returned"), now=self.LATER)
        files = self.at.outbox()
        told = self.at.pay(self.LATER)
        self.assertIn("correction.line_not_failed", told.stdout)
        self.assertEqual(self.at.outbox(), files)

    def test_failed_money_is_promised_until_it_is_written_back(self):
        rejected, returned = self.failed("rejected"), self.failed("returned")
        decide(self.at, "write-back", *returned, now=self.LATER)
        decide(self.at, "carry-over", *rejected, now=self.LATER)
        self.at.pay(self.LATER)
        states = {one["payout"]: one["payout_state"] for one in payouts(self.at, self.LATER)}
        self.assertEqual({states[one] for one in returned}, {"written_back"})
        self.assertEqual({states[one] for one in rejected}, {"carried_over"})
        control = self.control()
        self.assertEqual((control["difference"], control["rejected"], control["returned"]), ("0.00",) * 3)
        self.assertEqual(control["cancelled"], f"{500 * len(rejected + returned)}.00")

    def test_nothing_more_goes_to_whom_the_bank_calls_deceased(self):
        dead = next(one for one in payouts(self.at, self.LATER) if one["reason"] == "MD07")
        people = self.at.rows(20)
        rows = [dict(people[dead["row"] - 2], amount="300.00"), dict(people[0], amount="300.00")]
        cover = self.at.write_rows("next", rows)
        told = self.at.cover_command(cover, "SP0009", "--instalment", "2", execution_date="2026-01-26", now=self.LATER)
        self.assertIn("person.deceased", told.stdout)
        self.at.approve(cover.with_suffix("").with_suffix(".cover.toml"))
        self.at.pay(self.LATER)
        self.assertEqual([one["payout_state"] for one in payouts(self.at, self.LATER) if one["list"] == "SP0009"], ["held", "in_flight"])

    def test_what_is_paid_or_on_its_way_is_not_closed(self):
        booked = self.failed("booked", "final")[0]
        for what in ("write-back", "carry-over"):
            told = decide(self.at, what, booked, by=HOLDERS[:1], code=3, now=self.LATER)
            self.assertIn(f"decision.state: '{booked}'", told)
        told = decide(self.at, "recovered", self.failed("rejected")[0], by=HOLDERS[:1], ref="R1", code=3, now=self.LATER)
        self.assertIn("recovered takes only what is booked, final", told)

    def test_a_payee_gives_back_what_was_paid(self):
        booked = self.failed("booked", "final")[0]
        decide(self.at, "recovered", booked, ref="R1", now=self.LATER)
        self.at.pay(self.LATER)
        self.assertEqual({one["payout_state"] for one in payouts(self.at, self.LATER) if one["payout"] == booked}, {"recovered"})
        self.assertEqual((self.control()["difference"], self.control()["cancelled"]), ("0.00", "500.00"))

    def test_the_report_says_where_the_money_of_a_fund_is(self):
        decide(self.at, "write-back", *self.failed("returned"), now=self.LATER)
        self.at.pay(self.LATER)
        told = self.at.run("almoner", "report", "--now", self.LATER).stdout
        html = (self.at.home / re.search(r"\S+\.html", told).group(0)).read_text("utf-8")
        row = re.search(r"<td[^>]*>relief</td><td[^>]*>fund</td>((?:<td[^>]*>[\d,.]+</td>)+)", html).group(1)
        allocated, *parts = (float(cell.replace(",", "")) for cell in re.findall(r">([\d,.]+)<", row))
        self.assertEqual(allocated, sum(parts), html)
        self.assertEqual(parts[2], 500.0 * len(self.failed("rejected")), "what failed is promised until it is written back")


class Worklist(Mending):
    """What stands on it, for how long, whose it is, and what people close."""

    def ids(self, now):
        return [one["id"] for one in exceptions(self.at, now)]

    def test_what_people_close_stays_closed_until_it_says_something_new(self):
        rejected = next(one for one in exceptions(self.at, self.LATER) if one["class"] == "rejected" and one["severity"] > 2)
        self.assertIn(rejected["owner"], ("recipient", "unit", "bank", "us"))
        self.assertIn("close: signed; the next almoner pay takes it up", decide(self.at, "close", rejected["id"], by=HOLDERS[:1], now=self.LATER))
        self.at.pay(self.LATER)
        self.assertNotIn(rejected["id"], self.ids(self.LATER))
        self.assertIn("usage.argument", decide(self.at, "close", rejected["id"], by=HOLDERS[:1], now=self.LATER, code=2))
        members = [one["payout"] for one in payouts(self.at, self.LATER) if one["state"] == "rejected" and one["reason"] == rejected["cause"]]
        self.assertEqual(len(members), rejected["members"])
        decide(self.at, "reopen", rejected["id"], by=HOLDERS[1:], now=self.LATER)
        self.at.pay(self.LATER)
        self.assertIn(rejected["id"], self.ids(self.LATER))
        decide(self.at, "close", rejected["id"], by=HOLDERS[:1], now=self.LATER)
        self.at.pay(self.LATER)
        self.assertNotIn(rejected["id"], self.ids(self.LATER))
        # One of the members is ended by another decision: what is left is another matter.
        if len(members) > 1:
            decide(self.at, "write-back", members[0], now=self.LATER)
            self.at.pay(self.LATER)
            self.assertIn(rejected["id"], self.ids(self.LATER))

    def test_what_is_grave_takes_two(self):
        grave = next(one["id"] for one in exceptions(self.at, self.LATER) if one["severity"] <= 2)
        self.assertIn("takes effect when two people have signed", decide(self.at, "close", grave, by=HOLDERS[:1], now=self.LATER))
        self.at.pay(self.LATER)
        self.assertIn(grave, self.ids(self.LATER))
        decide(self.at, "close", grave, by=HOLDERS[1:], now=self.LATER)
        self.at.pay(self.LATER)
        self.assertNotIn(grave, self.ids(self.LATER))

    def test_a_grave_one_that_is_called_minor_stays_open(self):
        grave = next(one["id"] for one in exceptions(self.at, self.LATER) if one["severity"] <= 2)
        decide(self.at, "close", grave, by=HOLDERS[:1], now=self.LATER)
        file = self.at.home / "decisions/1-close.toml"
        minor = file.with_name("1-close_minor.toml")
        minor.write_text(file.read_text().replace('"close"', '"close_minor"'))
        file.unlink()
        subprocess.run(["openssl", "cms", "-sign", "-binary", "-in", minor, "-signer", self.at.home / "keys/sun.li.crt", "-inkey",
                        self.at.home / "keys/private/sun.li.key", "-outform", "DER", "-out", minor.with_name("1-close_minor.sun.li.p7s")], check=True)
        self.assertIn("1-close_minor.toml: decision.state", self.at.pay(self.LATER).stdout)
        self.assertIn(grave, self.ids(self.LATER))

    def test_what_is_open_grows_old(self):
        self.assertEqual({one["age"] for one in exceptions(self.at, self.LATER)}, {"0-1"})
        # Six banking days: the week-end between is none.
        late = "2026-02-02T01:00:00Z"
        self.assertIn("6-10", {one["age"] for one in exceptions(self.at, late)})
        self.at.night(late)
        since = {one["id"]: one["since"] for one in exceptions(self.at, late)}
        self.assertIn("2026-01-22", since.values())


class Balances(Admission):
    """Before files go out, what the account has is held against what it is to pay."""

    def pay(self, rows):
        self.reconcile(("a.xml", self.statement(1, 5000, 4500, self.entry(0))))
        cover = self.at.write_rows("more", self.at.rows(4 + rows)[4:])
        self.at.cover_command(cover, "SP0002", execution_date="2026-01-26", now="2026-01-22T01:00:00Z", check=True)
        self.at.approve(cover.with_suffix("").with_suffix(".cover.toml"))
        paid = self.at.pay("2026-01-22T01:00:00Z")
        self.assertEqual((paid.returncode, len(self.at.outbox())), (0, 2), paid.stdout)
        return paid.stdout

    def test_an_account_that_cannot_pay_is_told_of_before(self):
        told = self.pay(10)
        self.assertIn("balance.short: 'p01': the last balance known is 4,500.00; with what is on its way 5,000.00 are needed", told)

    def test_an_account_that_just_can_is_not(self):
        self.assertNotIn("balance.short", self.pay(9))


class Booked(Admission):
    """Money that moved by hand is found on the statement by the reference people wrote down."""

    def entry_of(self, reference, amount=500, direction="DBIT", day="2026-01-21"):
        return (f'<Ntry><Amt Ccy="CNY">{amount}.00</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>'
                f"<AcctSvcrRef>{reference}</AcctSvcrRef></Ntry>")

    def returned(self, number):
        return (f'<Ntry><Amt Ccy="CNY">500.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-01-20</Dt></BookgDt><NtryDtls><TxDtls><Refs>'
                f"<EndToEndId>{self.ids[number]}</EndToEndId></Refs><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>")

    def closing(self, what, number, **more):
        decide(self.at, what, self.ids[number][:14], now="2026-01-22T01:00:00Z", **more)
        paid = self.at.pay("2026-01-22T01:00:00Z")
        self.assertIn("is in force", paid.stdout)

    def test_in_whatever_order_statement_and_decision_come(self):
        first = self.statement(1, 5000, 5000, self.entry(0, 500), self.returned(0))
        second = self.statement(2, 5000, 4500, self.entry_of("EB77"), day="2026-01-21")
        self.reconcile(("a.xml", first))
        kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, kept)
        for statement_first in (True, False):
            shutil.rmtree(self.at.home)
            shutil.copytree(kept, self.at.home)
            if statement_first:
                self.reconcile(("b.xml", second))
                self.assertIn("debit_not_ours", [one["class"] for one in self.exceptions()])
                self.closing("paid-outside", 0, how="portal", ref="EB77")
                self.reconcile()
            else:
                self.closing("paid-outside", 0, how="portal", ref="EB77")
                self.reconcile(("b.xml", second))
            self.assertNotIn("debit_not_ours", [one["class"] for one in self.exceptions()])
            self.assertEqual(self.states()[0], "returned")

    def test_another_amount_or_reference_explains_nothing(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 5000, self.entry(0, 500), self.returned(0))))
        self.closing("paid-outside", 0, how="portal", ref="EB77")
        self.reconcile(("b.xml", self.statement(2, 5000, 4100, self.entry_of("EB78"), self.entry_of("EB77", 400), day="2026-01-21")))
        self.assertEqual([one["members"] for one in self.exceptions() if one["class"] == "debit_not_ours"], [2])

    def test_two_entries_that_could_be_it_are_for_a_person(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 5000, self.entry(0, 500), self.returned(0))))
        self.closing("paid-outside", 0, how="portal", ref="EB77")
        self.reconcile(("b.xml", self.statement(2, 5000, 4000, self.entry_of("EB77"), self.entry_of("EB77"), day="2026-01-21")))
        self.assertEqual([one["members"] for one in self.exceptions() if one["class"] == "debit_not_ours"], [2])

    def test_money_given_back_is_a_recovery(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 4500, self.entry(0, 500))))
        self.closing("recovered", 0, ref="R1")
        self.reconcile(("b.xml", self.statement(2, 4500, 5000, self.entry_of("R1", direction="CRDT"), day="2026-01-21")))
        self.assertEqual([one["class"] for one in self.exceptions() if one["class"] == "credit_unexplained"], [])

    def test_paid_outside_and_then_the_bank_pays_after_all(self):
        self.reconcile(("a.xml", self.statement(1, 5000, 5000, self.entry(0, 500), self.returned(0))))
        self.closing("paid-outside", 0, how="cash", ref="receipt 7")
        self.reconcile(("b.xml", self.statement(2, 5000, 4500, self.entry(0, 500, day="2026-01-21"), day="2026-01-21")))
        self.assertEqual([(one["class"], one["severity"]) for one in self.exceptions() if one["class"] == "conflict"], [("conflict", 1)])


if __name__ == "__main__":
    unittest.main()
