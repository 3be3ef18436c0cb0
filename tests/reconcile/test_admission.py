#!/usr/bin/env python3
"""Which statements count: numbers, pages, balances, versions that contradict each other, and what two people decide, on
the answers to one small list. Real banks' files are read for what of them would be kept out.

usage: ALMONER_PROGRAMS=build/release tests/reconcile/test_admission.py [unittest options]
"""

import itertools
import json
import os
import pathlib
import re
import shutil
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE / "tests/night"))
from workspace import MORNING, PROGRAMS, Workspace, let_the_bank_not_sign  # noqa: E402

FILES = HERE.parent / "shared" / "bankfiles"
PAID = "500.00"


def balance(kind, amount, day):
    return (f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="CNY">{amount}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
            f"<Dt><Dt>{day}</Dt></Dt></Bal>")


class Admission(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        let_the_bank_not_sign(self)
        self.at.list(self.at.rows(4))
        self.assertEqual(self.at.pay().returncode, 0)
        paid = (self.at.home / "outbox/SP0001F10001.xml").read_text()
        self.ids = re.findall(r"<EndToEndId>(\w+)<", paid)
        self.payees = re.findall(r"<CdtrAcct><Id><Othr><Id>(\w+)<", paid)
        self.account = re.search(r"<DbtrAcct><Id><Othr><Id>(\w+)<", paid).group(1)

    def entry(self, number, amount=PAID, day="2026-01-20"):
        return (f'<Ntry><Amt Ccy="CNY">{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>'
                f"<NtryDtls><TxDtls><Refs><EndToEndId>{self.ids[number]}</EndToEndId></Refs><RltdPties><CdtrAcct><Id><Othr><Id>{self.payees[number]}"
                "</Id></Othr></Id></CdtrAcct></RltdPties></TxDtls></NtryDtls></Ntry>")

    def statement(self, sequence, opening, closing, *entries, day="2026-01-20", page=None, account=None, element="Stmt"):
        root = {"Stmt": "BkToCstmrStmt", "Rpt": "BkToCstmrAcctRpt", "Ntfctn": "BkToCstmrDbtCdtNtfctn"}[element]
        paging = f"<{element}Pgntn><PgNb>{page[0]}</PgNb><LastPgInd>{page[1]}</LastPgInd></{element}Pgntn>" if page else ""
        balances = "" if opening is None else balance("OPBD", opening, day)
        balances += "" if closing is None else balance("CLBD", closing, day)
        return (f"<Document><{root}><GrpHdr><MsgId>M{sequence}</MsgId></GrpHdr><{element}><Id>S{sequence}</Id>{paging}<ElctrncSeqNb>{sequence}"
                f"</ElctrncSeqNb><CreDtTm>{day}T20:00:00</CreDtTm><Acct><Id><Othr><Id>{account or self.account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>"
                f"{balances}{''.join(entries)}</{element}></{root}></Document>")

    def put(self, name, text):
        (self.at.home / "inbox/bank" / name).write_text(text)

    def reconcile(self, *names_and_texts, code=0):
        """Brings files in and reconciles; what it printed."""
        for name, text in names_and_texts:
            self.put(name, text)
        done = self.at.run("almoner", "reconcile", "--now", MORNING)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def states(self):
        shown = self.at.run("almoner", "payouts", "--json", "--now", MORNING).stdout
        return [json.loads(line)["state"] for line in shown.splitlines()]

    def exceptions(self):
        shown = self.at.run("almoner", "exceptions", "--json", "--now", MORNING).stdout
        # Half of the list is never heard of in most of these tests; the bank's silence is told by test_silence.py.
        return [one for one in map(json.loads, shown.splitlines()) if one["class"] not in ("unanswered", "overdue")]

    def decide(self, person, file, reason="asked the bank"):
        return self.at.run("almoner", "decide", "admit", str(file), "--as", person, "--key", str(self.at.home / f"keys/private/{person}.key"), "--reason", reason,
                           "--now", MORNING)

    def archived(self, name):
        return next((self.at.home / "archive/bank").glob(f"*-{name}"))

    def leaves(self, kind):
        self.at.run("almoner", "audit", "export", "--out", str(self.at.home.parent / "log"), check=True)
        log = (self.at.home.parent / "log/log.jsonl").read_text()
        shutil.rmtree(self.at.home.parent / "log")
        return [leaf for leaf in map(json.loads, log.splitlines()) if leaf["kind"] == kind]


class Chain(Admission):
    def test_whatever_the_order_of_arrival_the_end_is_the_same(self):
        day = {1: ("a.xml", 2000, 1500, 0), 2: ("b.xml", 1500, 1000, 1), 3: ("c.xml", 1000, 500, 2)}
        files = {number: (name, self.statement(number, opening, closing, self.entry(row))) for number, (name, opening, closing, row) in day.items()}
        kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, kept)
        for order in itertools.permutations(files):
            shutil.rmtree(self.at.home)
            shutil.copytree(kept, self.at.home)
            for number in order:
                told = self.reconcile(files[number])
            self.assertNotIn("statement.", told)
            self.assertEqual(self.states(), ["booked", "booked", "booked", "delivered"])
            self.assertEqual(self.exceptions(), [])

    def test_a_gap_is_told_every_night_and_heals_when_the_statement_comes(self):
        gap = "c.xml: statement.gap: 'S3': "
        first, second, third = (self.statement(number, 2000 - 500 * number, 1500 - 500 * number, self.entry(number)) for number in (1, 2, 3))
        self.assertNotIn("statement.gap", self.reconcile(("a.xml", first)))
        self.assertIn(gap, self.reconcile(("c.xml", third)))
        self.assertIn(gap, self.reconcile())
        self.assertEqual(self.states(), ["delivered", "booked", "delivered", "booked"])
        self.assertEqual([(one["class"], one["severity"]) for one in self.exceptions()], [("between_statements", 2)])
        self.assertNotIn("statement.gap", self.reconcile(("b.xml", second)))
        self.assertEqual(self.exceptions(), [])

    def test_what_is_booked_is_final_only_while_the_statements_join(self):
        def later():
            shown = self.at.run("almoner", "payouts", "--json", "--now", "2026-03-01T01:00:00Z").stdout
            return [json.loads(line)["state"] for line in shown.splitlines()]
        self.reconcile(("a.xml", self.statement(1, 2000, 1500, self.entry(0))), ("c.xml", self.statement(3, 1000, 500, self.entry(2, day="2026-01-22"), day="2026-01-22")))
        self.assertEqual(later()[0], "booked")
        self.reconcile(("b.xml", self.statement(2, 1500, 1000, self.entry(1, day="2026-01-21"), day="2026-01-21")))
        self.assertEqual(later()[:3], ["final"] * 3)

    def test_a_break_between_two_sound_statements_quarantines_neither(self):
        told = self.reconcile(("a.xml", self.statement(1, 2000, 1500, self.entry(0))), ("b.xml", self.statement(2, 1600, 1100, self.entry(1))), code=1)
        self.assertRegex(told, r"b\.xml: statement\.balance_break: 'S2': .*1,500\.00.*1,600\.00")
        self.assertEqual(self.states()[:2], ["booked", "booked"])
        self.assertEqual([(one["class"], one["severity"]) for one in self.exceptions()], [("between_statements", 1)])

    def test_numbers_begin_again_with_the_year(self):
        told = self.reconcile(("a.xml", self.statement(250, 2000, 2000, day="2025-12-31")), ("b.xml", self.statement(1, 2000, 1500, self.entry(0))))
        self.assertNotIn("statement.", told)
        self.assertIn("statement.gap", self.reconcile(("c.xml", self.statement(3, 1500, 1000, self.entry(1)))))

    def test_an_empty_statement_is_one_of_the_sequence(self):
        told = self.reconcile(("a.xml", self.statement(1, 2000, 1500, self.entry(0))), ("b.xml", self.statement(2, 1500, 1500)),
                              ("c.xml", self.statement(3, 1500, 1000, self.entry(1))))
        self.assertNotIn("statement.", told)

    def test_reports_and_notifications_have_their_own_numbers_and_need_no_balances(self):
        told = self.reconcile(("a.xml", self.statement(7, None, None, self.entry(0), element="Rpt")), ("b.xml", self.statement(9, None, None, self.entry(0), element="Ntfctn")))
        self.assertNotIn("quarantined", told)
        self.assertNotIn("statement.", told)
        self.assertEqual(self.states()[0], "provisional")
        self.reconcile(("c.xml", self.statement(1, 2000, 1500, self.entry(0))))
        self.assertEqual(self.states()[0], "booked")
        self.assertIn("statement.balance_missing", self.reconcile(("d.xml", self.statement(2, None, 1500)), code=1))

    def test_an_account_that_is_not_ours_settles_nothing_and_is_listed(self):
        told = self.reconcile(("a.xml", self.statement(1, 2000, 1500, self.entry(0), account="6299999000000000999")))
        self.assertIn("a.xml: statement.account: '...0999': ", told)
        self.assertEqual(self.states()[0], "delivered")
        self.assertEqual([one["class"] for one in self.exceptions()], ["other_account"])


