#!/usr/bin/env python3
"""Files as portals take them: the same rows and sums as the signed file, and copies of them compared.

usage: ALMONER_PROGRAMS=build/release tests/profiles/test_renderings.py [unittest options]
"""

import csv
import decimal
import hashlib
import io
import os
import pathlib
import re
import shutil
import sys
import tempfile
import tomllib
import unittest
import xml.etree.ElementTree as tree
import zipfile

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE / "tests/night"))
from workspace import NIGHT, PROGRAMS, Workspace, almoner  # noqa: E402

PAIN = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}
SHEET = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
SHEET_FILE = "xl/worksheets/sheet1.xml"
MADE_UP = """name = "River Bank's counter"
kind = "delimited"
extension = "tab"
separator = "tab"
encoding = "GB18030"
headings = false
foot = [["{message_id}", "{control_sum}"]]

[[column]]
heading = "who"
value = "{creditor_name}"
[[column]]
heading = "where"
value = "{creditor_account}"
[[column]]
heading = "how much"
value = "{amount}"
[[column]]
heading = "why"
value = "No. {transfer_number}: {remittance}"
"""


def signed_rows(file):
    """[(account, name, amount)] of a transfer file, and its CtrlSum."""
    root = tree.fromstring(file.read_bytes())
    text = lambda element, path: element.find(path, PAIN).text
    rows = [(text(one, "p:CdtrAcct/p:Id/p:Othr/p:Id"), text(one, "p:Cdtr/p:Nm"), text(one, "p:Amt/p:InstdAmt")) for one in root.findall(".//p:CdtTrfTxInf", PAIN)]
    return rows, text(root, ".//p:GrpHdr/p:CtrlSum")


def sheet_rows(file):
    """Every row of the first sheet as texts, by a reader that knows nothing of the program's."""
    with zipfile.ZipFile(file) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = ["".join(part.text or "" for part in one.iter(f"{{{SHEET['s']}}}t")) for one in tree.fromstring(book.read("xl/sharedStrings.xml"))]
        rows = []
        for row in tree.fromstring(book.read(SHEET_FILE)).findall(".//s:row", SHEET):
            cells = []
            for cell in row.findall("s:c", SHEET):
                column = 0
                for letter in re.match("[A-Z]+", cell.get("r"))[0]:
                    column = column * 26 + ord(letter) - 64
                value = cell.find("s:v", SHEET)
                text = shared[int(value.text)] if cell.get("t") == "s" else "".join(part.text or "" for part in cell.iter(f"{{{SHEET['s']}}}t"))
                cells += [""] * (column - 1 - len(cells)) + [text or (value.text if value is not None else "")]
            rows.append(cells)
        return rows


def saved_again(file, copy, change):
    """The workbook as another program would pack it, its sheet changed."""
    with zipfile.ZipFile(file) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as other:
        for name in reversed(book.namelist()):
            content = book.read(name)
            other.writestr(name, change(content.decode()) if name == SHEET_FILE else content)
    return copy


