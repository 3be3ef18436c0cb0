#!/usr/bin/env python3
"""Tables that banks' portals give back, through the command: plain text, GB 18030 and workbooks; results settled by
`almoner reconcile`; and a made-up table added by data alone.

usage: ALMONER_PROGRAMS=build/release tests/reconcile/test_tables.py [unittest options]
"""

import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest
import zipfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE / "tests/night"))
from workspace import PROGRAMS, Workspace, almoner  # noqa: E402

MOVEMENTS = [["账户明细"], ["账号", "6222020000000000001", "币种", "人民币"],
             ["交易日期", "流水号", "支出", "收入", "余额", "对方账号", "对方户名", "摘要", "备注"],
             ["2026-01-21", "S3", "", "500.00", "8,500.00", "6222020000000000019", "㐀䶮", "退回", "SP000100000003A1"],
             ["2026-01-20", "S2", "1,000.00", "", "8,000.00", "6222020000000000019", "㐀䶮", "慰问", "SP000100000003A1"],
             ["2026-01-20", "S1", "1,000.00", "", "9,000.00", "6222020000000000027", "李娜", "慰问", "SP000100000002A1"],
             ["总笔数", "3"]]


def delimited(rows, separator=","):
    quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in rows]
    return "".join(separator.join(row) + "\r\n" for row in quoted)