class Pages(Admission):
    def test_pages_in_any_order_are_one_statement(self):
        pages = [("1.xml", self.statement(1, 2000, None, self.entry(0), page=(1, "false"))), ("2.xml", self.statement(1, None, None, self.entry(1), page=(2, "false"))),
                 ("3.xml", self.statement(1, None, 500, self.entry(2), page=(3, "true")))]
        kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, kept)
        for order in itertools.permutations(pages):
            shutil.rmtree(self.at.home)
            shutil.copytree(kept, self.at.home)
            for page in order[:2]:
                told = self.reconcile(page)
            self.assertIn("statement.page_missing: 'S1': ", told)
            self.assertNotIn("statement.", self.reconcile(order[2]))
            self.assertEqual(self.states(), ["booked", "booked", "booked", "delivered"])

    def test_balances_are_compared_when_all_pages_are_here(self):
        self.reconcile(("1.xml", self.statement(1, 2000, None, self.entry(0), page=(1, "false"))))
        told = self.reconcile(("2.xml", self.statement(1, None, 900, self.entry(1), page=(2, "true"))), code=1)
        self.assertRegex(told, r"2\.xml: statement\.arithmetic: 'S1': .*-100\.00")

    def test_pages_of_mt940(self):
        def page(number, opening, closing, amount):
            return (f":20:S1\n:25:{self.account}\n:28C:5/{number}\n:60{opening}\n:61:2601200120D{amount},00NTRFNONREF//B{number}\n"
                    f":86:116?00TRANSFER?20EREF+{self.ids[number - 1]}?31{self.payees[number - 1]}\n:62{closing}\n-\n")
        told = self.reconcile(("2.sta", page(2, "M:C260120CNY1500,00", "F:C260120CNY1000,00", 500)))
        self.assertIn("2.sta: statement.page_missing: '5/2': ", told)
        told = self.reconcile(("1.sta", page(1, "F:C260120CNY2000,00", "M:C260120CNY1500,00", 500)))
        self.assertNotIn("statement.", told)
        self.assertEqual(self.states()[:2], ["booked", "booked"])


    def test_one_statement_as_camt_053_and_as_mt940_counts_once(self):
        text = (f":20:S1\n:25:{self.account}\n:28C:5/1\n:60F:C260119CNY2000,00\n:61:2601200120D500,00NTRFNONREF//B1\n"
                f":86:116?00TRANSFER?20EREF+{self.ids[0]}?31{self.payees[0]}\n:62F:C260120CNY1500,00\n-\n")
        files = {"a.xml": self.statement(1, 2000, 1500, self.entry(0)), "b.sta": text}
        kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, kept)
        for first, second in itertools.permutations(files):
            shutil.rmtree(self.at.home)
            shutil.copytree(kept, self.at.home)
            self.reconcile((first, files[first]))
            self.assertIn(f"{second}: bank_file.seen", self.reconcile((second, files[second])))
            self.assertEqual(self.states()[:2], ["booked", "delivered"])
        # Another day of the same account that only one of them tells counts as ever.
        self.reconcile(("c.xml", self.statement(2, 1500, 1000, self.entry(1, day="2026-01-21"), day="2026-01-21")))
        self.assertEqual(self.states()[:2], ["booked", "booked"])


