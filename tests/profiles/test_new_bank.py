#!/usr/bin/env python3
"""A made-up bank is added by the six steps of formats/README.md, by data alone, and paid through.

usage: ALMONER_PROGRAMS=build/release tests/profiles/test_new_bank.py [unittest options]
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE / "tests/night"))
from workspace import PROGRAMS, Workspace, almoner  # noqa: E402

PROFILE = """name = "River Bank"
message = "river-2"
calendar = "river"
cut_off = "11:00"
time_zone = "Asia/Shanghai"

[limits]
max_transactions_per_file = 4
max_amount = "50000.00"
currency = "CNY"
name_charset = "gbk"

[message_options]
clearing_system = "CNAPS"
date_time = "offset"

[signature]
placement = "detached_cms"

[files]
name = "RIVER-{message_id}.txt"

[answers]
messages = []
"""
CALENDAR = 'name = "River Bank"\nyears = [2025, 2026, 2027]\nclosed = [2026-01-20]\nopen_weekends = []\n'
# The message of the invented batch bank, with other names and amounts in yuan.
RENAMED = {"AgencyPayment": "River", "FileNo": "Number", "TotalFen": "Total", "Fen": "Yuan", "Row": "Payee", "Summary": "Why",
           "urn:example:cn-batch:1": "urn:river:2"}


class NewBank(unittest.TestCase):
    """A folder of formats of which only data differ from the shipped one."""

    def setUp(self):
        self.at = Workspace(PROGRAMS)  # made with the shipped formats, beside which the samples lie
        self.addCleanup(self.at.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.formats = pathlib.Path(folder.name) / "formats"
        shutil.copytree(HERE / "formats", self.formats)
        os.environ["ALMONER_FORMATS"] = str(self.formats)
        self.addCleanup(os.environ.pop, "ALMONER_FORMATS")
        (self.formats / "profiles/river.toml").write_text(PROFILE)
        (self.formats / "calendars/river.toml").write_text(CALENDAR)
        message = self.formats / "messages/river-2"
        shutil.copytree(self.formats / "messages/cn-batch-1", message)
        for file in message.iterdir():
            text = file.read_text("utf-8")
            for ours, theirs in RENAMED.items():
                text = re.sub(rf"\b{re.escape(ours)}\b", theirs, text)
            text = text.replace("control_sum_minor", "control_sum").replace("amount_minor", "amount")
            text = text.replace('name="Total" type="Count"', 'name="Total" type="xs:decimal"').replace('name="Yuan" type="Count"', 'name="Yuan" type="xs:decimal"')
            text = text.replace(r"[0-9]{2}:[0-9]{2}:[0-9]{2}", r"[0-9]{2}:[0-9]{2}:[0-9]{2}\+08:00")
            file.write_text(text, "utf-8")
        self.message = message / "message.xml"

    def check(self):
        return almoner("profiles", "check", "river", "--json")

    def test_it_is_proved_like_every_other(self):
        done = self.check()
        self.assertEqual((done.returncode, json.loads(done.stdout)["state"]), (0, "good"), done.stdout)

    def test_a_misspelt_field_is_told_with_its_place(self):
        self.message.write_text(self.message.read_text("utf-8").replace("{creditor_name}", "{creditor_nam}"), "utf-8")
        done = almoner("profiles", "check", "river")
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stdout, r"river-2/message\.xml:20:12: template\.name_unknown: 'creditor_nam'")

    def test_a_schema_that_does_not_fit_the_message_is_told(self):
        self.message.write_text(self.message.read_text("utf-8").replace("<Rows>", "<Lines>").replace("</Rows>", "</Lines>"), "utf-8")
        done = self.check()
        self.assertEqual((done.returncode, json.loads(done.stdout)["code"]), (1, "document.invalid"))

    def test_a_list_is_paid_through_it(self):
        at = self.at
        path = at.write_rows("list", at.rows(10))
        at.cover_command(path, "SP0001", profile="river", check=True)
        at.approve(path.with_suffix("").with_suffix(".cover.toml"))
        done = at.pay()
        files = sorted((at.home / "outbox").iterdir())
        self.assertEqual([file.name for file in files], [f"RIVER-SP0001F1000{part}.txt" for part in (1, 2, 3)], done.stdout)
        whole = "".join(file.read_text("utf-8") for file in files)
        self.assertEqual(len(re.findall(r"<Payee No=", whole)), 10)
        self.assertEqual(re.findall(r"<Total>([\d.]+)<", whole), ["2000.00", "2000.00", "1000.00"])
        self.assertEqual(set(re.findall(r"<PayDate>([\d-]+)<", whole)), {"2026-01-21"})
        for file in files:
            schema = self.formats / "messages/river-2/schema.xsd"
            subprocess.run(["xmllint", "--noout", "--schema", str(schema), str(file)], check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    unittest.main()
