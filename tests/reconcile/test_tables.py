#!/usr/bin/env python3
"""Tables that banks' portals give back, through the command: plain text, GB 18030 and workbooks; results settled by
`almoner reconcile`; and a made-up table added by data alone.

usage: ALMONER_PROGRAMS=build/release tests/reconcile/test_tables.py [unittest options]
"""

import gzip
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


class Paid(unittest.TestCase):
    """A file of three transfers at a bank that signs nothing."""

    def setUp(self):
        self.at = Workspace(PROGRAMS)  # made with the shipped formats, beside which the samples lie
        self.addCleanup(self.at.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.pay_list("SP0001", self.at.rows(3))

    def pay_list(self, code, rows):
        path = self.at.write_rows(code, rows)
        self.at.cover_command(path, code, profile="cn-batch-gb18030", check=True)
        self.at.approve(path.with_suffix("").with_suffix(".cover.toml"))
        paid = self.at.pay().stdout
        files = sorted((self.at.home / "outbox").glob(f"*{code}F*.xml"))
        self.assertEqual(len(files), 1, paid)
        text = files[0].read_text("gb18030")
        self.message_id = re.search(r"<FileNo>(.*?)<", text)[1]
        self.batch = re.search(r"<BatchNo>(.*?)<", text)[1]
        self.transfers = [dict(zip(("number", "reference", "name", "account"), found))
                          for found in re.findall(r'<Row No="(\d+)"><Ref>(.*?)</Ref><Name>(.*?)</Name><Account>(.*?)</Account>', text.replace("\n", ""))]
        self.references = [transfer["reference"] for transfer in self.transfers]

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

    def write(self, rows, name="result.csv"):
        path = self.folder / name
        path.write_text(delimited(rows), "utf-8")
        return path


class Results(Paid):
    """What the bank says of a file's rows by our references, settled."""

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

    def test_movements_without_a_serial_are_for_people_and_settle_nothing(self):
        path = self.folder / "movements.csv"
        path.write_text("IBAN;DE02120300000000202051\nBuchungstag;Betrag;Saldo\n20.01.2026;-1,00;9,00\n", "utf-8")
        done = self.reconcile(path)
        self.assertIn("bank_file.unknown_format", done.stdout)
        self.assertEqual(set(self.states()), {"delivered"})


class KeyedResults(Paid):
    """Results whose rows carry no reference of ours."""

    def numbered(self, words=("已入账", "未入账", "处理中"), message_id=None, account=True):
        heading = ["文件内序号", "发生额", "入账结果", "未入账原因"] + (["入账账号"] if account else [])
        rows = [[transfer["number"], "500.00", word, "户名不符" if word == "未入账" else ""] + ([transfer["account"]] if account else [])
                for transfer, word in zip(self.transfers, words)]
        return [["代发文件号", self.message_id if message_id is None else message_id], heading, *rows]

    def payees(self, words=("代发成功", "代发失败", "代发成功")):
        return [["代发批号", self.message_id], ["收款人账号", "收款人户名", "代发金额", "代发状态", "失败说明"],
                *([transfer["account"], transfer["name"], "500.00", word, ""] for transfer, word in zip(self.transfers, words))]

    def test_rows_known_by_their_number_settle_in_any_order(self):
        rows = self.numbered()
        self.check_settled(self.write(rows[:2] + rows[:1:-1]))

    def test_a_row_of_another_account_is_told_with_its_place_and_its_neighbours_are_settled(self):
        rows = self.numbered()
        rows[2][4] = self.transfers[1]["account"]
        done = self.reconcile(self.write(rows))
        self.assertIn("result.csv:3:1: transfer.unknown: '1'", done.stdout)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.states(), ["delivered", "rejected", "bank_received"])

    def test_without_accounts_one_row_that_does_not_fit_leaves_all_to_people(self):
        rows = self.numbered(account=False)
        rows[3][0] = "4"
        done = self.reconcile(self.write(rows))
        self.assertIn("result.csv:4:1: transfer.unknown: '4'", done.stdout)
        self.assertEqual(self.states(), ["delivered"] * 3)

    def test_a_table_of_another_number_or_sum_than_the_file_moves_nothing(self):
        done = self.reconcile(self.write(self.numbered()[:-1], "short.csv"))
        self.assertIn(f"short.csv: bank_file.totals: '{self.message_id}': the file says 3 and its rows hold 2", done.stdout)
        rows = self.numbered()
        rows[2][1] = "400.00"
        done = self.reconcile(self.write(rows, "other.csv"))
        self.assertIn(f"other.csv: bank_file.totals: '{self.message_id}': the file says 1,500.00 and its rows hold 1,400.00", done.stdout)
        self.assertEqual(self.states(), ["delivered"] * 3)

    def test_a_file_that_the_table_does_not_name_is_the_only_one_it_can_be(self):
        self.check_settled(self.write(self.numbered(message_id="")))

    def test_of_two_files_alike_a_table_without_name_answers_none(self):
        first = self.references
        self.pay_list("SP0002", self.at.rows(6)[3:])
        done = self.reconcile(self.write(self.numbered(message_id="")))
        self.assertIn("result.csv: transfer.ambiguous: '1,500.00'", done.stdout)
        self.assertEqual(done.returncode, 1)
        self.assertEqual(self.states(), ["delivered"] * 3)
        self.references = first
        self.assertEqual(self.states(), ["delivered"] * 3)

    def test_a_table_of_a_file_that_is_not_ours_is_told(self):
        done = self.reconcile(self.write(self.numbered(message_id="SP0009F10001")))
        self.assertIn("result.csv: transfer.unknown: 'SP0009F10001'", done.stdout)
        self.assertEqual(self.states(), ["delivered"] * 3)

    def fixed(self, words=("0000", "9999", "0001")):
        """As cn-fixed-result has it: places in bytes of GB 18030."""
        def cell(text, width):
            return text.encode("gb18030").ljust(width)
        head = cell("DFJG", 4) + cell(self.message_id, 16) + b"00000003" + b"%018d" % 150000
        rows = [b"D%08d" % int(transfer["number"]) + cell(transfer["account"], 32) + cell(transfer["name"], 60) + b"%018d" % 50000 + cell(word, 4) +
                cell("户名不符" if word == "9999" else "", 40) for transfer, word in zip(self.transfers, words)]
        return [head, *rows]

    def test_text_of_fixed_columns_settles_its_rows(self):
        path = self.folder / "result.txt"
        path.write_bytes(b"\r\n".join(self.fixed()) + b"\r\n")
        self.check_settled(path)

    def test_fixed_columns_with_a_row_lost_or_shifted_move_nothing(self):
        path = self.folder / "result.txt"
        lines = self.fixed()
        path.write_bytes(b"\n".join(lines[:-1]))
        self.assertIn("bank_file.totals: '': the file says 00000003 and its rows hold 2", self.reconcile(path).stdout)
        path.write_bytes(b"\n".join([*lines[:2], lines[2][:50] + lines[2][51:], lines[3]]))
        self.assertRegex(self.reconcile(path).stdout, r"result\.txt:3:\d+: (bank_file\.malformed|amount\.)")
        self.assertEqual(self.states(), ["delivered"] * 3)

    def test_a_packed_table_settles_like_a_plain_one(self):
        plain = self.write(self.numbered(), "result.csv").read_bytes()
        book = self.folder / "result.xlsx"
        workbook(book, self.numbered())
        for name, inside in (("text.zip", plain), ("book.zip", book.read_bytes())):
            with zipfile.ZipFile(self.folder / name, "w") as archive:
                archive.writestr("read me.txt", "nothing")
                archive.writestr("inside", inside)
        (self.folder / "text.gz").write_bytes(gzip.compress(plain))
        kept = self.at.home.with_name("kept")
        shutil.copytree(self.at.home, kept)
        for name in ("text.zip", "book.zip", "text.gz", "result.xlsx"):
            with self.subTest(name):
                shutil.rmtree(self.at.home)
                shutil.copytree(kept, self.at.home)
                self.check_settled(self.folder / name)

    def test_rows_known_by_their_payee_settle_in_any_order(self):
        rows = self.payees()
        done = self.reconcile(self.write(rows[:2] + rows[:1:-1]))
        self.assertEqual(self.states(), ["bank_accepted", "rejected", "bank_accepted"], done.stdout)

    def test_a_payee_of_another_name_is_told_without_its_account(self):
        rows = self.payees()
        rows[3][1] = "某某"
        done = self.reconcile(self.write(rows))
        self.assertIn(f"result.csv:4:1: transfer.unknown: '...{rows[3][0][-4:]}'", done.stdout)
        self.assertNotIn(rows[3][0], done.stdout)
        self.assertEqual(self.states(), ["bank_accepted", "delivered", "bank_accepted"])


if __name__ == "__main__":
    unittest.main()
