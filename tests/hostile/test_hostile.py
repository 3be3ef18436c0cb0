#!/usr/bin/env python3
"""Lists made to do harm. Each ends in a clear error, in bounded memory and time, and none is kept: they are made here.

Needs ALMONER_READ_TABLE, the program of bench/read_table.cpp; ALMONER_SANITIZE names the sanitizers, which take memory of their own.
"""

import io
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ["ALMONER_READ_TABLE"]
SANITIZED = bool(os.environ.get("ALMONER_SANITIZE"))
MOST_MEGABYTES = 150  # the product's own bound for lists of any size
MOST_SECONDS = 120  # a limit that is missed is missed by hours

HEADING = "姓名,账号,金额\n"
LINE = "张三,6299990000000007751,500\n"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def cell(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


GOOD_ROWS = ('<row r="1">' + cell("A1", "姓名") + cell("B1", "账号") + cell("C1", "金额") + "</row>"
             '<row r="2">' + cell("A2", "张三") + cell("B2", "6299990000000007751") + '<c r="C2"><v>500</v></c></row>')


def parts(rows=GOOD_ROWS, sheets=1, behind=""):
    """The parts of a workbook whose every sheet has these rows."""
    names = "".join(f'<sheet name="S{number}" r:id="r{number}"/>' for number in range(1, sheets + 1))
    targets = "".join(f'<Relationship Id="r{number}" Target="worksheets/sheet{number}.xml"/>' for number in range(1, sheets + 1))
    made = {"xl/workbook.xml": f'<workbook xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f"<Relationships>{targets}</Relationships>"}
    made.update({f"xl/worksheets/sheet{number}.xml": f"<worksheet><sheetData>{rows}</sheetData>{behind}</worksheet>" for number in range(1, min(sheets, 40) + 1)})
    return made


def filler(length):
    """Text that packs no better than most."""
    return random.Random(1).randbytes(length // 2 + 1).hex()[:length]


def packed(made, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in made.items():
            with archive.open(zipfile.ZipInfo(name) if options else name, "w", **options) as part:
                part.write(text if isinstance(text, bytes) else text.encode())
    return stream.getvalue()


def with_part(name, text):
    return packed({**parts(), name: text})


def sheet_of(rows, behind=""):
    return packed(parts(rows, behind=behind))


def one_cell(inside, attributes='r="A3"'):
    return sheet_of(f'{GOOD_ROWS}<row r="3"><c {attributes}>{inside}</c></row>')


def patched(archive, offset_in_central, form, value, offset_in_local=None):
    """Every header of the archive says `value` there."""
    data = bytearray(archive)
    for mark, offset in ((b"PK\x01\x02", offset_in_central), (b"PK\x03\x04", offset_in_local)):
        at = data.find(mark)
        while offset is not None and at >= 0:
            struct.pack_into(form, data, at + offset, value)
            at = data.find(mark, at + 4)
    return bytes(data)


def overlapping():
    """Thirty-six names, all of them of one packed part (David Fifield, A better zip bomb, 2019)."""
    archive = packed({**parts(sheets=36), "xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 15_000_000 + b"</worksheet>"})
    data = bytearray(archive)
    first = archive.find(b"xl/worksheets/sheet1.xml", archive.find(b"PK\x01\x02")) - 46
    facts, offset = data[first + 16:first + 28], data[first + 42:first + 46]
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        if data[at + 46:].startswith(b"xl/worksheets/"):
            data[at + 16:at + 28], data[at + 42:at + 46] = facts, offset
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def entities(depth=30):
    lines = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, depth))
    return f'<!DOCTYPE sst [<!ENTITY e0 "lol">{lines}]><sst><si><t>&e{depth - 1};</t></si></sst>'


FILES = {
    # name: (how it is made, what is told first)
    "empty": (lambda: b"", "list.empty"),
    "blank lines only": (lambda: b"\n" * 5_000_000, "list.empty"),
    "zero bytes in a cell": (lambda: (HEADING + "张\0三,1,2\n").encode(), "sheet.encoding"),
    "broken UTF-8": (lambda: HEADING.encode() + b"\xc3(\xff,1,2\n", "sheet.encoding"),
    "an endless line": (lambda: HEADING.encode() + b"a" * 64_000_000, "sheet.too_long"),
    "an endless quote": (lambda: HEADING.encode() + b'"' + b"a\n" * 20_000_000, "sheet.too_long"),
    "an unclosed quote": (lambda: (HEADING + LINE + '"张三,1,2\n').encode(), "sheet.quote"),
    "ten million columns": (lambda: HEADING.encode() + b"," * 10_000_000, "sheet.too_long"),
    "ten million columns above the heading": (lambda: b"a," * 10_000_000 + b"\n" + HEADING.encode(), "sheet.too_long"),
    "half a character of UTF-16": (lambda: b"\xff\xfe" + (HEADING + LINE).encode("utf-16-le") + b"\x00", "sheet.encoding"),
    "surrogates alone": (lambda: b"\xff\xfe" + HEADING.encode("utf-16-le") + b"\x00\xd8" * 9 + b"\n\x00", "sheet.encoding"),
    "a bomb of blanks": (lambda: packed({**parts(), "xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 100_000_000}), "sheet.workbook"),
    "texts without end": (lambda: with_part("xl/sharedStrings.xml", "<sst>" + filler(1_000_000) + "<si/>" * 11_000_000), "sheet.too_long"),
    "parts that overlap": (overlapping, "sheet.workbook"),
    "twenty thousand parts": (lambda: packed({**parts(), **{f"x/{number}": "" for number in range(20_000)}}), "sheet.workbook"),
    "two parts of one name": (lambda: packed({**parts(), "XL/workbook.xml": "<workbook/>"}), "sheet.workbook"),
    "another checksum": (lambda: patched(packed(parts()), 16, "<I", 7), "sheet.workbook"),
    "another packed size": (lambda: patched(packed(parts()), 20, "<I", 2**31), "sheet.workbook"),
    "encrypted parts": (lambda: patched(packed(parts()), 8, "<H", 1, 6), "sheet.workbook"),
    "an unknown compression": (lambda: patched(packed(parts()), 10, "<H", 99, 8), "sheet.workbook"),
    "half an archive": (lambda: packed(parts())[:700], "sheet.workbook"),
    "an archive without its end": (lambda: packed(parts())[:-1], "sheet.workbook"),
    "entities in the texts": (lambda: with_part("xl/sharedStrings.xml", entities()), "sheet.workbook"),
    "a DOCTYPE in the workbook": (lambda: with_part("xl/workbook.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><workbook/>'), "sheet.workbook"),
    "a DOCTYPE in the relations": (lambda: with_part("xl/_rels/workbook.xml.rels", "<!DOCTYPE a><Relationships/>"), "sheet.workbook"),
    "a DOCTYPE in the styles": (lambda: with_part("xl/styles.xml", "<!DOCTYPE a><styleSheet/>"), "sheet.workbook"),
    "a column too far": (lambda: one_cell("<v>1</v>", 'r="XFD3"'), "sheet.too_long"),
    "a column beyond any": (lambda: one_cell("<v>1</v>", 'r="ZZZZZZZZZZZZZZZZZZ3"'), "sheet.too_long"),
    "a cell without a column": (lambda: one_cell("<v>1</v>", 'r="3"'), "sheet.workbook"),
    "cells without end": (lambda: sheet_of(GOOD_ROWS + '<row r="3">' + "".join(f"<c><v>{number * 7919 % 100_003}</v></c>" for number in range(500_000)) + "</row>"), "sheet.too_long"),
    "cells out of order": (lambda: sheet_of(GOOD_ROWS + '<row r="3">' + cell("B3", "x") + cell("A3", "y") + "</row>"), "sheet.workbook"),
    "the same cell twice": (lambda: sheet_of(GOOD_ROWS + '<row r="3">' + cell("A3", "x") + cell("A3", "y") + "</row>"), "sheet.workbook"),
    "a row beyond the last": (lambda: sheet_of(GOOD_ROWS + '<row r="1048577"/>'), "sheet.workbook"),
    "a row beyond any": (lambda: sheet_of(GOOD_ROWS + '<row r="99999999999999999999999"/>'), "sheet.workbook"),
    "a row below none": (lambda: sheet_of(GOOD_ROWS + '<row r="-1"/>'), "sheet.workbook"),
    "a row twice": (lambda: sheet_of(GOOD_ROWS + '<row r="2"/>'), "sheet.workbook"),
    "a text that is not there": (lambda: one_cell("<v>7</v>", 'r="A3" t="s"'), "sheet.workbook"),
    "a text below none": (lambda: one_cell("<v>-1</v>", 'r="A3" t="s"'), "sheet.workbook"),
    "a text of no number": (lambda: one_cell("<v>0x</v>", 'r="A3" t="s"'), "sheet.workbook"),
    "a cell without end": (lambda: one_cell("<is><t>" + filler(10_000_000) + "</t></is>", 'r="A3" t="inlineStr"'), "sheet.too_long"),
    "a shared text without end": (lambda: with_part("xl/sharedStrings.xml", "<sst><si><t>" + filler(10_000_000) + "</t></si></sst>"), "sheet.too_long"),
    "a row of a megabyte": (lambda: sheet_of(GOOD_ROWS + "<row>" + f'<c t="str"><v>{"x" * 30_000}</v></c>' * 60 + "</row>"), "sheet.too_long"),
    "deep nesting": (lambda: sheet_of(GOOD_ROWS + "<a>" * 3_000_000), "sheet.workbook"),
    "a giant attribute": (lambda: one_cell("<v>1</v>", f'r="{filler(10_000_000)}"'), "sheet.workbook"),
    "a giant comment": (lambda: sheet_of(GOOD_ROWS + "<!--" + filler(10_000_000) + "-->"), "sheet.workbook"),
    "a million sheets": (lambda: packed(parts(sheets=1_000_000)), "sheet.workbook"),
    "thirty-seven sheets": (lambda: packed(parts(sheets=37)), "sheet.too_long"),
    "merged cells without end": (lambda: sheet_of(GOOD_ROWS, "<mergeCells>" + '<mergeCell ref="A1:A9"/>' * 200_000 + "</mergeCells>"), "sheet.too_long"),
    "a zero byte in a part": (lambda: one_cell("<v>1\0</v>"), "sheet.workbook"),
    "broken UTF-8 in a part": (lambda: packed({**parts(), "xl/worksheets/sheet1.xml": b"<worksheet>\xff</worksheet>"}), "sheet.workbook"),
    "a program": (lambda: with_part("xl/vbaProject.bin", "x"), "sheet.macro"),
    "a link to another file": (lambda: with_part("xl/externalLinks/externalLink1.xml", "<a/>"), "sheet.external_link"),
    "a sheet without a part": (lambda: with_part("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Target="../../../etc/passwd"/></Relationships>'), "sheet.workbook"),
    "no workbook at all": (lambda: packed({"a.txt": "x"}), "sheet.workbook"),
    "a compound file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000), "sheet.old_format"),
}


# A process of its own and small: a child's peak is never below that of the process it was forked from.
MEASURE = """import resource, subprocess, sys
if sys.argv[1] != "0":
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]), int(sys.argv[1])))
done = subprocess.run(sys.argv[3:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=int(sys.argv[2]))
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, done.stdout.decode())"""


class Outcome:
    """What the program told of a file, and what it needed."""

    def __init__(self, path):
        most_bytes = 0 if SANITIZED else 2 << 30
        done = subprocess.run([sys.executable, "-c", MEASURE, str(most_bytes), str(MOST_SECONDS), PROGRAM, str(ROOT / "formats"), str(path)],
                              stdout=subprocess.PIPE, text=True, check=True)
        code, megabytes, told = done.stdout.split(" ", 2)
        self.code, self.megabytes, self.told = int(code), float(megabytes), told.splitlines()


class Hostile(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def check_told(self, path, first, code=1):
        outcome = Outcome(path)
        self.assertEqual(outcome.code, code, outcome.told)
        self.assertEqual(outcome.told[0], first)
        if not SANITIZED:
            self.assertLess(outcome.megabytes, MOST_MEGABYTES)

    def test_each_file_ends_in_a_clear_error(self):
        for name, (make, first) in FILES.items():
            if SANITIZED and name == "texts without end":
                continue  # minutes, and nothing that others do not reach
            with self.subTest(name):
                path = self.folder / "list"
                path.write_bytes(make())
                self.check_told(path, first)

    def test_what_is_no_plain_file_is_not_opened(self):
        plain = self.folder / "plain.csv"
        plain.write_text(HEADING + LINE)
        (self.folder / "link.csv").symlink_to(plain)
        os.mkfifo(self.folder / "pipe.csv")
        for name in (self.folder / "link.csv", self.folder / "pipe.csv", self.folder, "/dev/zero"):
            with self.subTest(name):
                self.check_told(name, "file.not_regular")

    def test_a_line_of_gigabytes_is_given_up_long_before_its_end(self):
        path = self.folder / "sparse.csv"
        with path.open("wb") as file:
            file.write(HEADING.encode())
            file.truncate(1 << 40)
        self.check_told(path, "sheet.too_long")

    def test_what_looks_odd_and_is_sound_is_read(self):
        for name, archive in {"zip64": packed(parts(), force_zip64=True), "two sheets": packed(parts(sheets=2))}.items():
            with self.subTest(name):
                path = self.folder / "list"
                path.write_bytes(archive)
                self.check_told(path, f"{2 if name == 'two sheets' else 1} lines, 0 totals, {(6 + 19 + 3) * (2 if name == 'two sheets' else 1)} bytes", 0)

    def test_a_workbook_cut_anywhere_is_told(self):
        archive = packed(parts())
        for length in range(0, len(archive), 97):
            with self.subTest(length):
                path = self.folder / "list"
                path.write_bytes(archive[:length])
                outcome = Outcome(path)
                self.assertEqual(outcome.code, 1, outcome.told)
                self.assertIn(outcome.told[0], ("list.empty", "sheet.workbook", "sheet.encoding"))


if __name__ == "__main__":
    unittest.main()
