#!/usr/bin/env python3
"""Registers and payee verification as finance staff live them: who is stopped, registered, staff, was paid before, and
what the bank says of account and name.

usage: ALMONER_PROGRAMS=build/release tests/night/test_registers.py [unittest options]
"""

import csv
import sqlite3
import unittest

from workspace import NIGHT, PROGRAMME, PROGRAMS, Workspace

MORNING_BEFORE = "2026-01-12T01:00:00Z"


def with_rules(*packs):
    """The programme under other rules, with what these ask it to say."""
    names = ", ".join(f'"{pack}"' for pack in packs)
    return f'rules = [{names}]\ntheme = "relief"\nplace = "county"\npeople = "workers"\n' + PROGRAMME


class Office(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)

    def programme(self, *packs):
        (self.at.home / "programmes/relief.toml").write_text(with_rules(*packs))

    def write(self, name, rows):
        path = self.at.home / name
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    def register(self, kind, rows, day="2026-01-10", name="register.csv", now=MORNING_BEFORE):
        return self.bring(kind, self.write(name, rows), day, now)

    def bring(self, kind, path, day="2026-01-10", now=MORNING_BEFORE, source="registry"):
        return self.at.run("almoner", "register", kind, str(path), "--source", source, "--date", day, "--now", now)

    def check(self, path, now=NIGHT):
        return self.at.run("almoner", "check", str(path), "--programme", "relief", "--profile", "testbank-cn", "--now", now)

    def stored(self, sql):
        store = sqlite3.connect(self.at.home / "state/almoner.db")
        try:
            return store.execute(sql).fetchall()
        finally:
            store.close()

    def transfers(self):
        return sum(file.read_text("utf-8").count("<CdtTrfTxInf>") for file in (self.at.home / "outbox").glob("*.xml"))


