#!/usr/bin/env python3
"""Loses stores, puts old ones back, and looks whether `almoner recover` lets anything be paid twice.

usage: ALMONER_PROGRAMS=build/release tests/night/test_recover.py [unittest options]
"""

import json
import shutil
import sqlite3
import subprocess
import sys
import unittest

from everything import Everything
from test_registers import with_rules
from workspace import MORNING, NIGHT, PROGRAMS, SOURCE, Workspace


def recover(at, *more, now=MORNING):
    return at.run("almoner", "recover", "--now", now, *more)


def sign(at, person, now=MORNING):
    return recover(at, "--as", person, "--key", str(at.home / f"keys/private/{person}.key"), "--reason", "the disk was lost", now=now)


def recovered(at, now=MORNING):
    """Two persons sign, and the second rebuilds."""
    first = sign(at, "sun.li", now)
    if first.returncode != 1:
        raise AssertionError(first.stdout)
    return sign(at, "zhou.yan", now)


def attempts(at, now=MORNING):
    """Of every transfer: its file and what became of it, by EndToEndId."""
    shown = at.run("almoner", "payouts", "--json", "--now", now).stdout
    return {one["end_to_end_id"]: (one["message_id"], one["payment_information_id"], one["amount"], one["state"])
            for one in map(json.loads, shown.splitlines()) if one["end_to_end_id"]}


def rows(at, query):
    store = sqlite3.connect(f"file:{at.home / 'state/almoner.db'}?mode=ro", uri=True)
    try:
        return store.execute(query).fetchall()
    finally:
        store.close()


def planned(at):
    return {message_id for message_id, state in rows(at, "SELECT message_id, state FROM transfer_file") if state == "planned"}


def sealed(at):
    return dict(rows(at, "SELECT message_id, sha256 FROM transfer_file WHERE sha256 <> ''"))


