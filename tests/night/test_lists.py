#!/usr/bin/env python3
"""Lists from the inbox to a signed cover, by the commands that a clerk uses.

usage: ALMONER_PROGRAMS=build/release tests/night/test_lists.py [unittest options]
"""

import datetime
import json
import os
import pathlib
import shutil
import unittest

import workbooks
from workspace import HEADING, NIGHT, PROGRAMS, Workspace, almoner


class Lists(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)

    def test_check_tells_every_finding_and_changes_nothing(self):
        path = self.at.write_rows("list", self.at.rows(12, row5={"amount": "12.345"}))
        before = sorted(self.at.home.rglob("*"))
        told = almoner("check", path, "--programme", "relief", "--profile", "testbank-cn", "--home", self.at.home)
        self.assertEqual(told.returncode, 1)
        self.assertIn("list.csv:5:9: amount.precision: '12.345': ", told.stdout + told.stderr)
        self.assertIn("12", told.stdout)
        self.assertEqual(sorted(self.at.home.rglob("*")), before)

    def test_check_as_json_names_file_row_column_and_remedy(self):
        path = self.at.write_rows("list", self.at.rows(12, row5={"amount": "12.345"}))
        told = almoner("check", path, "--programme", "relief", "--profile", "testbank-cn", "--json", "--home", self.at.home)
        finding = json.loads(told.stdout.splitlines()[0])
        self.assertEqual(list(finding), ["file", "sheet", "row", "column", "code", "severity", "value", "what_to_do"])
        self.assertEqual((finding["file"], finding["sheet"], finding["row"], finding["column"], finding["code"], finding["severity"], finding["value"]),
                         ("list.csv", None, 5, 9, "amount.precision", "refused", "12.345"))
        self.assertIn("correct the amount", finding["what_to_do"]["en"])
        self.assertIn("请更正金额", finding["what_to_do"]["zh"])

    def check(self, path, *arguments):
        return almoner("check", path, "--programme", "relief", "--profile", "testbank-cn", "--home", self.at.home, *arguments)

    def test_check_tells_the_worst_first_and_in_the_language_asked_for(self):
        path = self.at.write_rows("list", self.at.rows(12, row3={"account_no": ""}, row5={"amount": "12.345"}, row9={"amount": "x"}))
        told = self.check(path, "--lang", "zh")
        self.assertEqual([line.split(" ")[0] for line in told.stdout.splitlines()[:3]],
                         ["list.csv:5:9:", "list.csv:9:9:", "list.csv:3:4:"])
        self.assertIn("请更正金额", told.stdout.splitlines()[0])
        self.assertEqual(told.stdout.splitlines()[3], "list.csv：12 行，拒绝 2，暂缓 1，警告 0")

    def test_check_says_in_words_when_there_may_be_more_than_is_shown(self):
        path = self.at.write_rows("list", [{"amount": "x"}] * 4000)
        told = self.check(path, "--json")
        self.assertEqual(len(told.stdout.splitlines()), 10000)
        self.assertIn("only the first 10000 findings are shown", told.stderr)

    def test_what_was_only_tidied_needs_nobody(self):
        path = self.at.write_rows("list", self.at.rows(12, row5={"account_no": " " + self.at.rows(12)[3]["account_no"]}))
        told = self.check(path)
        self.assertIn("list.csv:5:4: value.normalised", told.stdout)
        self.assertEqual(told.returncode, 0)

    def test_a_list_that_cannot_be_read_is_a_finding_like_others(self):
        path = self.at.home / "inbox/lists/list.csv"
        path.write_text("nothing\n")
        told = self.check(path, "--json")
        self.assertEqual(json.loads(told.stdout)["code"], "list.empty")
        self.assertEqual(told.returncode, 1)

    def test_a_workbook_marks_the_cells_that_findings_speak_of(self):
        rows = self.at.rows(12, row5={"amount": "12.345"}, row6={"account_no": "", "note": "=1+1"}, row7={"payee_id": " " + self.at.rows(12)[5]["payee_id"]})
        path, book = self.at.write_rows("list", rows), self.at.home / "list.xlsx"
        told = self.check(path, "--workbook", book)
        self.assertEqual(told.returncode, 1, told.stderr)
        self.assertEqual(book.stat().st_mode & 0o777, 0o600)
        sheet = workbooks.first_sheet(book)
        self.assertEqual([sheet.cells.get(f"K{number}") for number in (5, 6)], [None, "=1+1"])
        for number, row in enumerate(rows, 2):
            self.assertEqual([sheet.cells.get(f"{column}{number}", "") for column in "ABCDEFGHIJK"], [row[name] for name in HEADING], number)
        self.assertEqual({place: text.splitlines()[0] for place, text in sheet.comments.items()},
                         {"I5": "amount.precision", "D6": "account.missing", "C7": "value.normalised"})
        self.assertEqual(len({sheet.fills.get(place) for place in ("A5", "I5", "D6", "C7")}), 4)
        self.assertIsNone(sheet.fills.get("A5"))
        listed = workbooks.Sheet(book, 2)
        self.assertEqual([listed.cells.get(f"{column}2") for column in "ABDEF"], ["拒绝 / refused", "list.csv", "5", "9", "amount.precision"])
        self.assertEqual([listed.fills[f"{column}2"] for column in "AB"], [sheet.fills["I5"], None])

    def test_a_cover_that_pay_would_refuse_is_told_before_anybody_signs(self):
        cover = self.at.cover(self.at.write_rows("list", self.at.rows(5)))
        cover.write_text(cover.read_text().replace('fund = "fund"', 'fund = "other"'))
        told = almoner("check", cover, "--home", self.at.home)
        self.assertEqual(told.returncode, 1)
        self.assertIn("list.cover.toml: cover.fund: 'other': ", told.stdout)
        self.assertIn("nothing of this list is paid as it stands", told.stdout)

    def test_a_workbook_is_never_written_over_another_file(self):
        path, book = self.at.write_rows("list", self.at.rows(2)), self.at.home / "list.xlsx"
        book.write_text("mine")
        told = self.check(path, "--workbook", book)
        self.assertIn("file.exists", told.stderr)
        self.assertEqual(book.read_text(), "mine")
        self.assertEqual([file.name for file in self.at.home.glob(".*")], [])

    def test_one_workbook_is_of_one_list(self):
        path = self.at.write_rows("list", self.at.rows(2))
        told = almoner("check", path, path, "--workbook", self.at.home / "x.xlsx", "--home", self.at.home)
        self.assertEqual(told.returncode, 2)
        self.assertIn("--workbook", told.stderr)

    def test_cover_writes_what_the_rows_say_and_never_over_another(self):
        path = self.at.write_rows("list", self.at.rows(12))
        cover = self.at.cover(path)
        text = cover.read_text()
        self.assertIn('count = 12\ntotal = "6000.00"', text)
        self.assertIn('maker = "li.na"', text)
        again = self.at.run("almoner", "cover", str(path), "--code", "SP0002", "--programme", "relief", "--fund", "fund", "--execution-date", "2026-01-20",
                            "--maker", "li.na", "--key", str(self.at.home / "keys/private/li.na.key"), "--profile", "testbank-cn", "--debtor-account", "p01")
        self.assertNotEqual(again.returncode, 0)
        self.assertIn("file.exists", again.stdout)
        self.assertEqual(cover.read_text(), text)

    def test_a_cover_of_an_unknown_kind_is_refused_and_nothing_is_written(self):
        path = self.at.write_rows("list", self.at.rows(2))
        told = self.at.cover_command(path, "SP0001", "--kind", "extra")
        self.assertEqual((told.returncode, told.stdout.count("cover.kind: 'extra'")), (2, 1))
        self.assertFalse(path.with_suffix(".cover.toml").exists())

    def test_approve_shows_what_is_signed_and_refuses_anothers_key(self):
        cover = self.at.cover(self.at.write_rows("list", self.at.rows(12)))
        told = self.at.approve(cover)
        self.assertIn("SP0001", told.stdout)
        self.assertIn("6,000.00", told.stdout)
        wrong = self.at.run("almoner", "approve", str(cover), "--as", "zhao.min", "--key", str(self.at.home / "keys/private/wang.jun.key"))
        self.assertNotEqual(wrong.returncode, 0)
        self.assertIn("key.mismatch", wrong.stdout)
        self.assertFalse(cover.with_name("list.cover.zhao.min.p7s").exists())