class Registers(Office):
    def test_who_stands_on_the_stop_list_waits_and_the_rest_is_paid(self):
        rows = self.at.rows(12)
        told = self.register("stopped", [{"payee_id": rows[3]["payee_id"], "account_no": "", "reason": "deceased"},
                                         {"payee_id": "", "account_no": rows[4]["account_no"], "reason": "frozen"}])
        self.assertEqual((told.returncode, told.stdout), (0, "register stopped of registry, 2026-01-10: 2 entries taken, 0 rows not understood\n"))
        self.at.list(rows)
        paid = self.at.pay()
        self.assertIn("list.csv:5: person.stopped: '': the person stands on the stop list (deceased)", paid.stdout)
        self.assertIn("list.csv:6: account.stopped: '': the account stands on the stop list (blocked)", paid.stdout)
        self.assertEqual(self.transfers(), 10)

    def test_staff_are_not_paid_by_their_own_office_by_person_or_account(self):
        rows = self.at.rows(12)
        told = self.register("staff", [{"payee_id": rows[0]["payee_id"], "account_no": rows[1]["account_no"]}])
        self.assertIn("2 entries taken", told.stdout)
        checked = self.check(self.at.write_rows("list", rows))
        self.assertIn("list.csv:2: person.staff: ", checked.stdout)
        self.assertIn("list.csv:3: account.staff: ", checked.stdout)
        self.assertIn("12 lines, 0 refused, 2 held", checked.stdout)

    def test_nobody_is_paid_before_the_register_of_eligible_people_is_there_and_fresh(self):
        self.programme("general", "hardship-register")
        rows = self.at.rows(12)
        cover = self.at.cover(self.at.write_rows("list", rows))
        self.at.approve(cover)
        paid = self.at.pay()
        self.assertIn("register.missing: 'registered'", paid.stdout)
        self.assertEqual(self.transfers(), 0)
        registered = [{"payee_name": row["payee_name"], "payee_id": row["payee_id"]} for row in rows[1:]]
        self.register("registered", registered, day="2025-07-19", now=NIGHT)
        self.assertIn("register.old: 'registered': the register speaks of 2025-07-19", self.at.pay().stdout)
        self.assertEqual(self.transfers(), 0)
        # The same bytes speak of a later day now, which is news.
        self.assertIn("11 entries taken", self.register("registered", registered, day="2025-07-20", now=NIGHT).stdout)
        paid = self.at.pay()
        self.assertIn("list.csv:2: person.not_registered: '': the person is not on the register of 2025-07-20", paid.stdout)
        self.assertEqual(self.transfers(), 11)

    def test_more_than_last_period_is_told_and_goes(self):
        rows = self.at.rows(12)
        self.register("previous", [{"身份证号": row["payee_id"], "金额": "499.99" if row is rows[0] else "500.00"} for row in rows], day="2025-02-10")
        checked = self.check(self.at.write_rows("list", rows))
        self.assertIn("list.csv:2: amount.above_previous: '': last period it was 499.99", checked.stdout)
        self.assertIn("12 lines, 0 refused, 0 held, 1 warnings", checked.stdout)

    def test_rows_that_are_not_understood_are_told_by_place_and_the_good_ones_go_on(self):
        rows = self.at.rows(3)
        told = self.register("stopped", [{"payee_id": rows[0]["payee_id"], "payee_name": rows[0]["payee_name"]},
                                         {"payee_id": rows[1]["payee_id"][:-1], "payee_name": rows[1]["payee_name"]}, {"payee_id": "", "payee_name": "nobody"}])
        self.assertEqual(told.returncode, 1)
        self.assertIn(f"register.csv:3:1: person.id_syntax: '...{rows[1]['payee_id'][-5:-1]}': ", told.stdout)
        self.assertIn("register.csv:4:1: register.nobody: '': ", told.stdout)
        self.assertIn("1 entries taken, 2 rows not understood", told.stdout)
        for row in rows:
            self.assertNotIn(row["payee_name"], told.stdout)
            self.assertNotIn(row["payee_id"][:-1], told.stdout)

    def test_a_file_without_a_usable_row_writes_nothing(self):
        told = self.register("stopped", [{"payee_id": "", "account_no": "12345"}])
        self.assertEqual(told.returncode, 1)
        self.assertIn("register.empty", told.stdout)
        self.assertEqual(self.stored("SELECT count(*) FROM register"), [(0,)])
        self.assertEqual(self.stored("SELECT count(*) FROM audit"), [(0,)])

    def test_the_same_register_again_changes_nothing_and_a_new_one_replaces_it(self):
        rows = self.at.rows(2)
        first = [{"payee_id": row["payee_id"], "note": "ended"} for row in rows]
        self.register("stopped", first)
        again = self.register("stopped", first)
        self.assertEqual(again.returncode, 0)
        self.assertIn("the same bytes are in force already", again.stdout)
        self.assertEqual(self.stored("SELECT kind, entry_count FROM register"), [("stopped", 2)])
        self.register("stopped", first[:1], day="2026-01-11")
        checked = self.check(self.at.write_rows("list", rows))
        self.assertIn("2 lines, 0 refused, 1 held", checked.stdout)
        kinds = [record for (record,) in self.stored("SELECT record FROM audit")]
        self.assertEqual(len(kinds), 2)
        self.assertTrue(all('"register"' in record for record in kinds))

    def test_the_store_holds_no_name_and_no_number_of_a_register(self):
        rows = self.at.rows(2)
        self.register("staff", [{"payee_name": row["payee_name"], "payee_id": row["payee_id"], "account_no": row["account_no"]} for row in rows])
        content = b"".join(path.read_bytes() for path in (self.at.home / "state").glob("almoner.db*"))
        for row in rows:
            for value in (row["payee_name"], row["payee_id"], row["account_no"]):
                self.assertNotIn(value.encode(), content)

    def test_a_register_of_tomorrow_or_of_no_kind_is_refused(self):
        path = self.write("register.csv", [{"payee_id": row["payee_id"], "note": ""} for row in self.at.rows(1)])
        for told in (self.bring("stopped", path, day="2026-01-13"), self.bring("stopped", path, day="13 January"), self.bring("friends", path)):
            self.assertEqual(told.returncode, 2)
        self.assertFalse((self.at.home / "state/almoner.db").exists())

    def test_no_key_is_needed_to_bring_a_register(self):
        for key in (self.at.home / "keys/private").iterdir():
            key.unlink()
        self.assertEqual(self.register("stopped", [{"payee_id": self.at.rows(1)[0]["payee_id"], "note": ""}]).returncode, 0)

    def test_status_shows_registers_in_force_and_those_that_programmes_miss(self):
        self.programme("general", "cn-union")
        told = self.at.run("almoner", "status", "--now", NIGHT)
        self.assertIn("relief.toml: register.missing: 'registered'", told.stdout)
        self.assertEqual(told.returncode, 1)
        entries = [{"payee_id": self.at.rows(1)[0]["payee_id"], "note": ""}]
        self.register("registered", entries)
        self.register("stopped", entries, day="2025-07-19")
        told = self.at.run("almoner", "status", "--now", NIGHT)
        self.assertIn("register registered: registry, 2026-01-10, 1 entries", told.stdout)
        self.assertIn("relief.toml: register.old: 'stopped': the register speaks of 2025-07-19", told.stdout)
        self.assertNotIn("register.missing", told.stdout)
        self.register("stopped", entries, day="2026-01-10", now=NIGHT)
        self.assertEqual(self.at.run("almoner", "status", "--now", NIGHT).returncode, 0)


