#!/usr/bin/env python3
"""Drives almoner as finance staff do and looks at what they would notice.

usage: ALMONER_PROGRAMS=build/release tests/night/test_night.py [unittest options]
"""

import contextlib
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import unittest

from workspace import MORNING, NIGHT, PROGRAMS, SOURCE, Workspace

SHARED = SOURCE.parent / "shared"


class NightTest(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)


class Lines(NightTest):
    def refused(self, column, value, code, shown):
        """A list of twelve with one bad cell in row 5: that line waits, the others go."""
        self.at.list(self.at.rows(12, row5={column: value}))
        done = self.at.pay()
        self.assertEqual(done.returncode, 1, done.stdout)
        number = ["payee_kind", "payee_name", "payee_id", "account_no", "bank_code", "category", "unit", "channel", "amount"].index(column) + 1
        self.assertIn(f"list.csv:5:{number}: {code}: '{shown}': ", done.stdout)
        self.assertIn("11 transfers", done.stdout)

    def test_wrong_iban_check_digits(self):
        self.refused("account_no", "DE88370400440532013000", "account.iban_checksum", "...3000")

    def test_card_number_a_spreadsheet_destroyed(self):
        self.refused("account_no", "6.22E+18", "account.scientific", "6.22E+18")

    def test_amount_with_three_decimals(self):
        self.refused("amount", "12.345", "amount.precision", "12.345")

    def test_negative_amount(self):
        self.refused("amount", "-5.00", "amount.negative", "-5.00")

    def test_text_20xx_as_amount(self):
        self.refused("amount", "20xx", "amount.syntax", "20xx")

    def test_wrong_identity_check_character(self):
        good = self.at.rows(12)[3]["payee_id"]
        last = "1" if good[-1] != "1" else "2"
        self.refused("payee_id", good[:-1] + last, "person.id_checksum", "..." + good[-4:-1] + last)

    def test_missing_account_is_held_and_visible(self):
        self.refused("account_no", "", "account.missing", "")
        shown = self.at.run("almoner", "payouts", "--state", "held", "--json")
        self.assertIn('"reason":"account.missing"', shown.stdout)

    def test_account_in_two_names_holds_both(self):
        rows = self.at.rows(12)
        rows[7]["account_no"] = rows[3]["account_no"]
        self.at.list(rows)
        done = self.at.pay()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"list\.csv:5: account\.shared: '': .*row 9")
        self.assertRegex(done.stdout, r"list\.csv:9: account\.shared: '': .*row 5")
        self.assertIn("10 transfers", done.stdout)

    def test_same_person_twice_holds_the_second(self):
        rows = self.at.rows(12)
        rows[7] = dict(rows[3], account_no=rows[7]["account_no"])
        self.at.list(rows)
        done = self.at.pay()
        self.assertRegex(done.stdout, r"list\.csv:9: person\.duplicate: .*row 5")
        self.assertIn("11 transfers", done.stdout)

    def test_too_many_bad_lines_hold_the_list(self):
        self.at.list(self.at.rows(12, **{f"row{n}": {"amount": "x"} for n in range(2, 9)}))
        done = self.at.pay()
        self.assertIn("list.faults", done.stdout)
        self.assertEqual(self.at.outbox(), {})

    def test_no_account_number_or_name_stands_in_messages(self):
        rows = self.at.rows(12, row5={"amount": "x"}, row6={"account_no": "6299990000000000019"})
        self.at.list(rows)
        done = self.at.pay()
        for row in rows:
            self.assertNotIn(row["payee_name"], done.stdout)
            self.assertNotIn(row["account_no"], done.stdout)
            self.assertNotIn(row["payee_id"], done.stdout)