class Versions(Admission):
    def setUp(self):
        super().setUp()
        self.first = self.statement(1, 2000, 1500, self.entry(0))
        self.second = self.statement(1, 2000, 1500, self.entry(1))

    def contested(self):
        self.reconcile(("first.xml", self.first))
        told = self.reconcile(("second.xml", self.second), code=1)
        self.assertRegex(told, r"first\.xml: bank_file\.changed: 'S1': ")
        self.assertRegex(told, r"second\.xml: bank_file\.changed: 'S1': ")
        self.assertEqual(self.states(), ["delivered"] * 4)
        self.assertIn(("between_statements", 1), [(one["class"], one["severity"]) for one in self.exceptions()])

    def test_the_report_says_which_statements_count(self):
        self.contested()
        told = self.at.run("almoner", "report", "--now", MORNING).stdout
        report = self.at.home / re.search(r"\S+\.html", told).group(0)
        self.assertEqual(report.read_text().count("contradicts another"), 2)

    def test_the_same_entries_in_other_bytes_are_ignored_with_a_word(self):
        self.reconcile(("first.xml", self.first))
        told = self.reconcile(("again.xml", self.first.replace(">500.00<", ">500.0<").replace("M1", "M1-DUPL")))
        self.assertIn("again.xml: bank_file.seen: 'S1': ", told)
        self.assertIn("again.xml: camt.053.001.08, 0 facts", told)
        self.assertEqual(self.states(), ["booked"] + ["delivered"] * 3)

    def test_neither_version_counts_until_two_people_decide_which(self):
        for name, states in (("first.xml", ["booked", "delivered"]), ("second.xml", ["delivered", "booked"])):
            with self.subTest(name):
                self.contested()
                self.assertIn("approval.power: 'wang.jun'", self.decide("wang.jun", self.archived(name)).stdout)
                self.assertEqual(self.decide("sun.li", self.archived(name)).returncode, 0)
                self.assertIn("bank_file.changed", self.reconcile(code=1))
                self.assertEqual(self.decide("zhou.yan", self.archived(name)).returncode, 0)
                self.assertIn(f"{name}: what it says counts", self.reconcile())
                self.assertEqual(self.states()[:2], states)
                self.assertEqual(self.exceptions(), [])
                self.assertEqual([leaf["subject"] for leaf in self.leaves("admit_bank_file")], ["1-admit_bank_file"])
                self.assertNotIn("counts", self.reconcile())
                self.at.run("almoner", "audit", "verify", check=True)
            self.doCleanups()
            self.setUp()

    def both_decide(self, name):
        for person in ("sun.li", "zhou.yan"):
            done = self.decide(person, self.archived(name))
            self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_decision_is_taken_up_once_and_another_may_follow(self):
        self.contested()
        self.both_decide("first.xml")
        self.reconcile()
        self.assertEqual(self.states()[:3], ["booked", "delivered", "delivered"])
        told = self.reconcile(("third.xml", self.statement(1, 2000, 1500, self.entry(2))), code=1)
        self.assertIn("third.xml: bank_file.changed: 'S1': ", told)
        self.assertIn("bank_file.changed", self.reconcile(code=1))
        self.assertEqual(self.states(), ["delivered"] * 4)
        self.both_decide("third.xml")
        self.reconcile()
        self.assertEqual(self.states()[:3], ["delivered", "delivered", "booked"])
        self.both_decide("second.xml")
        self.both_decide("first.xml")
        self.assertEqual(sorted(path.name for path in self.at.home.glob("decisions/*.toml")), [f"{number}-admit_bank_file.toml" for number in range(1, 5)])
        self.reconcile()
        self.assertEqual(self.states().count("booked"), 1)
        self.assertEqual([leaf["subject"] for leaf in self.leaves("admit_bank_file")][:2], ["1-admit_bank_file", "2-admit_bank_file"])
        self.assertNotIn("counts", self.reconcile())

    def test_the_same_words_as_a_version_given_up_contest_nothing(self):
        self.contested()
        self.both_decide("first.xml")
        self.reconcile()
        self.assertIn("again.xml: bank_file.seen", self.reconcile(("again.xml", self.second.replace("M1", "M2"))))
        self.assertEqual(self.states()[:2], ["booked", "delivered"])

    def test_people_whom_an_administrator_has_named_decide_nothing(self):
        self.contested()
        register = self.at.home / "keys/register.toml"
        register.write_text(re.sub(r'roles = \["approver"\]', 'roles = ["approver", "settings"]', register.read_text()))
        for person in ("wang.jun", "sun.li"):
            self.decide(person, self.archived("first.xml"))
        self.assertIn("bank_file.changed", self.reconcile(code=1))
        self.assertEqual(self.states(), ["delivered"] * 4)

    def test_about_a_file_that_counts_or_is_unknown_nobody_decides(self):
        self.reconcile(("first.xml", self.first))
        self.assertIn("usage.argument", self.decide("sun.li", self.archived("first.xml")).stdout)
        self.assertIn("usage.argument", self.decide("sun.li", self.at.home / "almoner.toml").stdout)
        self.assertEqual(list(self.at.home.glob("decisions/*")), [])