class Take(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        self.outside = pathlib.Path(self.at.folder.name) / "outside"
        self.outside.mkdir()

    def take(self, *arguments):
        return almoner("take", *arguments, "--from", "Li Na", "--home", self.at.home, "--now", NIGHT)

    def inbox(self, name="lists"):
        return sorted(path.name for path in (self.at.home / "inbox" / name).iterdir())

    def made_outside(self, name):
        """A list with its cover and signatures, not yet in the inbox."""
        cover = self.at.list(self.at.rows(5), name)
        files = sorted(cover.parent.iterdir())
        return [pathlib.Path(shutil.move(file, self.outside / file.name)) for file in files]

    def test_a_list_is_taken_paid_and_its_provenance_kept(self):
        told = self.take(*self.made_outside("list"))
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertRegex(told.stdout.splitlines()[-1], r"^list\.cover\.toml: inbox/lists/list\.cover\.toml, sha256 [0-9a-f]{64}$")
        self.assertIn("5 transfers", self.at.pay().stdout)
        self.assertEqual(self.inbox(), [])
        record = next((self.at.home / "archive/taken").glob("list.csv.*.toml")).read_text()
        self.assertIn('original_name = "list.csv"\nfrom = "Li Na"\ntaken = ' + NIGHT, record)

    def test_a_list_whose_names_are_tricks_is_paid_all_the_same(self):
        files = self.made_outside("-\\名册\u202e")
        told = self.take(*files)
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertNotIn("\u202e", "".join(self.inbox()))
        paid = self.at.pay()
        self.assertIn("5 transfers", paid.stdout)
        self.assertEqual(self.inbox(), [])

    def test_the_same_again_is_told_and_other_content_is_refused(self):
        file = self.outside / "list.csv"
        file.write_text("one")
        self.take(file)
        again = self.take(file)
        self.assertEqual((again.returncode, again.stdout), (0, "list.csv: inbox/lists/list.csv is there already, the same bytes; nothing was changed\n"))
        file.write_text("two")
        other = self.take(file)
        self.assertEqual(other.returncode, 1)
        self.assertIn("file.exists", other.stderr)
        self.assertEqual((self.at.home / "inbox/lists/list.csv").read_text(), "one")

    def test_bank_files_are_known_by_content_or_by_word(self):
        for name, text in (("a.txt", "\ufeff <Document/>"), ("b.csv", "{1:F01"), ("c.csv", ":20:X"), ("d.csv", "name,amount")):
            (self.outside / name).write_text(text)
        self.assertEqual(self.take(*sorted(self.outside.iterdir())).returncode, 0)
        self.assertEqual((self.inbox("bank"), self.inbox()), (["a.txt", "b.csv", "c.csv"], ["d.csv"]))
        self.take(self.outside / "d.csv", "--as", "bank")
        self.assertEqual(self.inbox("bank"), ["a.txt", "b.csv", "c.csv", "d.csv"])

    def test_one_that_cannot_be_taken_does_not_keep_the_others(self):
        (self.outside / "list.csv").write_text("x")
        os.mkfifo(self.outside / "pipe.csv")
        (self.outside / "link.csv").symlink_to(self.outside / "list.csv")
        told = self.take(*sorted(self.outside.iterdir()), self.outside)
        self.assertEqual(told.returncode, 1)
        self.assertEqual(told.stderr.count("file.not_regular"), 3, told.stderr)
        self.assertEqual(self.inbox(), ["list.csv"])

    def test_who_brings_it_must_be_said(self):
        (self.outside / "list.csv").write_text("x")
        told = almoner("take", self.outside / "list.csv", "--from", " ", "--home", self.at.home)
        self.assertEqual(told.returncode, 2)
        self.assertEqual(self.inbox(), [])

    def test_a_list_on_its_way_waits_in_words_and_goes_when_it_is_whole(self):
        cover = self.at.list(self.at.rows(5))
        rows = self.at.home / "inbox/lists/list.csv"
        whole = rows.read_bytes()
        rows.write_bytes(whole[:100])
        moment = datetime.datetime.fromisoformat(NIGHT.replace("Z", "+00:00")).timestamp()
        os.utime(rows, (moment - 60, moment - 60))
        told = self.at.pay()
        self.assertEqual(told.returncode, 0, told.stdout)
        self.assertIn(f"{cover.name}: list.waiting: 'list.csv': ", told.stdout)
        rows.write_bytes(whole)
        self.assertIn("5 transfers", self.at.pay().stdout)


if __name__ == "__main__":
    unittest.main()