class Covers(NightTest):
    def test_wrong_total_refuses_the_list_and_another_still_goes(self):
        cover = self.at.cover(self.at.write_rows("wrong", self.at.rows(10)), "SP0001")
        cover.write_text(cover.read_text().replace('total = "5000.00"', 'total = "5000.01"', 1))
        self.at.approve(cover, "li.na")
        self.at.approve(cover)
        good = self.at.rows(20)[10:]
        self.at.list(good, "good", "SP0002")
        done = self.at.pay()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"wrong\.cover\.toml: cover\.total: '5000\.01': .*5000\.00")
        self.assertEqual(list(self.at.outbox()), ["SP0002F10001.xml"])

    def test_list_changed_after_approval(self):
        self.at.list(self.at.rows(10))
        path = self.at.home / "inbox/lists/list.csv"
        path.write_bytes(path.read_bytes().replace(b"500.00", b"900.00", 1))
        done = self.at.pay()
        self.assertIn("list.cover.toml: cover.rows_changed: 'list.csv': ", done.stdout)
        self.assertEqual(self.at.outbox(), {})

    def test_cover_changed_after_approval(self):
        cover = self.at.list(self.at.rows(10))
        cover.write_text(cover.read_text().replace("2026-01-20", "2026-01-21"))
        done = self.at.pay()
        self.assertIn("approval.signature", done.stdout)
        self.assertEqual(self.at.outbox(), {})

    def test_unknown_approver(self):
        cover = self.at.cover(self.at.write_rows("list", self.at.rows(10)))
        keys = pathlib.Path(self.at.folder.name)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", keys / "x.key", "-out", keys / "x.crt",
                        "-subj", "/CN=stranger", "-days", "3650"], check=True, capture_output=True)
        subprocess.run(["openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", cover, "-signer", keys / "x.crt", "-inkey", keys / "x.key", "-out",
                        cover.with_suffix("").with_suffix(".cover.stranger.p7s")], check=True, capture_output=True)
        done = self.at.pay()
        self.assertIn("list.cover.stranger.p7s: approval.unknown_person: ", done.stdout)
        self.assertIn("approval.insufficient", done.stdout)
        self.assertEqual(self.at.outbox(), {})

    def test_maker_alone_is_not_enough(self):
        self.at.cover(self.at.write_rows("list", self.at.rows(10)))
        done = self.at.pay()
        self.assertIn("approval.insufficient: '0': ", done.stdout)
        self.assertEqual(self.at.outbox(), {})

    def test_openssl_accepts_our_approvals(self):
        cover = self.at.list(self.at.rows(10))
        done = subprocess.run(["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", cover.with_suffix("").with_suffix(".cover.wang.jun.p7s"),
                               "-content", cover, "-CAfile", self.at.home / "keys/wang.jun.crt", "-out", "/dev/null"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_list_code_is_used_once_for_ever(self):
        self.at.list(self.at.rows(5))
        self.assertEqual(self.at.pay().returncode, 0)
        self.at.list(self.at.rows(20)[10:], "again")
        done = self.at.pay()
        self.assertIn("again.cover.toml: list.code_used: 'SP0001': ", done.stdout)
        self.assertEqual(list(self.at.outbox()), ["SP0001F10001.xml"])

    def test_same_people_under_another_code_are_held(self):
        self.at.list(self.at.rows(5))
        self.at.pay()
        self.at.list(self.at.rows(5), "again", "SP0002")
        done = self.at.pay()
        self.assertEqual(done.stdout.count("payout.already_approved"), 5, done.stdout)
        self.assertEqual(list(self.at.outbox()), ["SP0001F10001.xml"])

    def test_changed_programme_needs_a_new_approval(self):
        self.at.list(self.at.rows(5))
        programme = self.at.home / "programmes/relief.toml"
        programme.write_text(programme.read_text().replace('"1000000.00"', '"2000000.00"'))
        self.assertIn("cover.settings_changed", self.at.pay().stdout)

    def test_fund_is_never_overdrawn(self):
        programme = self.at.home / "programmes/relief.toml"
        programme.write_text(programme.read_text().replace('"1000000.00"', '"4999.99"'))
        self.at.list(self.at.rows(10))
        done = self.at.pay()
        self.assertIn("fund.overdrawn", done.stdout)
        self.assertEqual(self.at.outbox(), {})


class Files(NightTest):
    def setUp(self):
        super().setUp()
        self.at.list(self.at.rows(30))
        self.at.pay()
        self.file = next((self.at.home / "outbox").glob("*.xml"))
        self.certificate = str(self.at.home / "keys/transfer.crt")

    def xmlsec1(self, path):
        return subprocess.run(["xmlsec1", "--verify", "--pubkey-cert-pem", self.certificate, "--enabled-key-data", "key-name", "--enabled-reference-uris", "empty",
                               str(path)], capture_output=True, check=False).returncode

    def test_another_program_accepts_the_signature_and_refuses_a_changed_digit(self):
        self.assertEqual(self.xmlsec1(self.file), 0)
        # Not beside it: whatever lies in the outbox and was not sealed stops everything.
        changed = self.at.home.with_name("changed.xml")
        changed.write_bytes(self.file.read_bytes().replace(b">500.00<", b">501.00<", 1))
        self.assertNotEqual(self.xmlsec1(changed), 0)
        good = self.at.run("almoner", "verify", str(self.file), "--cert", self.certificate)
        bad = self.at.run("almoner", "verify", str(changed), "--cert", self.certificate)
        self.assertTrue(good.returncode == 0 and good.stdout.startswith("valid\t"), good.stdout)
        self.assertTrue(bad.returncode == 1 and bad.stdout.startswith("refused: signature.digest"), bad.stdout)

    def test_valid_under_our_schema_and_the_official_one(self):
        schemas = [SOURCE / "formats/messages/pain.001.001.09/schema.xsd"]
        official = SHARED / "xsd/pain.001.001.09.xsd"
        if official.exists():
            schemas.append(official)
        else:
            print("skipped: needs ../shared/xsd (the official schemas)")
        for schema in schemas:
            done = subprocess.run(["xmllint", "--noout", "--schema", schema, self.file], capture_output=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_paying_again_pays_nothing(self):
        before = self.at.outbox()
        done = self.at.pay()
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        self.assertEqual(self.at.outbox(), before)

    def test_the_bank_refuses_a_changed_file(self):
        sealed = self.file.read_bytes()
        self.file.write_bytes(sealed.replace(b">500.00<", b">501.00<", 1))
        done = self.at.run("almoner-testbank", "--now", "2026-01-21T10:00:00Z")
        self.assertIn("refused: ", done.stdout)
        self.assertEqual(done.returncode, 1)
        self.assertIn("audit.unknown_file", self.at.run("almoner", "audit", "verify").stdout)
        self.file.write_bytes(sealed)

    def test_a_night_broken_before_its_handover_sheet_leaves_it_to_the_next(self):
        sheet = next((self.at.home / "reports").glob("handover-*/handover.csv"))
        before = sheet.read_text()
        shutil.rmtree(sheet.parent)
        with contextlib.closing(sqlite3.connect(self.at.home / "state/almoner.db")) as store, store:
            store.execute("UPDATE transfer_file SET handed_over = 0")
        self.assertIn("hand-over sheet: reports/handover-SP0001F10001/handover.html", self.at.pay().stdout)
        self.assertEqual(sheet.read_text(), before)
        self.assertNotIn("hand-over sheet", self.at.pay().stdout)

    def test_handover_sheet_names_file_rows_sum_and_digest(self):
        sheet = next((self.at.home / "reports").glob("handover-*/handover.csv")).read_text()
        self.assertIn(f"1,SP0001F10001.xml,30,15000.00,{self.at.outbox()['SP0001F10001.xml']},transfer", sheet)


class Batches(NightTest):
    def setUp(self):
        super().setUp()
        formats = pathlib.Path(self.at.folder.name) / "formats"
        shutil.copytree(SOURCE / "formats", formats)
        profile = formats / "profiles/testbank-cn.toml"
        profile.write_text(profile.read_text().replace("max_transactions_per_batch = 1000", "max_transactions_per_batch = 4"))
        os.environ["ALMONER_FORMATS"] = str(formats)
        self.addCleanup(os.environ.pop, "ALMONER_FORMATS")

    def test_a_file_of_several_batches_is_valid_and_every_payout_reconciled(self):
        self.at.list(self.at.rows(10))
        self.at.pay()
        file = self.at.home / "outbox/SP0001F10001.xml"
        self.assertEqual(re.findall(r"<PmtInfId>(\w+)<", file.read_text()), ["SP0001F10001B001", "SP0001F10001B002", "SP0001F10001B003"])
        schema = SOURCE / "formats/messages/pain.001.001.09/schema.xsd"
        subprocess.run(["xmllint", "--noout", "--schema", str(schema), str(file)], check=True, stderr=subprocess.DEVNULL)
        self.at.bank()
        self.assertLess(self.at.night().returncode, 2)
        shown = self.at.run("almoner", "payouts", "--json", "--now", MORNING).stdout
        self.assertEqual(len(re.findall(r'"state":"(?:booked|rejected|returned)"', shown)), 10, shown)


class Answers(NightTest):
    def setUp(self):
        super().setUp()
        bank = self.at.home / "bank.toml"
        bank.write_text(bank.read_text().replace("rejected_per_mille = 12", "rejected_per_mille = 150").replace("returned_per_mille = 10", "returned_per_mille = 150"))
        self.at.list(self.at.rows(60))
        self.at.pay()
        self.at.bank()

    def outcomes(self):
        shown = self.at.run("almoner", "payouts", "--json", "--now", MORNING).stdout
        return sorted(re.findall(r'"end_to_end_id":"(\w+)".*?"state":"(\w+)".*?"reason":(?:"(\w+)"|null)', shown))

    def ledger(self):
        states = {"paid": "booked", "rejected": "rejected", "returned": "returned"}
        lines = (self.at.home / "bank/ledger.csv").read_text().splitlines()[1:]
        return sorted((cells[0], states[cells[3]], cells[4]) for cells in (line.split(",") for line in lines))

    def test_every_payout_ends_as_the_bank_booked_it(self):
        done = self.at.night()
        self.assertEqual(done.returncode, 1, done.stdout)  # rejects and returns need a person
        self.assertEqual(self.outcomes(), self.ledger())
        self.assertGreater(len({state for _, state, _ in self.ledger()}), 2)
        self.assertRegex(done.stdout, r"(?m)^relief .* 0\.00$")

    def test_order_and_repetition_of_answers_change_nothing(self):
        inbox = self.at.home / "inbox/bank"
        files = sorted(inbox.iterdir(), reverse=True)
        kept = [shutil.copy(file, self.at.folder.name) for file in files]
        for file in files:
            file.unlink()
        for file in kept:
            done = self.at.run("almoner", "reconcile", file, "--now", MORNING)
            self.assertLessEqual(done.returncode, 1, done.stdout)
        self.assertEqual(self.outcomes(), self.ledger())
        again = self.at.run("almoner", "reconcile", kept[0], "--now", MORNING)
        self.assertIn("taken before", again.stdout)
        self.assertEqual(self.outcomes(), self.ledger())

    def test_an_answer_with_a_changed_amount_is_quarantined(self):
        statement = sorted((self.at.home / "inbox/bank").glob("camt053*"))[0]
        statement.write_bytes(statement.read_bytes().replace(b">500.00<", b">400.00<", 1))
        done = self.at.night()
        self.assertIn(f"{statement.name}: quarantined", done.stdout)
        self.assertIn("signature.digest", done.stdout)
        self.assertTrue(list((self.at.home / "quarantine").iterdir()))

    def test_show_tells_why(self):
        self.at.night()
        returned = next(payout for payout, state, _ in self.ledger() if state == "returned")
        shown = self.at.run("almoner", "show", returned, "--now", MORNING).stdout
        self.assertIn("debited  500.00  2026-01-20", shown)
        self.assertIn("credited_back  500.00  2026-01-21", shown)
        self.assertIn("end_to_end_id+amount+currency+account", shown)

    def test_report_files(self):
        self.at.night()
        reports = self.at.home / "reports"
        html = (reports / "night.html").read_text()
        self.assertNotIn("http", html)
        self.assertIn("What needs a person", html)
        self.assertEqual(len((reports / "payouts.json").read_text().splitlines()), 60)
        self.assertEqual(len((reports / "payouts.csv").read_text().splitlines()), 61)


class Locks(NightTest):
    def test_a_second_run_leaves_with_4(self):
        self.at.pay()
        done = self.at.run("almoner", "pay", "--now", NIGHT, before=("flock", str(self.at.home / "state/lock")))
        self.assertEqual(done.returncode, 4, done.stdout)


if __name__ == "__main__":
    unittest.main()