class Quarantine(Admission):
    def let_in(self, name):
        for person in ("sun.li", "zhou.yan"):
            done = self.decide(person, next((self.at.home / "quarantine").glob(f"*-{name}")))
            self.assertEqual(done.returncode, 0, done.stdout)

    def test_what_two_people_let_in_counts_and_its_fault_is_told(self):
        told = self.reconcile(("a.xml", self.statement(1, 2000, 1499, self.entry(0))), code=1)
        self.assertRegex(told, r"a\.xml: statement\.arithmetic: 'S1': ")
        self.assertEqual(self.states()[0], "delivered")
        self.let_in("a.xml")
        told = self.reconcile(code=1)
        self.assertIn("a.xml: statement.arithmetic: 'S1': ", told)
        self.assertIn("a.xml: camt.053.001.08, 1 facts", told)
        self.assertEqual(self.states()[0], "booked")
        self.assertEqual(self.exceptions(), [])
        (leaf,) = self.leaves("admit_bank_file")
        self.assertEqual(leaf["subject"], "1-admit_bank_file")
        self.assertEqual(len([path for path in leaf["archived"] if path.startswith("decisions/")]), 3)
        self.assertNotIn("a.xml", self.reconcile())
        self.assertEqual(list((self.at.home / "quarantine").iterdir()), [])

    def test_what_is_let_in_counts_and_another_version_of_it_no_more(self):
        self.reconcile(("first.xml", self.statement(1, 2000, 1500, self.entry(1))))
        self.reconcile(("a.xml", self.statement(1, 2000, 1499, self.entry(0))), code=1)
        self.assertEqual(self.states()[:2], ["delivered", "booked"])
        self.let_in("a.xml")
        self.reconcile(code=1)
        self.assertEqual(self.states()[:2], ["booked", "delivered"])
        self.assertNotIn("bank_file.changed", self.reconcile())

    def test_bytes_that_were_changed_after_people_looked_are_not_let_in(self):
        self.reconcile(("a.xml", self.statement(1, 2000, 1499, self.entry(0))), code=1)
        self.let_in("a.xml")
        path = next((self.at.home / "archive/bank").glob("*-a.xml"))
        kept = path.read_bytes()
        path.write_bytes(kept.replace(b"1499", b"1498"))
        self.assertIn("audit.archive_changed", self.reconcile(code=3))
        self.assertEqual(self.states()[0], "delivered")
        path.write_bytes(kept)

    def test_a_file_whose_signature_nobody_can_have_is_let_in_unsigned(self):
        profile = pathlib.Path(os.environ["ALMONER_FORMATS"]) / "profiles/testbank-cn.toml"
        profile.write_text(profile.read_text().replace("signed = false ", "signed = true "))
        self.at.seal()
        self.assertIn("signature.", self.reconcile(("a.xml", self.statement(1, 2000, 1500, self.entry(0))), code=1))
        self.let_in("a.xml")
        self.assertIn("a.xml: camt.053.001.08, 1 facts", self.reconcile())
        self.assertEqual(self.states()[0], "booked")

    def test_what_cannot_be_read_stays_where_it_is(self):
        self.assertIn("bank_file.unknown_format", self.reconcile(("a.xml", "<Invoice/>"), code=1))
        self.let_in("a.xml")
        told = self.reconcile(code=1)
        self.assertIn("bank_file.unknown_format", told)
        self.assertIn("a.xml: quarantined", told)
        self.assertEqual([one["class"] for one in self.exceptions()], ["quarantined"])


