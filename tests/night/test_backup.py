#!/usr/bin/env python3
"""Copies a workspace while it is at work, loses it and brings it back, as an office would.

usage: ALMONER_PROGRAMS=build/release tests/night/test_backup.py [unittest options]
"""

import hashlib
import os
import re
import shutil
import threading
import tomllib
import unittest

from workspace import MORNING, NIGHT, PROGRAMS, Workspace


class BackupTest(unittest.TestCase):
    """A workspace that has paid a list and read the bank's answers, and a folder for copies of it."""

    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        self.at.list(self.at.rows(12))
        self.at.pay(NIGHT)
        self.at.bank()
        self.at.night()
        self.elsewhere = self.at.home.parent / "elsewhere"
        self.elsewhere.mkdir()

    def back_up(self, name="copy"):
        place = self.elsewhere / name
        done = self.at.run("almoner", "backup", str(place), "--now", MORNING)
        self.assertEqual(done.returncode, 0, done.stdout)
        return place

    def fsck(self, home):
        return self.at.run("almoner", "fsck", "--home", str(home), home=False)


class Copies(BackupTest):
    def test_a_copy_holds_everything_but_private_keys_and_what_the_bank_may_have_taken(self):
        place = self.back_up()
        names = {path.name for path in place.iterdir()}
        self.assertLessEqual({"almoner.toml", "anchor", "archive", "backup.toml", "keys", "programmes", "settings.seal.toml", "state"}, names)
        self.assertEqual([list((place / folder).iterdir()) for folder in ("outbox", "staging", "keys/private")], [[], [], []])
        self.assertEqual([path for path in place.rglob("*") if path.is_file() and b"PRIVATE KEY" in path.read_bytes()], [])
        self.assertEqual([path.name for path in (place / "state").iterdir()], ["almoner.db"])
        archived = {path.relative_to(self.at.home) for path in (self.at.home / "archive").rglob("*") if path.is_file()}
        self.assertEqual({path.relative_to(place) for path in (place / "archive").rglob("*") if path.is_file()}, archived)

    def test_a_private_key_under_another_name_stays_behind(self):
        shutil.copy(self.at.home / "keys/private/sun.li.key", self.at.home / "keys/old.pem")
        self.assertFalse((self.back_up() / "keys/old.pem").exists())

    def test_a_copy_is_private_and_its_note_has_every_digest_and_the_log(self):
        place = self.back_up()
        for path in [place, *place.rglob("*")]:
            self.assertEqual(path.stat().st_mode & 0o777, 0o700 if path.is_dir() else 0o600, path)
        note = tomllib.loads((place / "backup.toml").read_text("utf-8"))
        found = {str(path.relative_to(place)): hashlib.sha256(path.read_bytes()).hexdigest() for path in place.rglob("*") if path.is_file()}
        del found["backup.toml"]
        self.assertEqual(note["files"], found)
        size, root = re.search(r"\n(\d+)\n(\S+)\n", max((self.at.home / "anchor").iterdir()).read_text()).groups()
        self.assertEqual(note["log"]["size"], int(size))
        self.assertEqual(len(note["log"]["root"]), 64)
        self.assertTrue(root)

    def test_a_copy_is_never_made_over_another_nor_inside_the_workspace(self):
        place = self.back_up()
        for other, code in ((place, "file.exists"), (self.at.home / "copy", "usage.argument")):
            done = self.at.run("almoner", "backup", str(other), "--now", MORNING)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(code, done.stdout)
        self.assertFalse((self.at.home / "copy").exists())
        self.assertEqual(sorted(path.name for path in self.elsewhere.iterdir()), ["copy"])

    def test_fsck_looks_a_copy_through_and_names_what_changed_in_it(self):
        place = self.back_up()
        done = self.fsck(place)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("backup_as_written", done.stdout)
        report = place / "programmes/relief.toml"
        report.write_bytes(report.read_bytes() + b"\n")
        done = self.fsck(place)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn(f"{report}: audit.archive_changed", done.stdout)

    def test_a_copy_made_while_a_night_is_at_work_is_whole(self):
        self.at.list(self.at.rows(40)[12:], name="more", code="SP0002")
        night = threading.Thread(target=self.at.night)
        night.start()
        copies = []
        while night.is_alive():
            copies.append(self.back_up(f"copy{len(copies)}"))
        self.assertGreater(len(copies), 0)
        for copy in copies:
            done = self.fsck(copy)
            self.assertEqual(done.returncode, 0, done.stdout)