class Portal(unittest.TestCase):
    """A workspace whose bank takes a rendering."""

    def use(self, rendering, text=None):
        """Formats of which only data differ: a profile `portal` with that rendering."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.formats = pathlib.Path(folder.name) / "formats"
        shutil.copytree(HERE / "formats", self.formats)
        for beside in ("samples", "keys"):  # what `init` looks for beside the formats
            (self.formats.parent / beside).symlink_to(HERE / beside)
        profile = (self.formats / "profiles/testbank-cn.toml").read_text("utf-8")
        profile = re.sub(r"(?m)^# rendering = .*$", f'rendering = "{rendering}"', profile)
        (self.formats / "profiles/portal.toml").write_text(profile, "utf-8")
        if text:
            (self.formats / f"renderings/{rendering}.toml").write_text(text, "utf-8")
        os.environ["ALMONER_FORMATS"] = str(self.formats)
        self.addCleanup(os.environ.pop, "ALMONER_FORMATS", None)

    def workspace(self, rows):
        """With one list of so many rows, covered for that profile and approved."""
        at = Workspace(PROGRAMS)
        self.addCleanup(at.close)
        path = at.write_rows("list", at.rows(rows))
        at.run("almoner", "cover", str(path), "--code", "SP0001", "--programme", "relief", "--fund", "fund", "--execution-date", "2026-01-20", "--maker", "li.na",
               "--key", str(at.home / "keys/private/li.na.key"), "--profile", "portal", "--debtor-account", "p01", "--now", NIGHT, check=True)
        at.approve(path.with_suffix("").with_suffix(".cover.toml"))
        return at

    def paid(self, rows=5):
        at = self.workspace(rows)
        done = at.pay()
        self.assertEqual(done.returncode, 0, done.stdout)
        return at

    def compare(self, at, copy, *more):
        return at.run("almoner", "compare", str(copy), *more)


class Kinds(Portal):
    def test_a_workbook_holds_the_rows_of_the_signed_file_as_text(self):
        self.use("cn-portal-workbook")
        at = self.paid()
        rows, total = signed_rows(at.home / "outbox/SP0001F10001.xml")
        sheet = sheet_rows(at.home / "outbox/SP0001F10001.xlsx")
        self.assertEqual(sheet[0], ["批次号", "SP0001F10001", "笔数", "5", "总金额", total])
        self.assertEqual([(row[1], row[2], row[4]) for row in sheet[2:]], rows)
        with zipfile.ZipFile(at.home / "outbox/SP0001F10001.xlsx") as book:
            self.assertNotIn("<v>", book.read(SHEET_FILE).decode(), "no cell is a number")
            self.assertEqual({entry.date_time[0] for entry in book.infolist()}, {1980}, "nothing tells the clock")
        self.assertEqual(hashlib.sha256((at.home / "outbox/SP0001F10001.xlsx").read_bytes()).digest(),
                         hashlib.sha256((at.home / "archive/files/SP0001F10001.xlsx").read_bytes()).digest())

    def test_fixed_text_has_its_places_in_bytes_of_gb18030(self):
        self.use("cn-portal-text")
        at = self.paid()
        rows, total = signed_rows(at.home / "outbox/SP0001F10001.xml")
        lines = (at.home / "outbox/SP0001F10001.txt").read_bytes().split(b"\r\n")
        self.assertEqual([len(line) for line in lines], [192] * 6 + [0])
        read = [(line[20:55].decode("gb18030").strip(), line[55:177].decode("gb18030").strip(), line[177:].decode("gb18030").strip()) for line in lines[1:-1]]
        self.assertEqual(read, [(account, name, amount.replace(".", "")) for account, name, amount in rows])
        self.assertEqual(lines[0][:20].decode("gb18030").strip(), "HSP0001F10001")
        self.assertEqual(lines[0][177:].decode().strip(), total.replace(".", ""))
        self.assertEqual(self.compare(at, at.home / "outbox/SP0001F10001.txt").returncode, 0)

    def test_a_value_wider_than_its_column_stops_the_file_and_nothing_goes_out(self):
        text = (HERE / "formats/renderings/cn-portal-text.toml").read_text("utf-8").replace("width = 122", "width = 3")
        self.use("narrow", text)
        at = self.workspace(2)
        done = at.pay()
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("rendering.width", done.stdout)
        self.assertEqual(list((at.home / "outbox").iterdir()), [])

    def test_a_made_up_rendering_is_added_by_data_alone(self):
        self.use("river", MADE_UP)
        at = self.paid(3)
        rows, total = signed_rows(at.home / "outbox/SP0001F10001.xml")
        text = (at.home / "outbox/SP0001F10001.tab").read_bytes().decode("gb18030")
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
        self.assertEqual([(row[1], row[0], row[2]) for row in read[:3]], rows)
        self.assertEqual(read[0][3], "No. 1: relief")
        self.assertEqual(read[3], ["SP0001F10001", total])
        self.assertEqual(self.compare(at, at.home / "outbox/SP0001F10001.tab").returncode, 0)

    def test_a_misspelt_field_is_told_and_a_rendering_without_account_is_none(self):
        self.use("river", MADE_UP.replace("{remittance}", "{remitance}"))
        done = self.workspace(2).pay()
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("renderings/river.toml: template.name_unknown: 'remitance'", done.stdout)
        self.use("river", MADE_UP.replace('"{creditor_account}"', '"account {creditor_account}"'))
        done = self.workspace(2).pay()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("settings.value: 'creditor_account creditor_iban'", done.stdout)


class Copies(Portal):
    def setUp(self):
        self.use("cn-portal-workbook")
        self.at = self.paid()
        self.file = self.at.home / "outbox/SP0001F10001.xlsx"
        self.rows, _ = signed_rows(self.at.home / "outbox/SP0001F10001.xml")

    def copy(self, change, name="SP0001F10001-copy.xlsx"):
        return saved_again(self.file, self.at.home / name, change)

    def test_a_copy_with_one_changed_cell_is_refused_with_its_place(self):
        account = self.rows[2][0]
        done = self.compare(self.at, self.copy(lambda sheet: sheet.replace(account, account[:-1] + str((int(account[-1]) + 1) % 10))))
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("SP0001F10001-copy.xlsx!代发明细:5:2: rendering.differs", done.stdout)
        self.assertNotIn(account[:-1], done.stdout)

    def test_a_copy_saved_by_a_spreadsheet_with_amounts_as_numbers_is_the_same(self):
        numbers = lambda sheet: re.sub(r'<c r="(E\d+)" s="\d+" t="inlineStr"><is><t>([\d.]+)</t></is></c>', lambda cell: f'<c r="{cell[1]}"><v>{float(cell[2]):g}</v></c>', sheet)
        copy = self.copy(numbers)
        self.assertIn("<v>500</v>", zipfile.ZipFile(copy).read(SHEET_FILE).decode())
        done = self.compare(self.at, copy)
        self.assertEqual((done.returncode, done.stdout), (0, "SP0001F10001-copy.xlsx: 7 rows, the same as released for SP0001F10001\n"))

    def test_a_row_less_and_a_row_more_are_refused(self):
        last = lambda sheet: re.sub(r'<row r="7".*?</row>', "", sheet)
        self.assertEqual(self.compare(self.at, self.copy(last)).returncode, 1)
        more = lambda sheet: sheet.replace("</sheetData>", '<row r="9"><c r="A9" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')
        done = self.compare(self.at, self.copy(more))
        self.assertEqual(done.returncode, 1)
        self.assertIn(":9:", done.stdout)

    def test_a_copy_under_another_name_is_told_by_its_message(self):
        other = self.copy(lambda sheet: sheet, "for-the-bank.xlsx")
        done = self.compare(self.at, other)
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("rendering.unknown", done.stdout)
        self.assertEqual(self.compare(self.at, other, "--of", "SP0001F10001").returncode, 0)

    def test_a_changed_original_compares_nothing(self):
        kept = self.at.home / "archive/files/SP0001F10001.xlsx"
        bytes_before = kept.read_bytes()
        saved_again(self.file, kept, lambda sheet: sheet.replace(self.rows[0][0], self.rows[1][0]))
        done = self.compare(self.at, self.copy(lambda sheet: sheet.replace(self.rows[0][0], self.rows[1][0])))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("rendering.original", done.stdout)
        kept.write_bytes(bytes_before)


class CityUnion(Portal):
    """23,160 cards in 24 files."""

    def test_the_renderings_hold_the_rows_and_sums_of_the_signed_files(self):
        self.use("cn-portal-workbook")
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder) / "relief"
            self.assertEqual(almoner("init", home, "--sample", "p04-city-union").returncode, 0)
            ours = lambda *words: almoner(*words, "--home", home)
            digest = lambda path: hashlib.sha256(path.read_bytes()).hexdigest()
            covers = sorted((home / "inbox/lists").glob("*.cover.toml"))
            for cover in covers:
                text = cover.read_text("utf-8")
                programme = home / f"programmes/{tomllib.loads(text)['programme']}.toml"
                packs = tomllib.loads(programme.read_text("utf-8")).get("rules", ["general"])
                settings = f"programme {digest(programme)}\nprofile {digest(self.formats / 'profiles/portal.toml')}\n"
                settings += "".join(f"rules {pack} {digest(self.formats / f'rules/{pack}.toml')}\n" for pack in packs)
                text = re.sub(r'settings_sha256 = "\w+"', f'settings_sha256 = "{hashlib.sha256(settings.encode()).hexdigest()}"', text)
                cover.write_text(text.replace('profile = "testbank-cn"', 'profile = "portal"'), "utf-8")
            for person in ("sun.li", "zhou.yan"):
                ours("seal", "--as", person, "--key", home / f"keys/private/{person}.key")
            for person in ("li.na", "wang.jun", "zhao.min"):
                ours("approve", *covers, "--as", person, "--key", home / f"keys/private/{person}.key")
            done = ours("pay", "--now", "2026-01-16T01:00:00Z")
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            files = sorted((home / "outbox").glob("*.xml"))
            whole = decimal.Decimal(0)
            for file in files:
                rows, total = signed_rows(file)
                sheet = sheet_rows(file.with_suffix(".xlsx"))[2:]
                self.assertEqual([(row[1], row[2], row[4]) for row in sheet], rows, file.name)
                self.assertEqual(sum(decimal.Decimal(row[4]) for row in sheet), decimal.Decimal(total))
                whole += decimal.Decimal(total)
            self.assertEqual((len(files), whole), (25, decimal.Decimal("13300000.00")))
            self.assertEqual(ours("compare", *[file.with_suffix(".xlsx") for file in files]).returncode, 0)
            self.assertEqual(ours("audit", "verify").returncode, 0)


if __name__ == "__main__":
    unittest.main()