class RealFiles(Admission):
    """Samples of banks and of other programs' tests: none that is sound is kept out."""

    # Amounts in two currencies, in files that other programs' authors shortened or made up.
    MIXED = {"bankstatementparser__test_edge_cases-emb5.xml", "newinnovations-camt053__example-camt053-b.xml", "sepa_file_parser__valid_example_v8.xml",
             "viafintech-camt_parser__valid_example_v8.xml"}

    def test_only_what_does_not_add_up_or_cannot_be_read_is_kept_out(self):
        if not FILES.is_dir():
            print("skipped: needs ../shared/bankfiles (real banks' files, which may not be passed on)", file=sys.stderr)
            return
        files = sorted(path for folder in ("camt052", "camt053", "camt054", "mt940") for path in (FILES / folder).iterdir())
        self.assertGreater(len(files), 250)
        told = self.at.run("almoner", "reconcile", *map(str, files), "--now", MORNING).stdout
        found = {code: set(re.findall(rf"^(\S+?)(?::\d+)*: {re.escape(code)}: ", told, re.M)) for code in set(re.findall(r": ([a-z_]+\.[a-z_]+): '", told))}
        do_not_add_up = set(re.findall(r"^\| `[^`]+/([^`/]+)` \| \d+ \|", (HERE / "docs/bank_files.md").read_text(), re.M))
        self.assertLessEqual(found.pop("statement.arithmetic"), do_not_add_up)
        self.assertEqual(found.pop("statement.currency"), self.MIXED)
        self.assertEqual(set(found), {"amount.precision", "amount.syntax", "bank_file.changed", "bank_file.seen", "bank_file.unknown_format", "currency.unknown", "entry.conversion",
                                      "date.syntax", "entry.details", "statement.account", "statement.balance_missing", "statement.date", "statement.gap",
                                      "statement.page_missing"})


if __name__ == "__main__":
    unittest.main()