class Restored(BackupTest):
    def lose(self):
        """The disk with the workspace is gone; the keys were kept elsewhere, as docs/restore.md says."""
        keys = self.elsewhere / "private"
        shutil.copytree(self.at.home / "keys/private", keys)
        shutil.rmtree(self.at.home)
        return keys

    def restore(self, copy, keys):
        shutil.copytree(copy, self.at.home)
        shutil.copytree(keys, self.at.home / "keys/private", dirs_exist_ok=True)

    def test_what_was_brought_back_runs_nothing_before_people_have_looked(self):
        copy = self.back_up()
        self.restore(copy, self.lose())
        self.assertEqual(self.fsck(self.at.home).returncode, 0)
        for command in ("pay", "reconcile", "run"):
            done = self.at.run("almoner", command, "--now", MORNING)
            self.assertEqual(done.returncode, 3, done.stdout)
            self.assertIn("recover.decision", done.stdout)
            self.assertIn("almoner recover", done.stdout)
        self.assertFalse((self.at.home / "outbox").exists() and os.listdir(self.at.home / "outbox"))

    def test_after_two_persons_have_looked_it_pays_on_and_nothing_twice(self):
        copy = self.back_up()
        self.restore(copy, self.lose())
        for person in ("sun.li", "zhou.yan"):
            done = self.at.run("almoner", "recover", "--as", person, "--key", str(self.at.home / f"keys/private/{person}.key"), "--reason", "nothing was paid since",
                               "--now", MORNING)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertFalse((self.at.home / "backup.toml").exists())
        self.assertEqual(self.fsck(self.at.home).returncode, 0)
        self.at.list(self.at.rows(12), code="SP0001")
        self.at.list(self.at.rows(40)[12:], name="more", code="SP0002")
        self.assertIn("list.code_used", self.at.pay(MORNING).stdout)
        self.assertEqual(list(self.at.outbox()), ["SP0002F10001.xml"])

    def test_an_older_one_is_told_by_a_newer_checkpoint_and_by_newer_files(self):
        copy = self.back_up()
        self.at.list(self.at.rows(40)[12:], name="more", code="SP0002")
        self.at.pay(MORNING)
        anchor, files = self.elsewhere / "anchor", self.elsewhere / "files"
        shutil.copytree(self.at.home / "anchor", anchor)
        shutil.copytree(self.at.home / "archive/files", files)
        self.restore(copy, self.lose())
        (self.at.home / "backup.toml").unlink()
        self.at.list(self.at.rows(40)[12:], name="more", code="SP0002")
        self.at.seal()
        for path in files.iterdir():
            shutil.copy(path, self.at.home / "archive/files")
        done = self.at.run("almoner", "pay", "--now", MORNING)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("audit.unknown_file: 'SP0002F10001.xml'", done.stdout)
        for path in anchor.iterdir():
            shutil.copy(path, self.at.home / "anchor")
        for command in ("pay", "reconcile", "run"):
            done = self.at.run("almoner", command, "--now", MORNING)
            self.assertEqual(done.returncode, 3, done.stdout)
            self.assertIn("audit.store_behind", done.stdout)
        self.assertEqual(self.at.outbox(), {})
        shutil.rmtree(self.at.home / "state")  # what is behind does not verify when the workspace closes


if __name__ == "__main__":
    unittest.main()