class Payees(Office):
    def payees(self, path, out, now=NIGHT):
        return self.at.run("almoner", "payees", str(path), "--out", str(out), "--programme", "relief", "--profile", "testbank-cn", "--now", now)

    def test_payees_go_to_the_bank_come_back_with_verdicts_and_the_list_goes(self):
        self.programme("general", "payee-verification")
        rows = self.at.rows(12, row5={"amount": "x"})
        path, out = self.at.write_rows("list", rows), self.at.home / "to-the-bank.csv"
        told = self.payees(path, out)
        self.assertEqual((told.returncode, told.stdout), (0, f"11 payees to verify: {out}\n"))
        with open(out, encoding="utf-8", newline="") as file:
            asked = list(csv.DictReader(file))
        self.assertEqual(list(asked[0]), ["payee_reference", "payee_name", "payee_id", "account_no", "bank_code", "bic", "verdict", "returned_name"])
        self.assertEqual([(row["payee_reference"], row["payee_name"], row["payee_id"], row["account_no"]) for row in asked],
                         [(f"list.csv:{number}", row["payee_name"], row["payee_id"], row["account_no"])
                          for number, row in enumerate(rows, 2) if number != 5])
        self.assertEqual(out.stat().st_mode & 0o777, 0o600)
        for row in asked:
            row["verdict"] = "MTCH"
        asked[1].update(verdict="不一致")
        asked[2].update(verdict="CMTC", returned_name=asked[2]["payee_name"] + "华")
        told = self.bring("verdicts", self.write("from-the-bank.csv", asked), day="2026-01-15", now=NIGHT, source="bank")
        self.assertEqual((told.returncode, told.stdout), (0, "register verdicts of bank, 2026-01-15: 11 entries taken, 0 rows not understood\n"))
        nothing = self.payees(path, self.at.home / "again.csv")
        self.assertEqual((nothing.returncode, nothing.stdout), (0, "no payee needs to be verified; nothing was written\n"))
        self.assertFalse((self.at.home / "again.csv").exists())
        self.at.approve(self.at.cover(path))
        paid = self.at.pay()
        self.assertIn("list.csv:3: payee.no_match: ", paid.stdout)
        self.assertIn("list.csv:4: payee.close_match: ", paid.stdout)
        self.assertEqual(self.transfers(), 9)

    def test_a_second_check_adds_to_the_first_until_its_verdicts_are_too_old(self):
        self.programme("general", "payee-verification")
        rows = self.at.rows(2)
        for row, day in zip(rows, ("2025-10-17", "2025-10-18")):
            self.register("verdicts", [{"payee_name": row["payee_name"], "account_no": row["account_no"], "verdict": "match"}], day=day)
        path = self.at.write_rows("list", rows)
        self.assertIn("list.csv:2: payee.not_verified", self.check(path).stdout)
        self.assertIn("2 lines, 0 refused, 1 held", self.check(path).stdout)
        self.assertIn("1 payees to verify", self.payees(path, self.at.home / "out.csv").stdout)

    def test_each_account_and_name_stands_once_over_all_lists_and_no_file_is_overwritten(self):
        first, second = self.at.write_rows("first", self.at.rows(3)), self.at.write_rows("second", self.at.rows(4))
        out = self.at.home / "out.csv"
        told = self.at.run("almoner", "payees", str(first), str(second), "--out", str(out), "--programme", "relief", "--profile", "testbank-cn", "--now", NIGHT)
        self.assertIn("4 payees to verify", told.stdout)
        before = out.read_bytes()
        again = self.payees(second, out)
        self.assertIn("file.exists", again.stdout)
        self.assertNotEqual(again.returncode, 0)
        self.assertEqual(out.read_bytes(), before)


