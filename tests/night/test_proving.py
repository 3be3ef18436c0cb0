#!/usr/bin/env python3
"""A bank is proven by a test list that has been through it and two people who have looked at what came of that.

usage: ALMONER_PROGRAMS=build/release tests/night/test_proving.py [unittest options]
"""

import json
import os
import pathlib
import re
import shutil
import unittest
import unittest.mock

from workspace import MORNING, NIGHT, PROGRAMS, SOURCE, Workspace

LATER = "2026-01-23T01:00:00Z"


class Proving(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        self.settings = self.at.home / "almoner.toml"
        text = self.settings.read_text("utf-8")
        self.settings.write_text(re.sub(r"(?m)^prove_banks = false.*$", "", text), "utf-8")
        self.assertNotEqual(self.settings.read_text("utf-8"), text)

    def lay(self, name, code, rows, *more, now=NIGHT, day="2026-01-20"):
        covered = self.at.cover_command(self.at.write_rows(name, rows), code, *more, now=now, execution_date=day, check=True)
        self.assertIn(code, covered.stdout)
        self.at.approve(self.at.home / f"inbox/lists/{name}.cover.toml")

    def small_rows(self, count=3):
        return self.at.rows(10, **{f"row{n}": {"amount": "1.00"} for n in range(2, 12)})[10 - count:]

    def prove(self, *more, action=("testbank-cn", "p01")):
        return self.at.run("almoner", "profiles", "prove", *action, *more)

    def say_so(self, person, reason="seen in the bank's portal"):
        return self.prove("--as", person, "--key", str(self.at.home / f"keys/private/{person}.key"), "--reason", reason)

    def loop(self):
        """The test list from file to statement."""
        self.lay("test", "SPTEST", self.small_rows(), "--kind", "test")
        self.assertEqual(self.at.pay().returncode, 0)
        self.at.bank()
        self.at.run("almoner", "reconcile", "--now", MORNING, check=True)

    def proven(self):
        self.loop()
        for person in ("sun.li", "zhou.yan"):
            self.assertEqual(self.say_so(person).returncode, 0)

    def goes_out(self, now=LATER):
        """Whether the list that waits in the inbox is paid."""
        before = self.at.outbox()
        paid = self.at.pay(now)
        went = len(self.at.outbox()) > len(before)
        self.assertEqual("profile.unproven" in paid.stdout, not went, paid.stdout)
        return went

    def test_a_list_waits_until_the_loop_has_closed_and_two_people_have_said_so(self):
        self.lay("list", "SP0001", self.at.rows(5), day="2026-01-26")
        self.assertIn("a test list, 5 lines", self.prove().stdout)
        self.assertFalse(self.goes_out(NIGHT))
        self.lay("test", "SPTEST", self.small_rows(), "--kind", "test")
        self.assertEqual(self.at.pay().returncode, 1)
        self.assertEqual(list(self.at.outbox()), ["SPTESTF10001.xml"])
        told = self.prove()
        self.assertEqual(told.returncode, 1)
        self.assertIn("pain.002.001.10 of the bank that speaks of test list SPTEST", told.stdout)
        self.assertIn("camt.053.001.08 of the bank that speaks of test list SPTEST", told.stdout)
        self.assertIn("of 3 transfers 0 settled and 0 booked", told.stdout)
        early = self.say_so("sun.li")
        self.assertEqual((early.returncode, list((self.at.home / "decisions").iterdir())), (2, []), early.stdout)
        self.at.bank()
        self.at.run("almoner", "reconcile", "--now", MORNING, check=True)
        self.assertIn("two people with the settings role", self.prove().stdout)
        self.assertFalse(self.goes_out())
        self.assertIn("approval.power: 'wang.jun'", self.say_so("wang.jun").stdout)
        self.assertEqual(self.say_so("sun.li").returncode, 0)
        self.assertEqual(self.say_so("sun.li").returncode, 0)
        self.assertFalse(self.goes_out(), "one person is not two")
        self.assertEqual(self.say_so("zhou.yan").returncode, 0)
        self.assertTrue(self.goes_out())
        shown = self.prove()
        self.assertEqual((shown.returncode, shown.stdout), (0, "testbank-cn, account p01: proven\n"))
        shutil.rmtree(self.at.home / "decisions")
        self.assertEqual(self.prove().returncode, 0, "the log has it")

    def test_a_test_list_that_is_still_open_or_in_conflict_proves_nothing(self):
        self.lay("test", "SPTEST", self.small_rows(), "--kind", "test")
        self.assertEqual(self.at.pay().returncode, 0)
        self.at.bank()
        for answer in (self.at.home / "inbox/bank").iterdir():
            if b"camt.053" in answer.read_bytes()[:2000]:
                answer.unlink()
        self.at.run("almoner", "reconcile", "--now", MORNING)
        told = self.prove().stdout
        self.assertIn("camt.053.001.08", told)
        self.assertNotIn("pain.002", told)

    def test_another_account_or_a_changed_profile_is_another_bank(self):
        self.proven()
        self.lay("list", "SP0001", self.at.rows(5), day="2026-01-26", now=LATER)
        text = self.settings.read_text("utf-8")
        self.settings.write_text(re.sub(r'^(name = ".*)"$', r'\1会"', text, count=1, flags=re.M), "utf-8")
        self.assertNotEqual(self.settings.read_text("utf-8"), text)
        self.assertFalse(self.goes_out(), "another holder")
        self.settings.write_text(text, "utf-8")
        self.assertTrue(self.goes_out())
        self.assertEqual(self.prove(action=("testbank-cn", "p02")).returncode, 1)

    def test_a_changed_profile_is_proven_anew(self):
        self.proven()
        formats = pathlib.Path(self.at.folder.name) / "formats"
        shutil.copytree(SOURCE / "formats", formats)
        profile = formats / "profiles/testbank-cn.toml"
        profile.write_text(profile.read_text("utf-8").replace("remittance_characters = 30", "remittance_characters = 29"), "utf-8")
        self.lay("first", "SP0002", self.at.rows(1), day="2026-01-26", now=LATER)
        self.assertTrue(self.goes_out())
        with unittest.mock.patch.dict(os.environ, ALMONER_FORMATS=str(formats)):
            self.assertIn("a test list, 5 lines", self.prove().stdout)
            self.lay("list", "SP0001", self.at.rows(5)[1:], day="2026-01-26", now=LATER)
            self.assertFalse(self.goes_out())

    def test_a_profile_out_of_force_pays_nobody(self):
        formats = pathlib.Path(self.at.folder.name) / "formats"
        shutil.copytree(SOURCE / "formats", formats)
        profile = formats / "profiles/testbank-cn.toml"
        profile.write_text("valid_until = 2026-01-15\n" + profile.read_text("utf-8"), "utf-8")
        with unittest.mock.patch.dict(os.environ, ALMONER_FORMATS=str(formats)):
            self.lay("test", "SPTEST", self.small_rows(), "--kind", "test")
            paid = self.at.pay()
        self.assertEqual((paid.returncode, self.at.outbox()), (1, {}))
        self.assertIn("profile.not_in_force: 'testbank-cn': the profile is in force from ... to 2026-01-15; make a new cover", paid.stdout)

    def test_json_says_how_far_it_came(self):
        self.loop()
        told = json.loads(self.prove("--json", action=()).stdout)
        self.assertEqual({key: told[key] for key in told if key != "sha256"},
                         {"profile": "testbank-cn", "account": "p01", "state": "unproven", "test_list": "SPTEST", "transfers": 3, "settled": 3, "booked": 3,
                          "missing_answers": ""})

    def test_a_workspace_that_is_no_rehearsal_cannot_do_without_proof(self):
        text = self.settings.read_text("utf-8")
        self.settings.write_text(text.replace("rehearsal = true", "rehearsal = false\nprove_banks = false"), "utf-8")
        told = self.prove()
        self.assertEqual(told.returncode, 2)
        self.assertIn("settings.value: 'false'", told.stdout)


if __name__ == "__main__":
    unittest.main()
