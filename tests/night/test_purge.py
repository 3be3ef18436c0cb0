#!/usr/bin/env python3
"""Erases who was paid long ago with `almoner purge`, and looks for them in every byte of the workspace; and whether what was
paid can still be proved, and is never paid again.

usage: ALMONER_PROGRAMS=build/release tests/night/test_purge.py [unittest options]
"""

import csv
import itertools
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import unittest

from test_decisions import decide
from test_recover import attempts, rows
from workspace import MORNING, NIGHT, PROGRAMS, SOURCE, Workspace

LATER, DAY = "2026-04-01T01:00:00Z", "2026-03-01"


def purge(at, *more, before=DAY, now=LATER, by=()):
    return at.run("almoner", "purge", "--before", before, "--now", now, *more, before=by)


def sign(at, person, before=DAY, now=LATER, by=()):
    return purge(at, "--as", person, "--key", str(at.home / f"keys/private/{person}.key"), "--reason", "kept for two months", before=before, now=now, by=by)


def purged(at, before=DAY, now=LATER):
    """Two persons sign, and the second erases."""
    first = sign(at, "sun.li", before, now)
    if first.returncode != 1:
        raise AssertionError(first.stdout)
    second = sign(at, "zhou.yan", before, now)
    if second.returncode != 0:
        raise AssertionError(second.stdout)
    return second.stdout


def night(at, now=LATER):
    at.seal()
    return at.run("almoner", "run", "--now", now)


class Purging(unittest.TestCase):
    """A list that was paid, answered and final long ago."""

    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        bank = self.at.home / "bank.toml"
        bank.write_text(re.sub(r"_per_mille = \d+", "_per_mille = 0", bank.read_text()))
        self.people = self.at.rows(12)
        self.at.list(self.people)
        self.at.pay(NIGHT)
        self.at.bank()
        self.at.night()

    def named(self, people=None):
        """The files in which a payee is named, by name or number."""
        words = [row[column].encode() for row in people or self.people for column in ("payee_name", "payee_id", "account_no") if row.get(column)]
        return {str(path.relative_to(self.at.home)) for path in self.at.home.rglob("*") if path.is_file() and any(word in path.read_bytes() for word in words)}

    def fsck(self, code=0, now=LATER):
        done = self.at.run("almoner", "fsck", "--now", now)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def verify_with_the_second(self, *more):
        log = self.at.home.parent / "export"
        shutil.rmtree(log, ignore_errors=True)
        self.at.run("almoner", "audit", "export", "--out", str(log), check=True)
        return subprocess.run([sys.executable, str(SOURCE / "samples/audit/verify.py"), "--log", str(log), "--archive", str(self.at.home / "archive"),
                               "--certificates", str(self.at.home / "keys"), *more], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)


