#!/usr/bin/env python3
"""Settings under four eyes: what one person alone has changed pays nothing, and nothing else stops."""

import re
import shutil
import subprocess
import unittest

from signing import Signing
from workspace import NIGHT


class Seal(Signing):
    def unsealed(self, file):
        """`pay` names the file and pays nothing; the rest of a night goes on."""
        paid = self.at.run("almoner", "pay", "--now", NIGHT)
        self.assertEqual((paid.returncode, self.at.outbox()), (2, {}), paid.stdout)
        self.assertIn(f"settings.unsealed: '{file}'", paid.stdout)
        night = self.at.run("almoner", "run", "--now", NIGHT)
        self.assertEqual((night.returncode, self.at.outbox()), (1, {}), night.stdout)
        self.assertIn(f"settings.unsealed: '{file}'", night.stdout)
        self.assertIn("report: ", night.stdout)
        self.assertEqual(self.at.run("almoner", "report", "--now", NIGHT).returncode, 0)
        self.assertIn(file, self.at.run("almoner", "seal").stdout)

    def test_an_approver_added_by_one_alone_pays_nothing(self):
        self.at.seal()
        self.person("chen.bo")
        self.at.approve(self.covered(), "chen.bo")
        self.unsealed("certificate of chen.bo")
        self.at.seal(["sun.li"])
        told = self.at.run("almoner", "pay", "--now", NIGHT)
        self.assertEqual(told.returncode, 2)
        self.assertIn("settings.seal_signatures", told.stdout)
        self.at.seal(["sun.li", "sun.li"])
        self.assertEqual(self.at.run("almoner", "pay", "--now", NIGHT).returncode, 2)
        self.at.seal(["zhou.yan"])
        self.accepted()

    def test_holders_whom_one_person_has_invented_do_not_seal(self):
        self.at.seal()
        self.assertEqual(self.at.run("almoner", "pay", "--now", NIGHT).returncode, 0)
        for name in ("chen.bo", "deng.yu"):
            self.person(name, 'roles = ["settings"]')
        self.person("fang.hua")
        self.at.approve(self.covered(), "fang.hua")
        self.at.seal(["chen.bo", "deng.yu"])
        paid = self.at.run("almoner", "pay", "--now", NIGHT)
        self.assertEqual((paid.returncode, self.at.outbox()), (2, {}), paid.stdout)
        self.assertIn("settings.seal_foreign: '0'", paid.stdout)
        self.assertIn("it is for two of sun.li, zhou.yan", paid.stdout)
        self.at.seal(["sun.li"])
        self.assertIn("settings.seal_foreign: '1'", self.at.run("almoner", "pay", "--now", NIGHT).stdout)
        self.at.seal(["zhou.yan"])
        self.assertEqual(self.at.run("almoner", "pay", "--now", NIGHT).returncode, 0)
        self.assertEqual(len(self.at.outbox()), 1)

    def test_an_older_seal_put_back_with_its_settings_pays_nothing(self):
        self.at.seal()
        self.assertEqual(self.at.run("almoner", "pay", "--now", NIGHT).returncode, 0)
        older = {path: path.read_bytes() for path in [self.programme, *self.at.home.glob("settings.seal.*")]}
        self.programme.write_text(self.programme.read_text("utf-8") + "# fewer may approve now\n", "utf-8")
        self.at.seal()
        self.assertEqual(self.at.run("almoner", "pay", "--now", NIGHT).returncode, 0)
        for path, kept in older.items():
            path.write_bytes(kept)
        self.at.approve(self.covered())
        paid = self.at.run("almoner", "pay", "--now", NIGHT)
        self.assertEqual((paid.returncode, self.at.outbox()), (2, {}), paid.stdout)
        self.assertIn("settings.seal_old", paid.stdout)
        night = self.at.run("almoner", "run", "--now", NIGHT)
        self.assertEqual((night.returncode, self.at.outbox()), (1, {}), night.stdout)
        self.assertIn("report: ", night.stdout)

    def test_a_debtor_account_changed_by_one_alone_pays_nothing(self):
        self.at.approve(self.covered())
        self.at.seal()
        settings = self.at.home / "almoner.toml"
        text = settings.read_text("utf-8")
        settings.write_text(re.sub(r'^account = "(\d+)\d"', r'account = "\g<1>0"', text, count=1, flags=re.M), "utf-8")
        self.assertNotEqual(settings.read_text("utf-8"), text)
        self.unsealed("almoner.toml")
        settings.write_text(text, "utf-8")
        self.assertEqual(self.at.run("almoner", "pay", "--now", NIGHT).returncode, 0)

    def test_a_programme_added_and_a_seal_edited_pay_nothing(self):
        self.at.approve(self.covered())
        self.at.seal()
        other = self.at.home / "programmes/other.toml"
        shutil.copy(self.programme, other)
        self.unsealed("programmes/other.toml")
        digest = subprocess.run(["sha256sum", str(other)], check=True, stdout=subprocess.PIPE, text=True).stdout[:64]
        with open(self.at.home / "settings.seal.toml", "a", encoding="utf-8") as seal:
            seal.write(f'\n[[files]]\nfile = "programmes/other.toml"\nsha256 = "{digest}"\n')
        told = self.at.run("almoner", "pay", "--now", NIGHT)
        self.assertEqual((told.returncode, self.at.outbox()), (2, {}))
        self.assertIn("settings.seal_signatures", told.stdout)

    def test_only_the_settings_role_seals(self):
        told = self.at.run("almoner", "seal", "--as", "wang.jun", "--key", str(self.key("wang.jun")))
        self.assertEqual(told.returncode, 3, told.stdout)
        self.assertIn("approval.power: 'wang.jun'", told.stdout)
        self.assertFalse((self.at.home / "settings.seal.toml").exists())

    def test_a_certificate_is_revoked_by_one_alone(self):
        self.at.approve(self.covered())
        self.at.seal()
        self.revoke("zhao.min", "2026-01-01")
        self.assertEqual(self.at.run("almoner", "pay", "--now", NIGHT).returncode, 0)


if __name__ == "__main__":
    unittest.main()