class Recover(unittest.TestCase):
    """Two lists, one paid and answered, one paid after the copy of the store was made."""

    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        self.at.list(self.at.rows(12, row5={"account_no": ""}))
        self.at.pay(NIGHT)
        self.at.bank()
        self.at.night()
        self.old = self.at.home.parent / "old"
        shutil.copytree(self.at.home / "state", self.old)
        self.at.list(self.at.rows(40)[12:], name="more", code="SP0002")
        self.at.pay(MORNING)
        self.before, self.digests, self.outbox = attempts(self.at), sealed(self.at), self.at.outbox()
        self.assertEqual(len(self.digests), 2)

    def lose(self, *folders):
        for folder in folders:
            shutil.rmtree(self.at.home / folder)

    def put_back(self):
        self.lose("state")
        shutil.copytree(self.old, self.at.home / "state")

    def taken_by_transport(self):
        for path in (self.at.home / "outbox").iterdir():
            path.unlink()

    def assert_refused(self, code, command="pay"):
        done = self.at.run("almoner", command, "--now", MORNING)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn(code, done.stdout)

    def assert_nothing_is_paid_again(self):
        """The same lists are brought once more, under their codes and as another."""
        before = self.at.outbox()
        self.at.list(self.at.rows(12, row5={"account_no": ""}))
        self.at.list(self.at.rows(40)[12:], name="more", code="SP0002")
        self.at.list(self.at.rows(40)[12:], name="copy", code="SP0003")
        done = self.at.pay(MORNING)
        self.assertIn("list.code_used", done.stdout)
        self.assertIn("payout.already_approved", done.stdout)
        self.assertEqual(self.at.outbox(), before)

    def assert_whole(self):
        done = self.at.run("almoner", "fsck", "--now", MORNING)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_workspace_that_lost_nothing_is_told_so(self):
        done = recover(self.at)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn("nothing of this workspace is lost", done.stdout)

    def test_an_old_store_is_brought_up_to_what_was_signed(self):
        self.put_back()
        self.taken_by_transport()
        self.assert_refused("audit.store_behind")
        self.assert_refused("audit.store_behind", "reconcile")
        register = self.at.home / "stopped.csv"
        register.write_text("身份证号,原因\n" + self.at.rows(60)[50]["payee_id"] + ",deceased\n", encoding="utf-8")
        done = self.at.run("almoner", "register", "stopped", str(register), "--source", "registry", "--date", "2026-01-21", "--now", MORNING)
        self.assertIn("audit.store_behind", done.stdout)
        self.assertIn("SP0002F10001.xml", recover(self.at).stdout)
        done = recovered(self.at)
        self.assertIn("SP0002F10001.xml: 28 transfers, 14,000.00, in doubt", done.stdout)
        self.assertEqual(sealed(self.at), self.digests)
        self.assertEqual({id: one[:3] for id, one in attempts(self.at).items()}, {id: one[:3] for id, one in self.before.items()})
        self.assertEqual(self.at.outbox(), {})
        self.assert_whole()
        self.assert_nothing_is_paid_again()

    def test_a_store_that_is_gone_is_rebuilt_from_what_was_signed(self):
        self.lose("state")
        self.taken_by_transport()
        self.assert_refused("audit.store_behind")
        done = recovered(self.at)
        self.assertIn("SP0001F10001.xml: 11 transfers, 5,500.00, in doubt", done.stdout)
        self.assertIn("recover.registers", done.stdout)
        self.assertEqual(sealed(self.at), self.digests)
        self.assertEqual({id: one[:3] for id, one in attempts(self.at).items()}, {id: one[:3] for id, one in self.before.items()})
        self.assertEqual(self.at.outbox(), {})
        self.assert_whole()
        self.assert_nothing_is_paid_again()
        self.assert_whole()

    def test_the_answers_of_the_bank_are_read_again_and_end_as_they_did(self):
        self.lose("state")
        recovered(self.at)
        self.at.run("almoner", "reconcile", "--now", MORNING)
        first = {id: one for id, one in self.before.items() if one[0] == "SP0001F10001"}
        self.assertEqual({id: one for id, one in attempts(self.at).items() if id in first}, first)
        self.assertIn("booked", {one[3] for one in first.values()})
        self.assert_whole()

    def test_a_file_that_lies_in_the_outbox_is_delivered_and_stays_as_it_is(self):
        self.put_back()
        done = recovered(self.at)
        self.assertIn("SP0002F10001.xml: 28 transfers, 14,000.00, in the outbox", done.stdout)
        self.assertEqual(self.at.outbox(), self.outbox)
        self.assert_whole()

    def test_store_and_checkpoints_lost_together_are_told_by_the_signed_files(self):
        self.lose("state", "anchor")
        self.at.list(self.at.rows(40)[12:], name="more", code="SP0002")
        self.at.seal()
        self.assert_refused("audit.unknown_file")
        recovered(self.at)
        self.assertEqual(sealed(self.at), self.digests)
        self.assert_whole()

    def test_one_person_alone_or_without_the_role_rebuilds_nothing(self):
        self.put_back()
        self.assertIn("approval.power", sign(self.at, "wang.jun").stdout)
        for _ in range(2):
            self.assertEqual(sign(self.at, "sun.li").returncode, 1)
        self.assert_refused("audit.store_behind")
        self.assertEqual(len(sealed(self.at)), 1)
        recovered(self.at)

    def test_the_log_says_what_is_gone_and_goes_on_from_there(self):
        self.put_back()
        newest = max(path.name for path in (self.at.home / "anchor").iterdir())
        recovered(self.at)
        log = self.at.home / "export"
        self.at.run("almoner", "audit", "export", "--out", str(log), check=True)
        records = [json.loads(line) for line in (log / "log.jsonl").read_text("utf-8").splitlines()]
        (gone,) = [one for one in records if one["kind"] == "recovered"]
        self.assertEqual(int(gone["subject"].split()[0]), int(newest.split(".")[0]))
        self.assertTrue([path for path in gone["archived"] if path.startswith("decisions/")])
        self.assertTrue([path for path in gone["archived"] if path.startswith("recovered/")])
        self.assertEqual([one["kind"] for one in records if one["seq"] == gone["seq"] + 1], ["list_recovered"])
        verified = subprocess.run([sys.executable, str(SOURCE / "samples/audit/verify.py"), "--log", str(log), "--archive", str(self.at.home / "archive"),
                                   "--certificates", str(self.at.home / "keys")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.assertEqual(verified.returncode, 0, verified.stdout)

    def planned_and_lost(self):
        """The old store has planned a list and not sealed it: a night killed at one rename after the other, until it has."""
        if shutil.which("strace") is None:
            self.skipTest("needs strace (apt-get install strace)")
        self.at.list(self.at.rows(45)[40:], name="third", code="SP0004")
        self.at.seal()
        fresh = self.at.home.parent / "fresh"
        self.at.copy_to(fresh)
        for number in range(1, 40):
            shutil.rmtree(self.at.home)
            shutil.copytree(fresh, self.at.home)
            self.at.run("almoner", "pay", "--now", MORNING, before=("strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=renameat", "-e",
                                                                   f"inject=renameat:signal=KILL:when={number}"))
            if "SP0004F10001" in planned(self.at):
                break
        self.assertIn("SP0004F10001", planned(self.at))
        shutil.rmtree(self.old)
        shutil.copytree(self.at.home / "state", self.old)

    def assert_sealed_as_signed(self):
        self.at.pay(MORNING)
        digests = sealed(self.at)
        self.assertIn("SP0004F10001", digests)
        self.taken_by_transport()
        self.put_back()
        self.assertIn("SP0004F10001", planned(self.at))
        recovered(self.at)
        self.assertEqual(sealed(self.at), digests)
        self.assertEqual(self.at.outbox(), {})
        self.assert_whole()

    def test_a_plan_that_the_old_store_had_is_sealed_as_it_was_signed(self):
        self.planned_and_lost()
        self.assert_sealed_as_signed()

    def test_whom_a_stop_list_took_out_before_the_file_was_signed_stays_out(self):
        programme = self.at.home / "programmes/relief.toml"
        programme.write_text(with_rules("general"))
        self.planned_and_lost()
        stopped = self.at.home / "stopped.csv"
        stopped.write_text("身份证号,原因\n" + self.at.rows(45)[42]["payee_id"] + ",deceased\n", encoding="utf-8")
        self.at.run("almoner", "register", "stopped", str(stopped), "--source", "registry", "--date", "2026-01-21", "--now", MORNING, check=True)
        self.assert_sealed_as_signed()
        out = [one for one in rows(self.at, "SELECT line.row, state, finding FROM line JOIN list ON list.list = line.list WHERE code = 'SP0004'") if one[1] != "accepted"]
        self.assertEqual(out, [(4, "cancelled", "line.recovered")])

    def test_signatures_beside_the_file_and_other_encodings_are_read_too(self):
        for number, profile in enumerate(("cn-pain-09", "cn-batch-gb18030"), 5):
            path = self.at.write_rows(f"list{number}", self.at.rows(70)[number * 10:number * 10 + 10])
            self.at.cover_command(path, f"SP000{number}", profile=profile, check=True)
            self.at.approve(path.with_suffix(".cover.toml"))
        self.at.pay(MORNING)
        digests, before = sealed(self.at), attempts(self.at)
        self.assertEqual(len(digests), 4)
        self.lose("state")
        recovered(self.at)
        self.assertEqual(sealed(self.at), digests)
        self.assertEqual({id: one[:3] for id, one in attempts(self.at).items()}, {id: one[:3] for id, one in before.items()})
        self.assert_whole()

    def test_a_recovery_that_nobody_signed_stops_payment(self):
        self.put_back()
        recovered(self.at)
        folder = next(path.parent for path in (self.at.home / "archive/decisions").rglob("*recover_store.toml"))
        kept = self.at.home.parent / "kept"
        shutil.copytree(folder, kept)
        for path in folder.glob("*.zhou.yan.p7s"):
            path.unlink()
        self.at.list(self.at.rows(45)[40:], name="next", code="SP0009")
        self.at.seal()
        done = self.at.run("almoner", "pay", "--now", MORNING)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("audit.", done.stdout)
        told = self.at.run("almoner", "fsck", "--json", "--now", MORNING).stdout.splitlines()
        self.assertIn(("recoveries_signed", 1, 1), [(one["invariant"], one["looked_at"], one["broken"]) for one in map(json.loads, told)])
        shutil.copytree(kept, folder, dirs_exist_ok=True)

    def test_a_signed_file_that_was_changed_is_told_and_nothing_is_paid(self):
        self.put_back()
        path = self.at.home / "archive/files/SP0002F10001.xml"
        kept = path.read_bytes()
        path.write_bytes(kept.replace(b"500.00", b"501.00", 1))
        done = recovered(self.at)
        self.assertEqual(done.returncode, 1, done.stdout)
        self.assertIn("recover.file: 'SP0002F10001'", done.stdout)
        self.assertEqual(len(sealed(self.at)), 1)
        self.at.list(self.at.rows(45)[40:], name="next", code="SP0009")
        self.at.seal()
        self.assert_refused("audit.unknown_file")
        path.write_bytes(kept)
        recovered(self.at)
        self.assertEqual(sealed(self.at), self.digests)

    def test_who_approved_then_and_may_no_more_has_approved(self):
        self.lose("state")
        register = self.at.home / "keys/register.toml"
        register.write_text(register.read_text("utf-8").replace('id = "wang.jun"\n', 'id = "wang.jun"\nvalid_until = 2026-01-31\n'), "utf-8")
        later = "2026-03-02T01:00:00Z"
        for person in ("sun.li", "zhou.yan"):
            self.at.run("almoner", "seal", "--as", person, "--key", str(self.at.home / f"keys/private/{person}.key"), "--now", later)
        recovered(self.at, later)
        self.assertEqual(rows(self.at, "SELECT code, person FROM approval JOIN list USING (list) WHERE role = 'approver' ORDER BY code"),
                         [("SP0001", "wang.jun"), ("SP0002", "wang.jun")])
        self.assert_whole()

    def test_a_line_that_no_file_pays_waits_for_a_person(self):
        self.lose("state")
        recovered(self.at)
        shown = [json.loads(line) for line in self.at.run("almoner", "payouts", "--json", "--now", MORNING).stdout.splitlines()]
        held = [one for one in shown if one["list"] == "SP0001" and one["payout_state"] == "held"]
        self.assertEqual([(one["row"], one["reason"]) for one in held], [(5, "account.missing")])


class Everywhere(Everything):
    """A store with rows of every kind is lost, the archive is not."""

    def test_everything_that_was_signed_is_spent_once_more_and_is_paid_no_more(self):
        before, digests, outbox = attempts(self.at, self.LATER), sealed(self.at), self.at.outbox()
        self.assertTrue([id for id in before if id[14] == "2"], "a correction was paid")
        shutil.rmtree(self.at.home / "state")
        done = recovered(self.at, self.LATER)
        self.assertEqual(sealed(self.at), digests, done.stdout)
        self.assertEqual({id: one[:3] for id, one in attempts(self.at, self.LATER).items()}, {id: one[:3] for id, one in before.items()})
        self.assertEqual(self.at.outbox(), outbox)
        self.at.run("almoner", "reconcile", "--now", self.LATER)
        found = self.at.run("almoner", "fsck", "--now", self.LATER)
        self.assertEqual(found.returncode, 0, found.stdout)
        paid = self.at.pay(self.LATER)
        self.assertIn(paid.returncode, (0, 1), paid.stdout)
        self.assertNotIn("hand-over sheet", paid.stdout)
        self.assertEqual(self.at.outbox(), outbox)


if __name__ == "__main__":
    unittest.main()