class Erased(Purging):
    """What is gone and what is kept."""

    def test_no_byte_of_the_workspace_names_a_payee_any_more(self):
        shutil.copy(self.at.home / "state/almoner.db", self.at.home / "state/almoner.db.schema-13")
        before = self.named()
        self.assertLessEqual({"state/almoner.db", "state/almoner.db.schema-13", "outbox/SP0001F10001.xml", "archive/files/SP0001F10001.xml", "reports/payouts.csv"}, before)
        told = purged(self.at)
        self.assertEqual(self.named(), set())
        self.assertEqual((self.at.home / "state/almoner.db-wal").stat().st_size if (self.at.home / "state/almoner.db-wal").exists() else 0, 0)
        self.assertNotIn(self.people[0]["payee_name"], told)
        night(self.at)
        self.assertEqual(self.named(), set())
        self.assertTrue((self.at.home / "reports/payouts.csv").exists())

    def test_amounts_states_and_equations_stay(self):
        def numbers():
            return (attempts(self.at, LATER), rows(self.at, "SELECT sum(amount), count(*), min(person_key) FROM line"),
                    self.at.run("almoner", "report", "--json", "--now", LATER).stdout)
        before = numbers()
        self.assertEqual({one[3] for one in before[0].values()}, {"final"})
        purged(self.at)
        self.assertEqual(numbers(), before)
        self.assertEqual(night(self.at).returncode, 0)
        self.assertRegex(self.at.run("almoner", "show", next(iter(before[0])), "--now", LATER).stdout, r"who was paid was erased by decision \d+-purge\n.*paid")

    def test_the_same_persons_lists_and_files_are_still_refused(self):
        answers = list((self.at.home / "archive/bank").iterdir())
        kept = self.at.home.parent / "kept"
        shutil.copytree(self.at.home / "archive", kept)
        digests = rows(self.at, "SELECT message_id, sha256, bank_sha256 FROM transfer_file")
        purged(self.at)
        self.assertEqual(rows(self.at, "SELECT message_id, sha256, bank_sha256 FROM transfer_file"), digests)
        for answer in answers:
            shutil.copy(kept / "bank" / answer.name, self.at.home / "inbox/bank" / answer.name[17:])
        folder = next((kept / "lists").iterdir())
        for path in folder.iterdir():
            shutil.copy(path, self.at.home / "inbox/lists" / path.name)
        self.at.list(self.people, name="again", code="SP0001")
        self.at.list(self.people[:5], name="copy", code="SP0002")
        done = night(self.at)
        self.assertIn("list.code_used", done.stdout)
        self.assertEqual(done.stdout.count("payout.already_approved"), 5, done.stdout)
        self.assertEqual(done.stdout.count("taken before"), len(answers), done.stdout)
        self.assertEqual(self.at.outbox(), {})
        for path in (self.at.home / "inbox/lists").iterdir():
            path.unlink()
        self.fsck()
        self.assertEqual({path for path in self.named() if path.startswith(("archive/bank", "archive/files", "archive/lists/SP0001"))}, set())

    def test_log_and_proofs_hold_and_every_verifier_says_what_was_purged(self):
        proof = self.at.home.parent / "proof.json"
        paid = next(iter(attempts(self.at, LATER)))
        self.at.run("almoner", "audit", "prove", paid, "--out", str(proof), check=True)
        purged(self.at)
        gone = re.findall("^erase ", next((self.at.home / "archive/purges").iterdir()).read_text("utf-8"), re.M)
        self.assertEqual(len(gone), 4)
        told = rf"purged on 2026-04-01 by decision \d+-purge: who was paid by 1 lists with their corrections and cancellations, and {len(gone)} files of the archive"
        self.assertRegex(self.fsck(), told)
        self.assertIn("purges_signed: every purge was signed by two persons with the right, and erased what they signed for and no more: 1 looked at, 0 broken", self.fsck())
        verified = self.at.run("almoner", "audit", "verify")
        self.assertEqual(verified.returncode, 0, verified.stdout)
        self.assertRegex(verified.stdout, told)
        second = self.verify_with_the_second()
        self.assertEqual(second.returncode, 0, second.stdout)
        self.assertRegex(second.stdout, rf"{len(gone)} files purged on 2026-04-01 by decision \d+-purge\n")
        held = self.verify_with_the_second("--proof", str(proof))
        self.assertEqual(held.returncode, 0, held.stdout)
        self.assertIn(paid, held.stdout)
        again = self.at.run("almoner", "audit", "prove", paid, "--out", str(proof.with_name("other.json")))
        self.assertEqual(again.returncode, 1, again.stdout)
        self.assertIn("was purged on 2026-04-01", again.stdout)

    def pay_mend_and_cancel(self):
        """A list of which the bank is asked to give one up, one line is corrected, and another is cancelled."""
        more = self.at.rows(24, row17={"account_no": ""}, row18={"account_no": ""})[12:]
        self.at.list(more, name="more", code="SP0002")
        self.at.pay(MORNING)
        asked = next(one for one in attempts(self.at, MORNING) if one.startswith("SP0002"))[:14]
        decide(self.at, "recall", asked, "--code", "CUST", now=MORNING)
        fix, out = (self.at.home / f"inbox/lists/{name}.csv" for name in ("fix", "out"))
        self.at.run("almoner", "correct", "SP0002", "--out", str(fix), "--now", MORNING, check=True)
        with open(fix, encoding="utf-8", newline="") as file:
            (mended, _) = csv.DictReader(file)
        mended["account_no"] = self.at.rows(40)[39]["account_no"]
        with open(fix, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, mended)
            writer.writeheader()
            writer.writerow(mended)
        out.write_text(f"row,payee_name,amount,note\n6,{more[4]['payee_name']},500.00,{more[4]['payee_name']} moved\n", encoding="utf-8")
        for path, code, kind in ((fix, "SP0003", "correction"), (out, "SP0004", "cancellation")):
            self.at.cover_command(path, code, "--kind", kind, "--of", "SP0002", "--reason", "asked", execution_date="2026-01-26", now=MORNING, check=True)
            self.at.approve(path.with_suffix(".cover.toml"))
        self.at.pay(MORNING)
        self.at.run("almoner-testbank", "--now", "2026-01-26T10:00:00Z", check=True)
        self.at.night("2026-01-27T01:00:00Z")
        decide(self.at, "write-back", asked, now="2026-01-27T01:00:00Z", ref="B17")
        self.at.night("2026-02-10T01:00:00Z")
        return more + [mended]

    def test_corrections_cancellations_and_requests_to_the_bank_go_with_their_list(self):
        more = self.pay_mend_and_cancel()
        self.assertEqual([rows(self.at, f"SELECT count(*) FROM {table}")[0][0] for table in ("correction", "cancelled_line", "recall")], [1, 1, 1])
        archive = self.at.home / "archive"
        self.assertIn("archive/lists/SP0003", " ".join(self.named(more)))
        self.assertTrue((archive / "files/SP0002F10001C01.xml").exists())
        told = purged(self.at)
        self.assertIn("SP0002: who is paid by this list, and by 2 corrections and cancellations of it", told)
        self.assertEqual(self.named(more + self.people), set())
        self.assertEqual(sorted(path.name for path in (archive / "files").iterdir()), [])
        self.fsck()
        self.assertEqual(night(self.at).returncode, 0)

    def test_what_a_later_file_of_the_bank_says_is_taken_in_and_purged_later(self):
        purged(self.at)
        self.at.list(self.at.rows(20)[12:], name="more", code="SP0002")
        self.at.cover_command(self.at.home / "inbox/lists/more.csv", "SP0002", execution_date="2026-04-02", now=LATER)
        self.at.approve(self.at.home / "inbox/lists/more.cover.toml")
        night(self.at)
        self.at.run("almoner-testbank", "--now", "2026-04-03T10:00:00Z", check=True)
        night(self.at, "2026-04-04T01:00:00Z")
        self.fsck(now="2026-04-04T01:00:00Z")
        purged(self.at, "2026-06-01", "2026-06-02T01:00:00Z")
        self.assertEqual(self.named(self.at.rows(20)), set())
        self.fsck(now="2026-06-02T01:00:00Z")
        self.assertEqual(self.verify_with_the_second().returncode, 0)