class Notice(Office):
    def setUp(self):
        super().setUp()
        self.programme("general", "cn-union")
        rows = self.at.rows(5)
        people = [{"payee_name": row["payee_name"], "payee_id": row["payee_id"]} for row in rows]
        self.register("registered", people)
        self.register("stopped", [{"payee_id": self.at.rows(6)[5]["payee_id"], "note": "ended"}])
        self.path = self.at.write_rows("list", rows)

    def cover(self, *notice):
        made = self.at.cover_command(self.path, "SP0001", *notice)
        cover = self.path.with_suffix("").with_suffix(".cover.toml")
        if cover.exists():
            self.at.approve(cover)
        return made, cover

    def test_a_notice_of_too_few_working_days_keeps_the_list_and_a_good_one_lets_it_go(self):
        # 2026-01-05 is a Monday; no day of that week is a holiday in China.
        made, cover = self.cover("--notice-from", "2026-01-05", "--notice-to", "2026-01-08", "--notice-place", "gate")
        self.assertIn("list.cover.toml: list.notice: '4'", made.stdout)
        self.assertIn("list.notice: '4'", self.at.pay().stdout)
        self.assertEqual(self.transfers(), 0)
        for path in self.at.home.glob("inbox/lists/list.cover*"):
            path.unlink()
        made, cover = self.cover("--notice-from", "2026-01-05", "--notice-to", "2026-01-09", "--notice-place", "gate", "--objections", "1")
        self.assertIn("list.notice: '0'", made.stdout)
        for path in self.at.home.glob("inbox/lists/list.cover*"):
            path.unlink()
        made, cover = self.cover("--notice-from", "2026-01-05", "--notice-to", "2026-01-09", "--notice-place", "gate")
        self.assertNotIn("list.notice", made.stdout)
        self.assertIn('notice = { from = 2026-01-05, to = 2026-01-09, place = "gate", objections = 0 }', cover.read_text())
        self.at.pay()
        self.assertEqual(self.transfers(), 5)

    def test_a_notice_that_ends_before_it_begins_is_refused(self):
        made, cover = self.cover("--notice-from", "2026-01-09", "--notice-to", "2026-01-05", "--notice-place", "gate")
        self.assertEqual(made.returncode, 2)
        self.assertIn("--notice-to", made.stdout)
        self.assertFalse(cover.exists())


if __name__ == "__main__":
    unittest.main()
