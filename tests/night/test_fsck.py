#!/usr/bin/env python3
"""Breaks one invariant of a workspace after the other, and looks whether `almoner fsck` names it and no other.

usage: ALMONER_PROGRAMS=build/release tests/night/test_fsck.py [unittest options]
"""

import hashlib
import json
import shutil
import sqlite3
import threading
import unittest

from everything import Everything
from workspace import MORNING, NIGHT, PROGRAMS, Workspace

INVARIANTS = ["store_pages", "store_schema", "store_references", "audit_log", "rows_as_logged", "archive_as_logged", "nothing_unsealed", "archive_as_stored",
              "files_as_stored", "file_states", "file_sums", "identifiers_once", "one_live_attempt", "list_equation", "fund_equation", "payout_equation",
              "entries_taken_in", "approved_before_planned"]


def fsck(at, *more):
    return at.run("almoner", "fsck", *more)


def broken(at):
    """Invariant -> where, of those that are broken."""
    told = [json.loads(line) for line in fsck(at, "--json").stdout.splitlines()]
    return {one["invariant"]: one["where"] for one in told if one["broken"]}


class Whole(Everything):
    """A store with rows of every kind."""

    def setUp(self):
        super().setUp()
        self.addCleanup(shutil.rmtree, self.at.home / "state", ignore_errors=True)  # what was broken is not looked at once more

    def test_a_workspace_with_everything_in_it_is_whole_and_every_invariant_looked_at_something(self):
        done = fsck(self.at)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("18 invariants looked at: all hold", done.stdout)
        told = [json.loads(line) for line in fsck(self.at, "--json").stdout.splitlines()]
        self.assertEqual([one["invariant"] for one in told], INVARIANTS)
        self.assertEqual([one["invariant"] for one in told if one["looked_at"] == 0 or one["broken"] or one["where"]], [])
        self.assertIn("审计日志未中断", fsck(self.at, "--lang", "zh").stdout)

    def test_it_changes_nothing(self):
        before = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.at.home.rglob("*") if path.is_file() and path.suffix != ".db-shm"}
        fsck(self.at)
        after = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.at.home.rglob("*") if path.is_file() and path.suffix != ".db-shm"}
        # SQLite makes an empty write-ahead log where it finds none.
        self.assertEqual({path: digest for path, digest in after.items() if before.get(path) != digest and path.name != "almoner.db-wal"}, {})

    def changed(self, *statements):
        """Changes the store as somebody with the file would who covers it up: triggers stand again afterwards."""
        store = sqlite3.connect(self.database)
        triggers = store.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            store.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            store.execute(statement)
        for _, sql in triggers:
            store.execute(sql)
        store.commit()
        store.close()

    def test_what_rules_the_store_is_named_where_it_was_taken_away(self):
        self.unlocked().close()
        found = broken(self.at)
        self.assertEqual(list(found), ["store_schema"])
        self.assertIn("trigger audit_keeps", found["store_schema"])

    def test_a_row_that_names_none_and_a_row_that_changed_stop_the_reading(self):
        self.changed("UPDATE line SET amount = amount + 1 WHERE list = 1 AND row = 3")
        self.assertEqual(list(broken(self.at)), ["rows_as_logged"])
        done = fsck(self.at)
        self.assertEqual(done.returncode, 1)
        self.assertIn("rows_as_logged: the rows of the store are as they were logged", done.stdout)
        self.assertIn("audit.rows_changed: 'line/1'", done.stdout)
        self.assertIn("the rest was not looked at", done.stdout)
        self.changed("UPDATE line SET amount = amount - 1 WHERE list = 1 AND row = 3", "DELETE FROM list WHERE list = 2")
        self.assertIn("store_references", broken(self.at))

    def test_a_store_whose_pages_are_damaged_is_named(self):
        store = sqlite3.connect(self.database)
        store.execute("PRAGMA journal_mode = DELETE")
        (page,) = store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'attempt_by_file'").fetchone()
        (size,) = store.execute("PRAGMA page_size").fetchone()
        store.close()
        with open(self.database, "r+b") as file:
            file.seek((page - 1) * size)
            file.write(b"\0" * size)
        done = fsck(self.at)
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, "store_pages|store.failure")

    def test_an_archived_file_that_changed_is_named_by_all_who_read_it(self):
        path = self.at.home / "archive/files/SP0001F10001.xml"
        kept = path.read_bytes()
        path.write_bytes(kept.replace(b"500.00", b"501.00", 1))
        self.assertEqual(list(broken(self.at)), ["archive_as_logged", "archive_as_stored", "files_as_stored"])
        path.write_bytes(kept)
        self.assertEqual(broken(self.at), {})

    def test_what_nothing_has_sealed_is_named_in_archive_and_outbox(self):
        for place in ("outbox/SP0007F10001.xml", "archive/files/SP0007F10001.xml"):
            path = self.at.home / place
            path.write_bytes(b"<Document/>")
            found = broken(self.at)
            self.assertEqual(list(found), ["nothing_unsealed"])
            self.assertIn(f"{path}: audit.unknown_file", found["nothing_unsealed"])
            path.unlink()

    def test_a_file_of_the_outbox_with_other_bytes_is_named_and_nothing_is_paid(self):
        path = sorted((self.at.home / "outbox").glob("*.xml"))[0]
        kept = path.read_bytes()
        path.write_bytes(kept.replace(b"500.00", b"900.00", 1))
        self.assertEqual(list(broken(self.at)), ["nothing_unsealed"])
        self.at.list(self.at.rows(45)[40:], name="next", code="SP0009")
        done = self.at.pay(self.LATER)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("audit.unknown_file", done.stdout)
        path.write_bytes(kept)
        self.assertEqual(self.at.pay(self.LATER).returncode, 0)

    def test_a_checkpoint_that_is_of_another_log_is_named(self):
        anchors = sorted((self.at.home / "anchor").iterdir())
        anchors[-1].unlink()
        anchors[-2].unlink()
        self.assertEqual(list(broken(self.at)), ["audit_log"])

    def test_a_fund_that_gave_too_much_is_named(self):
        programme = self.at.home / "programmes/relief.toml"
        programme.write_text(programme.read_text().replace('allocated = "1000000.00"', 'allocated = "1000.00"'))
        found = broken(self.at)
        self.assertEqual(list(found), ["fund_equation"])
        self.assertIn("relief/fund", found["fund_equation"])

    def test_a_bank_that_was_changed_since_is_told_and_no_fault(self):
        settings = self.at.home / "almoner.toml"
        settings.write_text(settings.read_text().replace('name = "', 'name = "new ', 1))
        done = fsck(self.at)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_without_a_store_there_is_nothing_to_look_at_and_none_is_made(self):
        state = self.at.home / "state"
        shutil.rmtree(state)
        state.mkdir()
        done = fsck(self.at)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("store.missing", done.stdout)
        self.assertEqual(list(state.iterdir()), [])


class WhileOthersWrite(unittest.TestCase):
    def test_a_night_that_goes_on_is_no_fault(self):
        at = Workspace(PROGRAMS)
        self.addCleanup(at.close)
        at.list(at.rows(12))
        at.pay(NIGHT)
        at.bank()
        found = []
        night = threading.Thread(target=lambda: found.append(at.night(MORNING).returncode))
        night.start()
        while night.is_alive():
            done = fsck(at)
            self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(found, [0])


if __name__ == "__main__":
    unittest.main()