class Kept(Purging):
    """What may not be erased stays, and is told with the reason."""

    def test_what_was_not_final_before_the_day_stays(self):
        done = purge(self.at, before="2026-01-25")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("SP0001 stays: 12 payouts had not ended for good before 2026-01-25", done.stdout)
        self.assertIn("files of the bank stay: they came on 2026-01-25 or later, or tell of lists that stay, too", done.stdout)
        self.assertIn("nothing is to be erased that ended before 2026-01-25", done.stdout)

    def test_a_day_that_has_not_come_is_refused(self):
        self.assertEqual(purge(self.at, before="2026-04-02").returncode, 2)
        self.assertEqual(purge(self.at, before="soon").returncode, 2)

    def test_a_held_line_and_an_open_exception_keep_their_list_and_no_other(self):
        self.at.list(self.at.rows(20, row15={"account_no": ""})[12:], name="more", code="SP0002")
        self.at.pay(MORNING)
        self.at.run("almoner-testbank", "--now", "2026-01-26T10:00:00Z", check=True)
        self.at.night("2026-01-27T01:00:00Z")
        done = purge(self.at)
        self.assertIn("SP0002 stays: 1 payouts had not ended for good before 2026-03-01, 0 files are not delivered, 1 exceptions are open", done.stdout)
        purged(self.at)
        self.assertEqual(self.named(), set())
        self.assertIn("state/almoner.db", self.named(self.at.rows(20)[12:]))
        self.fsck()
        self.assertIn("nothing is to be erased", purge(self.at).stdout)

    def test_something_that_people_decided_since_keeps_the_list(self):
        decide(self.at, "recovered", next(iter(attempts(self.at, LATER)))[:14], now="2026-03-05T01:00:00Z", ref="R5")
        night(self.at, "2026-03-05T01:00:00Z")
        self.assertIn("SP0001 stays: something of it was logged on 2026-03-05, not before 2026-03-01", purge(self.at).stdout)

    def test_one_person_alone_or_without_the_role_erases_nothing(self):
        before = self.named()
        self.assertEqual(purge(self.at).returncode, 1)
        self.assertIn("approval.power", sign(self.at, "wang.jun").stdout)
        for _ in range(2):
            self.assertEqual(sign(self.at, "sun.li").returncode, 1)
        self.assertEqual(self.named(), before)

    def test_a_signature_over_less_than_would_be_erased_counts_for_nothing(self):
        sign(self.at, "sun.li", "2026-02-25")
        done = sign(self.at, "zhou.yan", DAY)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertTrue(self.named())

    def test_over_a_store_that_somebody_changed_nothing_is_erased(self):
        store = sqlite3.connect(self.at.home / "state/almoner.db")
        store.execute("UPDATE line SET note = 'changed' WHERE row = 3")
        store.commit()
        sign(self.at, "sun.li")
        done = sign(self.at, "zhou.yan")
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("audit.rows_changed: 'line/1'", done.stdout)
        self.assertTrue(self.named())
        store.execute("UPDATE line SET note = '' WHERE row = 3")
        store.commit()
        store.close()

    def test_a_file_that_is_gone_and_was_not_purged_is_still_missing(self):
        purged(self.at)
        cover = next((self.at.home / "archive/lists").rglob("*.cover.toml"))
        kept = cover.read_bytes()
        cover.unlink()
        self.assertIn("audit.archive_missing", self.fsck(1))
        self.assertIn("is gone", self.verify_with_the_second().stdout)
        cover.write_bytes(kept)

    def test_a_purge_that_nobody_signed_stops_payment(self):
        purged(self.at)
        folder = next(path.parent for path in (self.at.home / "archive/decisions").rglob("*-purge.toml"))
        kept = self.at.home.parent / "kept"
        shutil.copytree(folder, kept)
        for path in folder.glob("*.zhou.yan.p7s"):
            path.unlink()
        self.at.list(self.at.rows(20)[12:], name="next", code="SP0009")
        done = night(self.at)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertEqual(self.at.outbox(), {})
        told = [json.loads(line) for line in self.at.run("almoner", "fsck", "--json", "--now", LATER).stdout.splitlines()]
        self.assertEqual({one["invariant"] for one in told if one["broken"]}, {"archive_as_logged", "purges_signed"})
        self.assertIn("one person alone, or nobody, has signed it", self.verify_with_the_second().stdout)
        shutil.copytree(kept, folder, dirs_exist_ok=True)

    def test_a_manifest_that_names_other_files_than_the_log_is_told(self):
        purged(self.at)
        manifest = next((self.at.home / "archive/purges").iterdir())
        kept = manifest.read_bytes()
        manifest.write_bytes(kept.replace(b"erase ", b"spare ", 1))
        self.assertIn("purges_signed", self.fsck(1))
        self.assertIn("what it says was purged is not what was signed", self.verify_with_the_second().stdout)
        manifest.write_bytes(kept)