def workbook(path, *sheets):
    """Sheets of text cells, as small as a workbook can be (ECMA-376 part 1)."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        types = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
                        for n in numbers)
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
                         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
                         f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
                         "</Relationships>")
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' +
                         "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers) + "</sheets></workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}/relationships">' + "".join(
            f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers) + "</Relationships>")
        for number, rows in zip(numbers, sheets):
            cells = "".join(f'<row r="{row}">' + "".join(f'<c r="{chr(64 + column)}{row}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
                                                         for column, cell in enumerate(line, 1)) + "</row>" for row, line in enumerate(rows, 1))
            archive.writestr(f"xl/worksheets/sheet{number}.xml", f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>')


class Tables(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def statement(self, path):
        done = almoner("statement", path, "--json")
        return done, [json.loads(line) for line in done.stdout.splitlines()]

    def check_movements(self, path, statements=1):
        done, told = self.statement(path)
        self.assertEqual(done.returncode, 0, done.stderr)
        entries = [line for line in told if line["type"] == "entry"]
        self.assertEqual([(line["entry_amount"], line["credit_debit"]) for line in entries], [("500.00", "CRDT"), ("1000.00", "DBIT"), ("1000.00", "DBIT")] * statements)
        self.assertEqual(entries[1]["counterparty_name"], "㐀䶮")
        self.assertEqual(entries[1]["counterparty_account"], "6222020000000000019")
        heads = [line for line in told if line["type"] == "statement"]
        self.assertEqual([(line["account"], line["currency"], line["opening"], line["closing"]) for line in heads],
                         [("6222020000000000001", "CNY", "10000.00", "8500.00")] * statements)

    def test_movements_are_the_same_as_text_in_any_encoding_and_as_workbook(self):
        path = self.folder / "statement"
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            for separator in ",;\t":
                with self.subTest(encoding, separator=separator):
                    path.write_bytes(delimited(MOVEMENTS, separator).encode(encoding))
                    self.check_movements(path)
        workbook(path, MOVEMENTS)
        self.check_movements(path)
        workbook(path, [["封面"]], MOVEMENTS, MOVEMENTS)
        self.check_movements(path, statements=2)

    def test_every_changed_amount_or_missing_row_is_found_where_it_stands(self):
        path = self.folder / "statement.csv"
        for row in (3, 4, 5):
            for column in (2, 3, 4):
                if (row, column) == (5, 2):
                    continue  # the oldest row's amount makes the opening balance, which stands nowhere
                rows = [list(line) for line in MOVEMENTS]
                rows[row][column] = "1.00"
                path.write_text(delimited(rows), "utf-8")
                done, _ = self.statement(path)
                self.assertEqual(done.returncode, 1)
                self.assertRegex(done.stderr, rf"statement\.csv:[{row + 1}{row + 2}]:\d+: (statement\.running_balance|bank_file\.malformed)", (row, column))
        for row in (4, 5):
            path.write_text(delimited(MOVEMENTS[:row] + MOVEMENTS[row + 1:]), "utf-8")
            done, _ = self.statement(path)
            self.assertRegex(done.stderr, r"statement\.running_balance|bank_file\.totals: .*3.*2")

    def test_a_table_cut_off_anywhere_ends_in_an_answer_or_a_clear_error(self):
        whole = delimited(MOVEMENTS).encode("gb18030")
        path = self.folder / "cut.csv"
        for end in range(0, len(whole), 7):
            path.write_bytes(whole[:end])
            done = almoner("statement", path, "--json")
            self.assertIn(done.returncode, (0, 1))
            if done.returncode:
                self.assertRegex(done.stderr, r"^cut\.csv(:\d+)*: [a-z_]+\.[a-z_]+", end)

    def test_a_made_up_table_is_read_by_data_alone_and_two_alike_are_told(self):
        formats = self.folder / "formats"
        shutil.copytree(HERE / "formats", formats)
        os.environ["ALMONER_FORMATS"] = str(formats)
        self.addCleanup(os.environ.pop, "ALMONER_FORMATS")
        made = formats / "messages/river-table"
        made.mkdir()
        map_text = ('answers = "statement"\ncurrency = "USD"\ndates = "month_first"\nminor_units = true\n'
                    '[[column]]\nfact = "booking_date"\nheadings = ["Posted"]\nneeded = true\n'
                    '[[column]]\nfact = "amount"\nheadings = ["Cents"]\nneeded = true\n'
                    '[[column]]\nfact = "credit_debit"\nheadings = ["Way"]\nneeded = true\n[words]\nout = "DBIT"\nin = "CRDT"\n')
        (made / "table.toml").write_text(map_text)
        path = self.folder / "river.tsv"
        path.write_text("Posted\tCents\tWay\n01/20/2026\t12345\tout\n1/21/2026\t5\tin\n")
        done, told = self.statement(path)
        self.assertEqual([(line["entry_amount"], line["currency"], line["credit_debit"], line["booking_date"]) for line in told if line["type"] == "entry"],
                         [("123.45", "USD", "DBIT", "2026-01-20"), ("0.05", "USD", "CRDT", "2026-01-21")], done.stderr)
        twin = formats / "messages/stream-table"
        twin.mkdir()
        (twin / "table.toml").write_text(map_text)
        done, _ = self.statement(path)
        self.assertEqual(done.returncode, 1)
        self.assertIn("river.tsv:1: bank_file.several_formats", done.stderr)


class Results(unittest.TestCase):
    """What a bank that signs nothing says of a file's rows, settled."""

    def setUp(self):
        self.at = Workspace(PROGRAMS)  # made with the shipped formats, beside which the samples lie
        self.addCleanup(self.at.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        path = self.at.write_rows("list", self.at.rows(3))
        self.at.cover_command(path, "SP0001", profile="cn-batch-gb18030", check=True)
        self.at.approve(path.with_suffix("").with_suffix(".cover.toml"))
        self.paid = self.at.pay().stdout
        files = sorted((self.at.home / "outbox").glob("*.xml"))
        self.assertEqual(len(files), 1, self.paid)
        text = files[0].read_text("gb18030")
        self.message_id = re.search(r"<FileNo>(.*?)<", text)[1]
        self.batch = re.search(r"<BatchNo>(.*?)<", text)[1]
        self.references = re.findall(r"<Ref>(.*?)<", text)

    def reconcile(self, path):
        return self.at.run("almoner", "reconcile", str(path), "--now", "2026-01-21T01:00:00Z")

    def states(self):
        done = self.at.run("almoner", "payouts", "--json", "--now", "2026-01-21T01:00:00Z")
        by_reference = {payout["end_to_end_id"]: payout["state"] for payout in map(json.loads, done.stdout.splitlines())}
        return [by_reference[reference] for reference in self.references]

    def check_settled(self, path):
        done = self.reconcile(path)
        self.assertEqual(self.states(), ["bank_accepted", "rejected", "bank_received"], done.stdout)
        again = self.reconcile(path)
        self.assertEqual(self.states(), ["bank_accepted", "rejected", "bank_received"], again.stdout)

    def rows(self, words=("成功", "失败", "处理中")):
        lines = [[str(number), "500.00", reference, word, "户名不符" if word == "失败" else ""]
                 for number, (reference, word) in enumerate(zip(self.references, words), 1)]
        return [["批次号", self.message_id, "总笔数", "3", "总金额", "1,500.00"], ["序号", "金额", "备注", "处理结果", "失败原因"], *lines]

    def test_a_workbook_of_results_settles_its_rows(self):
        path = self.folder / "result.xlsx"
        workbook(path, self.rows())
        self.check_settled(path)

    def test_text_of_results_in_gb18030_settles_its_rows(self):
        path = self.folder / "result.txt"
        path.write_bytes(delimited(self.rows(), "\t").encode("gb18030"))
        self.check_settled(path)

    def test_the_batch_banks_own_result_file_settles_its_rows(self):
        rows = "".join(f"<Row><Ref>{reference}</Ref><Amount Ccy='CNY'>500.00</Amount><Result>{word}</Result><Reason>户名不符</Reason></Row>"
                       for reference, word in zip(self.references, ("成功", "失败", "处理中")))
        path = self.folder / "result.xml"
        path.write_bytes(f'<?xml version="1.0" encoding="GB18030"?><AgencyResult><Head><FileNo>{self.message_id}</FileNo></Head><Batch><BatchNo>{self.batch}</BatchNo>{rows}'
                         "</Batch></AgencyResult>".encode("gb18030"))
        self.check_settled(path)

    def test_a_row_with_another_amount_is_a_conflict_and_its_neighbours_are_settled(self):
        rows = self.rows()
        rows[0][5] = "1,400.00"
        rows[2][1] = "400.00"
        path = self.folder / "result.csv"
        path.write_text(delimited(rows), "utf-8")
        done = self.reconcile(path)
        self.assertEqual(self.states(), ["conflict", "rejected", "bank_received"], done.stdout)

    def test_a_table_that_is_not_whole_is_quarantined_and_moves_nothing(self):
        path = self.folder / "result.csv"
        path.write_text(delimited(self.rows()[:-1]), "utf-8")
        done = self.reconcile(path)
        self.assertIn("bank_file.totals", done.stdout)
        self.assertEqual(set(self.states()), {"delivered"})

    def test_movements_in_a_table_are_for_people_and_settle_nothing(self):
        path = self.folder / "movements.csv"
        path.write_text(delimited(MOVEMENTS), "utf-8")
        done = self.reconcile(path)
        self.assertIn("bank_file.unknown_format", done.stdout)
        self.assertEqual(set(self.states()), {"delivered"})


if __name__ == "__main__":
    unittest.main()
