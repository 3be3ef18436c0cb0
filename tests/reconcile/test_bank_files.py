#!/usr/bin/env python3
"""Reads real banks' files with `almoner statement --json` and holds what it prints to other readers of the same bytes:
xmllint's counts, ElementTree for values, a regular expression for MT940. Sums of entries are held to the balances;
files in which these do not agree stand in docs/bank_files.md with the reason, and no others.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
from decimal import Decimal

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ROOT.parent / "shared" / "bankfiles"
SCHEMAS = ROOT.parent / "shared" / "xsd"
PROGRAM = pathlib.Path(os.environ.get("ALMONER_PROGRAMS", ROOT / "build/dev")) / "almoner"
TABLE = ROOT / "docs" / "bank_files.md"
SECONDS = 60

STATEMENTS = ("Stmt", "Rpt", "Ntfctn")
ONE_DETAIL = {"type", "statement", "entry", "detail", "entry_amount", "amount", "currency", "credit_debit", "status", "reversal",
              "booking_date", "value_date", "message_id", "payment_information_id", "instruction_id", "end_to_end_id", "uetr",
              "account_servicer_reference", "bank_transaction_code", "return_reason", "counterparty_name",
              "counterparty_account", "remittance", "batch_count"}
HEAD = {"type", "statement", "message", "id", "account", "currency", "electronic_sequence", "opening", "closing",
        "entry_count"}
STATUS = {"type", "level", "original_message_id", "original_payment_information_id", "end_to_end_id", "status", "reason",
          "additional_information"}


def run(path):
    return subprocess.run([PROGRAM, "statement", path, "--json"], capture_output=True, timeout=SECONDS, check=False)


def lines_of(outcome):
    return [json.loads(line) for line in outcome.stdout.decode("utf-8").splitlines()]


def of_type(lines, kind):
    return [line for line in lines if line["type"] == kind]


def files(*folders):
    return sorted(path for folder in folders for path in (FILES / folder).iterdir())


def local(element):
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def all_named(element, *names):
    return [one for one in element.iter() if local(one) in names]


def text_at(element, *paths):
    """Text at the first of the paths of local names that has any."""
    for path in paths:
        found = [element]
        for step in path.split("/"):
            found = [child for one in found for child in one if local(child) == step]
        for one in found:
            if (one.text or "").strip():
                return one.text.strip()
    return None


def known_differences():
    """(file, statement): as docs/bank_files.md has them."""
    rows = re.findall(r"^\| `([^`]+)` \| (\d+) \| (-?[\d.]+) \| .{20,} \|$", TABLE.read_text("utf-8"), re.M)
    return {(file, int(statement)): Decimal(difference) for file, statement, difference in rows}


def difference(head, entries):
    """How far opening and booked entries are over the closing balance; None where one is absent or no number."""
    numbers = [head["opening"], head["closing"]] + [entry["entry_amount"] for entry in entries]
    if not all(number and re.fullmatch(r"-?\d*\.?\d*", number) for number in numbers):
        return None
    total = Decimal(head["opening"])
    for entry in entries:
        if entry["status"] in ("BOOK", None):
            amount = Decimal(entry["entry_amount"])
            total += amount if entry["credit_debit"] == "CRDT" else -amount
    return total - Decimal(head["closing"])


class BankFiles(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.differences = {}

    def read(self, path):
        outcome = run(path)
        self.assertIn(outcome.returncode, (0, 1), outcome.stderr)
        if outcome.returncode == 1:
            self.assertRegex(outcome.stderr.decode("utf-8"), r"[a-z_]+\.[a-z_]+: ", "an error says its code")
        return outcome

    def check_shape(self, lines):
        keys = {"entry": ONE_DETAIL, "statement": HEAD, "status": STATUS}
        for line in lines:
            self.assertEqual(set(line), keys[line["type"]])

    def check_balances(self, path, lines):
        firsts = [line for line in of_type(lines, "entry") if line["detail"] in (None, 1)]
        for head in of_type(lines, "statement"):
            entries = [line for line in firsts if line["statement"] == head["statement"]]
            self.assertEqual(head["entry_count"], len(entries))
            self.assertEqual([line["entry"] for line in entries], list(range(1, len(entries) + 1)))
            found = difference(head, entries)
            if found:
                self.differences[(f"{path.parent.name}/{path.name}", head["statement"])] = found

    def check_entry(self, entry, line):
        amount = text_at(entry, "Amt")
        self.assertEqual(line["entry_amount"], amount)
        self.assertEqual(line["status"], text_at(entry, "Sts/Cd", "Sts"))
        self.assertEqual(line["booking_date"], text_at(entry, "BookgDt/Dt", "BookgDt/DtTm"))
        self.assertEqual(line["value_date"], text_at(entry, "ValDt/Dt", "ValDt/DtTm"))

    def check_detail(self, detail, line):
        amount = text_at(detail, "Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt")
        self.assertEqual(line["amount"], amount)
        for fact, path in (("end_to_end_id", "Refs/EndToEndId"), ("instruction_id", "Refs/InstrId"), ("uetr", "Refs/UETR")):
            self.assertEqual(line[fact], text_at(detail, path))
        unstructured = "".join(one.text or "" for one in all_named(detail, "Ustrd"))
        self.assertEqual(line["remittance"] or "", unstructured if unstructured.strip() else "")

    def check_camt(self, path, tree, lines):
        heads = of_type(lines, "statement")
        entries = all_named(tree, "Ntry")
        self.assertEqual(len(heads), len(all_named(tree, *STATEMENTS)))
        told = of_type(lines, "entry")
        self.assertEqual(len({(line["statement"], line["entry"]) for line in told}), len(entries))
        self.assertEqual(sum(line["detail"] is not None for line in told), len(all_named(tree, "TxDtls")))
        rest = iter(told)
        for entry in entries:
            details = all_named(entry, "TxDtls") or [None]
            for detail in details:
                line = next(rest)
                self.check_entry(entry, line)
                if detail is not None:
                    self.check_detail(detail, line)
        self.check_balances(path, lines)

    def counts_by_xmllint(self, path, names):
        query = ",' ',".join(f"count(//*[local-name()='{name}'])" for name in names)
        outcome = subprocess.run(["xmllint", "--nonet", "--xpath", f"concat({query},'')", path], capture_output=True,
                                 timeout=SECONDS, check=True)
        return [int(one) for one in outcome.stdout.split()]

    def test_no_entry_of_a_statement_in_xml_is_lost(self):
        for path in files("camt052", "camt053", "camt054"):
            with self.subTest(path.name):
                outcome = self.read(path)
                self.assertEqual(outcome.returncode, 0, outcome.stderr)
                lines = lines_of(outcome)
                self.check_shape(lines)
                self.check_camt(path, ElementTree.fromstring(path.read_bytes().lstrip()), lines)
                if shutil.which("xmllint"):
                    entries, details = self.counts_by_xmllint(path, ("Ntry", "TxDtls"))
                    told = of_type(lines, "entry")
                    self.assertEqual(len({(line["statement"], line["entry"]) for line in told}), entries)
                    self.assertEqual(sum(line["detail"] is not None for line in told), details)

    def test_no_status_of_a_report_is_lost(self):
        levels = (("group", "OrgnlGrpInfAndSts", ("GrpSts",)), ("batch", "OrgnlPmtInfAndSts", ("PmtInfSts",)),
                  ("transaction", "TxInfAndSts", ("TxSts",)))
        for path in files("pain002"):
            with self.subTest(path.name):
                outcome = self.read(path)
                try:
                    tree = ElementTree.fromstring(path.read_bytes())
                except ElementTree.ParseError:
                    self.assertEqual(outcome.returncode, 1)
                    self.assertRegex(outcome.stderr.decode("utf-8"), r":\d+:\d+: document\.malformed: ")
                    continue
                if not all_named(tree, "OrgnlGrpInfAndSts"):
                    self.assertEqual(outcome.returncode, 1)
                    continue
                self.assertEqual(outcome.returncode, 0, outcome.stderr)
                lines = lines_of(outcome)
                self.check_shape(lines)
                for level, element, statuses in levels:
                    told = [line["status"] for line in lines if line["level"] == level]
                    self.assertEqual(told, [text_at(one, *statuses) for one in all_named(tree, element)])
                for line, one in zip((line for line in lines if line["level"] == "transaction"),
                                     all_named(tree, "TxInfAndSts")):
                    self.assertEqual(line["end_to_end_id"], text_at(one, "OrgnlEndToEndId"))
                    self.assertEqual(line["reason"], text_at(one, "StsRsnInf/Rsn/Cd", "StsRsnInf/Rsn/Prtry"))

    def test_what_is_valid_departs_from_nothing(self):
        if not shutil.which("xmllint"):
            print("skipped: needs xmllint (apt-get install libxml2-utils)", file=sys.stderr)
            return
        validated = 0
        for path in files("camt052", "camt053", "camt054", "pain002"):
            version = re.search(rb"xsd:([a-z]+\.\d+\.\d+\.\d+)", path.read_bytes())
            schema = SCHEMAS / f"{version.group(1).decode()}.xsd" if version else None
            if schema is None or not schema.exists():
                continue
            valid = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, path], capture_output=True,
                                   timeout=SECONDS, check=False).returncode == 0
            if valid:
                validated += 1
                with self.subTest(path.name):
                    self.assertEqual(self.read(path).stderr.decode("utf-8"), "")
        self.assertGreater(validated, 60)

    def lines_61(self, path):
        text = path.read_bytes().decode("latin-1").replace("@@", "\n").replace("\r\n", "\n").replace("\r", "\n")
        return re.findall(r"^:61:\s*\d{6}(?:\d{4}|\s{4})?\s*(R?|E)([CDcd])\s?[A-Za-z]?\s?(\d[\d.,]*)", text, re.M), text

    def test_every_field_61_of_a_swift_message_is_an_entry(self):
        for path in files("mt940"):
            with self.subTest(path.name):
                found, text = self.lines_61(path)
                outcome = self.read(path)
                if not re.search(r"^(?:\W*|.*\{4:)?:(20|25|28C?|34F|6\d[FM]?|61|86|13D?|90[CD]):", text, re.M):
                    self.assertEqual(outcome.returncode, 1)
                    continue
                self.assertEqual(outcome.returncode, 0, outcome.stderr)
                lines = lines_of(outcome)
                self.check_shape(lines)
                told = of_type(lines, "entry")
                self.assertEqual(len(told), len(re.findall(r"^:61:", text, re.M)))
                expected = [(Decimal(amount.replace(".", "").replace(",", ".") if "," in amount else amount),
                             (mark in "Cc") != (prefix == "R")) for prefix, mark, amount in found]
                self.assertEqual([(Decimal(line["entry_amount"]), line["credit_debit"] == "CRDT") for line in told], expected)
                self.check_balances(path, lines)

    @classmethod
    def tearDownClass(cls):
        known = known_differences()
        if cls.differences != known:
            for key in sorted(cls.differences.keys() | known.keys()):
                if cls.differences.get(key) != known.get(key):
                    print(f"{key}: found {cls.differences.get(key)}, docs/bank_files.md says {known.get(key)}", file=sys.stderr)
            raise AssertionError("the sums that differ are not those of docs/bank_files.md")


if __name__ == "__main__":
    if not FILES.is_dir():
        print("skipped: needs ../shared/bankfiles (real banks' files, which may not be passed on)", file=sys.stderr)
        sys.exit(0)
    unittest.main()