class BrokenOff(Purging):
    """The purge is killed, and the next run finishes it."""

    def killed(self, call, number):
        return sign(self.at, "zhou.yan", by=("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"))

    def test_killed_anywhere_the_next_purge_or_night_ends_it(self):
        if shutil.which("strace") is None:
            self.skipTest("needs strace (apt-get install strace)")
        sign(self.at, "sun.li")
        start = self.at.home.with_name("start")
        shutil.copytree(self.at.home, start)
        begun, points = 0, 0
        for call, step in (("fsync", 4), ("fdatasync", 2), ("unlink", 1), ("renameat2", 1), ("renameat", 2)):
            for number in itertools.count(1, step):
                shutil.rmtree(self.at.home)
                shutil.copytree(start, self.at.home)
                done = self.killed(call, number)
                if done.returncode in (0, 1):
                    break
                points += 1
                (unfinished,) = rows(self.at, "SELECT coalesce(max(value), '') FROM store WHERE name = 'purge_to_finish'")[0]
                finished = night(self.at) if number % 2 and unfinished else sign(self.at, "zhou.yan")
                begun += unfinished != ""
                self.assertEqual(finished.returncode, 0, f"{call} {number}: {finished.stdout}")
                if self.named():
                    self.assertEqual(unfinished, "", f"{call} {number}")
                    self.assertEqual(sign(self.at, "zhou.yan").returncode, 0)
                self.assertEqual(self.named(), set(), f"killed at {call} {number}")
                self.fsck()
        self.assertGreater(points, 20)
        self.assertGreater(begun, 8)

    def test_while_somebody_reads_the_store_its_file_waits_for_the_next_run(self):
        sign(self.at, "sun.li")
        reader = sqlite3.connect(f"file:{self.at.home / 'state/almoner.db'}?mode=ro", uri=True, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM line").fetchone()
        done = sign(self.at, "zhou.yan")
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("somebody else is reading the store", done.stdout)
        reader.close()
        self.assertIn("erased, and the store's file written anew", purge(self.at).stdout)
        self.assertEqual(self.named(), set())


if __name__ == "__main__":
    unittest.main()
