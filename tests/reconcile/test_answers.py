#!/usr/bin/env python3
"""Reads the invented answers of tests/vectors/answers with `almoner statement --json`, plain and packed, and makes others
from them that must end in a clear error."""

import gzip
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests/vectors/answers"
PROGRAM = pathlib.Path(os.environ.get("ALMONER_PROGRAMS", ROOT / "build/dev")) / "almoner"


def run(path):
    return subprocess.run([PROGRAM, "statement", path, "--json"], capture_output=True, timeout=60, check=False)


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


class Answers(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def vectors(self):
        files = sorted(path for path in VECTORS.iterdir() if path.suffix not in (".expected", ".md"))
        self.assertGreater(len(files), 20)
        return files

    def check(self, path, expected):
        outcome = run(path)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        told = lines(outcome.stdout.decode("utf-8"))
        self.assertEqual(len(told), len(expected))
        for line, wanted in zip(told, expected):
            self.assertEqual({key: line[key] for key in wanted}, wanted)
        return outcome

    def test_every_answer_says_what_is_expected_plain_and_packed(self):
        for path in self.vectors():
            expected = lines(pathlib.Path(f"{path}.expected").read_text("utf-8"))
            content = path.read_bytes()
            with self.subTest(path.name):
                self.check(path, expected)
            with self.subTest(path.name, packed="gzip"):
                packed = self.folder / path.name
                packed.write_bytes(gzip.compress(content[:100]) + gzip.compress(content[100:]))
                self.check(packed, expected)
            with self.subTest(path.name, packed="zip"):
                with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                    archive.writestr("in/answer", content)
                    archive.writestr("__MACOSX/in/._answer", b"\0\5\26\7")
                self.check(packed, expected)

    def test_statements_of_an_archive_are_numbered_on(self):
        path = self.folder / "two.zip"
        names = ("camt.053.001.08.xml", "mt940-german.sta")
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, (VECTORS / name).read_bytes())
            archive.writestr("guide.pdf", b"%PDF-1.7")
        outcome = run(path)
        heads = [line for line in lines(outcome.stdout) if line["type"] == "statement"]
        self.assertEqual([line["statement"] for line in heads], [1, 2, 3])
        self.assertIn(b"two.zip!guide.pdf: bank_file.unknown_format", outcome.stderr)
        self.assertEqual(outcome.returncode, 0)

    def test_a_file_cut_off_anywhere_ends_in_an_answer_or_a_clear_error(self):
        for path in self.vectors():
            content = path.read_bytes().rstrip()
            cut = self.folder / path.name
            for end in range(0, len(content), max(1, len(content) // 12)):
                cut.write_bytes(content[:end])
                with self.subTest(path.name, end=end):
                    outcome = run(cut)
                    self.assertIn(outcome.returncode, (0, 1))
                    if outcome.returncode == 1:
                        self.assertRegex(outcome.stderr.decode("utf-8"), r"[a-z_]+\.[a-z_]+: ")
                    if path.suffix == ".xml" and "several" not in path.name:
                        self.assertEqual(outcome.returncode, 1, "half an XML document is no shorter one")

    def test_what_does_harm_is_refused(self):
        document = (VECTORS / "camt.053.001.08.xml").read_text("utf-8")
        body = document[document.index("<Document"):]
        cases = {
            "document.attack": "<!DOCTYPE Document [<!ENTITY a 'x'>]>" + body,
            "document.malformed": body.replace("</Amt>", "", 1),
            "bank_file.malformed": body.replace("</Ntry>", "", 1),
            "bank_file.unknown_format": "<Document><Invoice/></Document>",
        }
        for code, text in cases.items():
            path = self.folder / "bad.xml"
            path.write_text(text, "utf-8")
            with self.subTest(code):
                outcome = run(path)
                self.assertEqual(outcome.returncode, 1)
                self.assertIn(f" {code}: ", outcome.stderr.decode("utf-8"))

    def test_what_breaks_its_form_is_read_and_told_on_standard_error(self):
        outcome = run(VECTORS / "camt.053-no-frame.xml")
        self.assertEqual(outcome.returncode, 0)
        self.assertIn(b"bank_file.form: 'entry outside of a statement'", outcome.stderr)
        self.assertEqual(run(VECTORS / "mt940-german.sta").stderr, b"")
        self.assertIn(b":62F: missing", run(VECTORS / "mt940-nasty.sta").stderr)

    def test_a_new_version_of_a_message_is_read_by_data_alone(self):
        formats = self.folder / "formats"
        shutil.copytree(ROOT / "formats", formats)
        os.environ["ALMONER_FORMATS"] = str(formats)
        self.addCleanup(os.environ.pop, "ALMONER_FORMATS")
        # The version after next: another element for the message, and amounts one element deeper.
        old = VECTORS / "camt.053.001.08.xml"
        text = old.read_text("utf-8").replace("camt.053.001.08", "camt.053.001.15").replace("BkToCstmrStmt>", "BkToCstmrStmtV15>")
        text = re.sub(r'<Amt Ccy="(\w+)">([\d.]+)</Amt>', r'<Amt><Val Ccy="\1">\2</Val></Amt>', text)
        path = self.folder / "statement"
        path.write_text(text, "utf-8")
        before = run(path)
        self.assertIn(b"bank_file.form: 'entry.amount'", before.stderr)  # read as far as it is known
        file = formats / "messages/camt.053.001.08/reading.toml"
        reading = file.read_text("utf-8").replace('"Amt"', '"Amt|Amt/Val"').replace('"Amt/@Ccy', '"Amt/@Ccy|Amt/Val/@Ccy').replace('"Amt|AmtDtls', '"Amt|Amt/Val|AmtDtls')
        for child in ("GrpHdr", "Stmt"):
            reading = reading.replace(f'"BkToCstmrStmt/{child}|', f'"BkToCstmrStmt/{child}|BkToCstmrStmtV15/{child}|')
        file.write_text(reading, "utf-8")
        after = self.check(path, lines(pathlib.Path(f"{old}.expected").read_text("utf-8")))
        self.assertNotIn(b"amount", after.stderr)
        self.assertNotEqual(before.stdout, after.stdout)


if __name__ == "__main__":
    unittest.main()
