#!/usr/bin/env python3
"""Changes the store, the archive and the log behind the program's back, as an administrator could, and looks who notices.

usage: ALMONER_PROGRAMS=build/release tests/night/test_audit.py [unittest options]
"""

import hashlib
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import unittest

from everything import Everything
from workspace import NIGHT, PROGRAMS, SOURCE, Workspace

# Tables the log does not answer for; store/contents.cpp says why.
FREE = {"audit", "exception_since", "file_to_solve", "finding", "list_secret", "run", "store"}


class Tampering(Everything):
    """What an administrator changes, and who notices."""

    @staticmethod
    def changed(value):
        """Another value of the same kind that no other row has."""
        if isinstance(value, int):
            return value + 100_000
        return b"\1" * len(value) if isinstance(value, bytes) else f"{value}."

    def assert_change_found(self, store, table, change, values, back, values_back):
        store.execute(change, values)
        store.commit()
        self.assertIn(f"audit.rows_changed: '{table}/", self.verify().stdout)
        store.execute(back, values_back)
        store.commit()

    def test_any_value_changed_and_any_row_removed_is_found_with_its_table(self):
        store = self.unlocked()
        tables = [name for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") if name not in FREE]
        self.assertGreaterEqual(len(tables), 20)
        empty = []
        for table in sorted(tables):
            columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
            row = store.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
            where = " AND ".join(f"{column} IS ?" for column in columns)
            insert, delete = f"INSERT INTO {table} VALUES ({', '.join('?' * len(columns))})", f"DELETE FROM {table} WHERE {where}"
            if row is None:
                empty.append(table)
                self.assert_change_found(store, table, insert, [7] * len(columns), f"DELETE FROM {table}", ())
                continue
            with self.subTest(table=table, removed=True):
                self.assert_change_found(store, table, delete, row, insert, row)
            for column, value in zip(columns, row):
                with self.subTest(table=table, column=column):
                    changed = self.changed(value)
                    update = f"UPDATE {table} SET {column} = ? WHERE {where}"
                    other = [changed if name == column else known for name, known in zip(columns, row)]
                    self.assert_change_found(store, table, update, (changed, *row), update, (value, *other))
        store.close()
        self.assertEqual(empty, ["table_row"], "the bank of this store gives no tables")
        self.assert_sound()

    def test_a_changed_amount_stops_the_next_payment(self):
        store = self.unlocked()
        store.execute("UPDATE line SET amount = amount + 1 WHERE row = 3")
        store.commit()
        self.assert_nothing_is_paid("audit.rows_changed")
        store.execute("UPDATE line SET amount = amount - 1 WHERE row = 3")
        store.commit()
        store.close()
        self.assertEqual(self.at.pay(self.LATER).returncode, 0)

    def accept(self, person, reason="looked at with the bank's list"):
        return self.at.run("almoner", "audit", "accept", "--as", person, "--key", str(self.at.home / f"keys/private/{person}.key"), "--reason", reason,
                           "--now", self.LATER)

    def test_what_two_people_accept_is_paid_over_and_another_change_is_not(self):
        store = self.unlocked()
        store.execute("UPDATE line SET note = 'corrected by hand' WHERE list = 1 AND row = 3")
        store.commit()
        self.assert_nothing_is_paid("audit.rows_changed")
        self.assertIn("approval.power: 'wang.jun'", self.accept("wang.jun").stdout)
        self.assertEqual(self.accept("sun.li").returncode, 0)
        self.assertEqual(self.at.pay(self.LATER).returncode, 3)
        self.assertEqual(self.accept("zhou.yan").returncode, 0)
        before = self.at.outbox()
        done = self.at.pay(self.LATER)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual(len(self.at.outbox()), len(before) + 1)
        self.assert_sound()
        store.execute("UPDATE line SET note = 'again' WHERE list = 1 AND row = 3")
        store.commit()
        self.assertIn("(last logged for 6-accept_audit)", self.verify().stdout)
        self.assertEqual(len(list((self.at.home / "decisions").glob("*accept_audit.toml"))), 1)
        self.assertEqual(len(list((self.at.home / "archive/decisions").rglob("*accept_audit*.p7s"))), 2)
        store.execute("UPDATE line SET note = 'corrected by hand' WHERE list = 1 AND row = 3")
        store.commit()
        store.close()

    def test_a_transfer_is_proved_also_when_others_of_its_file_were_corrected_or_closed(self):
        paid = next(one for one in self.payouts() if one["message_id"] == "SP0001F10001" and one["state"] in ("booked", "final"))
        done = self.at.run("almoner", "audit", "prove", paid["end_to_end_id"], "--out", str(self.at.home / "proof.json"))
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_people_whom_an_administrator_has_named_accept_nothing(self):
        store = self.unlocked()
        store.execute("UPDATE line SET note = 'corrected by hand' WHERE list = 1 AND row = 3")
        store.commit()
        self.assert_nothing_is_paid("audit.rows_changed")
        register = self.at.home / "keys/register.toml"
        kept = register.read_text("utf-8")
        for person in ("wang.jun", "zhao.min"):
            register.write_text(register.read_text("utf-8").replace(f'id = "{person}"', f'id = "{person}-2"') +
                                f'\n[[persons]]\nid = "{person}"\nname = "x"\nroles = ["settings"]\ncertificate = "{person}.crt"\n', "utf-8")
            register.write_text(re.sub(rf'\[\[persons\]\]\nid = "{person}-2".*?(?=\n\[\[|\Z)', "", register.read_text("utf-8"), flags=re.S), "utf-8")
            self.assertEqual(self.accept(person).returncode, 0)
        self.at.seal(["wang.jun", "zhao.min"])
        self.assertEqual(self.at.run("almoner", "pay", "--now", self.LATER).returncode, 3)
        register.write_text(kept, "utf-8")
        self.at.seal()
        self.assertEqual(self.at.pay(self.LATER).returncode, 3)
        store.execute("UPDATE line SET note = '' WHERE list = 1 AND row = 3")
        store.commit()
        store.close()

    def test_a_line_that_nobody_logged_is_found(self):
        store = self.unlocked()
        store.execute("INSERT INTO line SELECT list, sheet, row + 1000, payee_kind, channel, state, category, unit, payee_name, person_key, scheme, account, "
                      "bank_code, bic, amount, members, note, finding, beneficiary_name, relation, address, reference FROM line WHERE row = 3")
        store.commit()
        store.close()
        self.assert_found("audit.rows_changed", "line/1")
        self.restore_store()

    def restore_store(self):
        """Lets the workspace close, which looks once more."""
        shutil.rmtree(self.at.home / "state")

    def test_an_archived_file_that_changed_or_went_is_found_and_stops_payment(self):
        files = sorted(path for path in (self.at.home / "archive").rglob("*") if path.is_file())
        self.assertGreaterEqual(len(files), 12)
        for path in files:
            kept = path.read_bytes()
            with self.subTest(path=path.name):
                path.write_bytes(bytes([kept[0] ^ 1]) + kept[1:])
                self.assertIn(f"{path}: audit.archive_changed", self.verify().stdout)
                path.unlink()
                self.assertIn(f"{path}: audit.archive_missing", self.verify().stdout)
            path.write_bytes(kept)
        self.assert_sound()
        files[-1].write_bytes(b"other")
        self.assert_nothing_is_paid("audit.archive_changed")
        files[-1].write_bytes(kept)

    def test_an_older_store_put_back_is_found(self):
        older = self.at.home / "older"
        shutil.copytree(self.at.home / "state", older)
        self.at.list(self.at.rows(38)[36:], name="later", code="SP0005")
        self.at.pay(self.LATER)
        shutil.rmtree(self.at.home / "state")
        shutil.copytree(older, self.at.home / "state")
        self.assert_found("audit.store_behind")
        self.assert_nothing_is_paid("audit.store_behind")
        self.restore_store()

    def test_a_record_of_the_log_changed_removed_or_cut_off_is_found(self):
        changes = {"UPDATE audit SET record = replace(record, '2026', '2025') WHERE leaf = 1": "audit.record",
                   "DELETE FROM audit WHERE leaf = 2": "audit.record",
                   "DELETE FROM audit WHERE leaf > 3": "audit.store_behind"}
        kept = self.at.home / "kept"
        self.unlocked().close()
        shutil.copytree(self.at.home / "state", kept)
        for change, code in changes.items():
            with self.subTest(change=change):
                store = self.unlocked()
                store.execute(change)
                store.commit()
                store.close()
                self.assert_found(code)
            shutil.rmtree(self.at.home / "state")
            shutil.copytree(kept, self.at.home / "state")

    def test_whoever_writes_the_log_anew_is_found_by_its_checkpoints(self):
        """Record and digest agree again; only what was signed outside the store tells."""
        store = self.unlocked()
        (record,) = store.execute("SELECT record FROM audit WHERE leaf = 1").fetchone()
        record = record.replace("2026", "2025")
        store.execute("UPDATE audit SET record = ?, sha256 = ? WHERE leaf = 1", (record, hashlib.sha256(b"\0" + record.encode()).hexdigest()))
        store.commit()
        store.close()
        self.assert_found("audit.log_changed")
        self.assert_nothing_is_paid("audit.log_changed")
        self.restore_store()

    def test_a_checkpoint_that_changed_or_went_is_found(self):
        anchors = sorted((self.at.home / "anchor").iterdir())
        self.assertGreaterEqual(len(anchors), 4)
        kept = anchors[-1].read_bytes()
        anchors[-1].write_bytes(kept.replace(b"\n", b"0\n", 2))
        done = self.verify()
        self.assertIn(f"{anchors[-1]}: audit.checkpoint", done.stdout)
        self.assertEqual(done.returncode, 3)
        for path in anchors[-2:]:
            path.unlink()
        self.assert_found("audit.checkpoint_missing")
        self.restore_store()


class Auditor(unittest.TestCase):
    """What somebody can prove who has neither Almoner nor the store."""

    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        self.at.list(self.at.rows(7))
        self.at.pay(NIGHT)
        self.at.bank()
        self.at.night()
        self.log = self.at.home / "export"
        self.at.run("almoner", "audit", "export", "--out", str(self.log), check=True)
        self.certificates = self.at.home / "keys"

    def verify(self, *more):
        return subprocess.run([sys.executable, str(SOURCE / "samples/audit/verify.py"), "--log", str(self.log), *map(str, more)], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)

    def whole(self):
        return self.verify("--archive", self.at.home / "archive", "--certificates", self.certificates)

    def proof(self):
        shown = self.at.run("almoner", "payouts", "--json").stdout.splitlines()
        path = self.at.home / "proof.json"
        path.unlink(missing_ok=True)
        self.at.run("almoner", "audit", "prove", json.loads(shown[2])["end_to_end_id"], "--out", str(path), check=True)
        return path

    def test_the_second_verifier_finds_everything_as_it_was(self):
        done = self.whole()
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertRegex(done.stdout, r"^\d+ records, 2 checkpoints, \d+ files, 2 signatures: everything holds\n$")

    def test_the_second_verifier_finds_a_changed_log(self):
        log = self.log / "log.jsonl"
        lines = log.read_bytes().splitlines(keepends=True)
        for changed in ([lines[1], lines[0], *lines[2:]], lines[:-1], lines[1:], [lines[0].replace(b"2026", b"2025"), *lines[1:]]):
            log.write_bytes(b"".join(changed))
            self.assertEqual(self.whole().returncode, 1)
        log.write_bytes(b"".join(lines))
        self.assertEqual(self.whole().returncode, 0)

    def test_the_second_verifier_finds_a_checkpoint_of_another_key(self):
        other = Workspace(PROGRAMS)
        self.addCleanup(other.close)
        for name in ("audit.key", "audit.crt"):
            folder = other.home / "keys" / ("private" if name.endswith(".key") else "")
            (folder / name).unlink()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-noenc", "-subj", "/CN=audit", "-days", "3650", "-keyout",
                        str(other.home / "keys/private/audit.key"), "-out", str(other.home / "keys/audit.crt")], check=True, stderr=subprocess.DEVNULL)
        done = self.verify("--archive", self.at.home / "archive", "--key", self.key_of(other))
        self.assertEqual(done.returncode, 1)
        self.assertIn("the signature of the log does not hold", done.stdout)

    @staticmethod
    def key_of(workspace):
        folder = workspace.home / "export"
        workspace.run("almoner", "audit", "export", "--out", str(folder), check=True)
        return (folder / "log.key").read_text().strip()

    def test_the_second_verifier_finds_changed_and_missing_files(self):
        for path in sorted(path for path in (self.at.home / "archive").rglob("*") if path.is_file()):
            kept = path.read_bytes()
            path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
            self.assertIn(f"{path.relative_to(self.at.home)}: is not the file that was logged", self.whole().stdout)
            path.unlink()
            self.assertIn(f"{path.relative_to(self.at.home)}: is gone", self.whole().stdout)
            path.write_bytes(kept)

    def test_a_signature_of_somebody_unknown_is_found(self):
        (self.certificates / "wang.jun.crt").unlink()
        done = self.whole()
        self.assertEqual(done.returncode, 1)
        self.assertIn("SP0001", done.stdout)
        shutil.copy(SOURCE / "keys/demo/wang.jun.crt", self.certificates)

    def test_one_transfer_is_proved_without_the_others(self):
        path = self.proof()
        done = self.verify("--proof", path)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertIn('"amount":"500.00"', done.stdout)
        shown = path.read_text(encoding="utf-8")
        others = [row["payee_name"] for number, row in enumerate(self.at.rows(7)) if number != 2]
        self.assertFalse([name for name in others if name in shown])

    def test_a_changed_proof_holds_nowhere(self):
        path = self.proof()
        proof = json.loads(path.read_text(encoding="utf-8"))
        changes = {"transfer": proof["transfer"].replace("500.00", "900.00"), "index": proof["index"] + 1, "count": proof["count"] + 4,
                   "path": " ".join(reversed(proof["path"].split())), "leaf": proof["leaf"].replace('"run":1', '"run":2'), "leaf_index": proof["leaf_index"] + 1,
                   "leaf_path": proof["leaf_path"][:-1] + ("0" if proof["leaf_path"][-1] != "0" else "1"), "checkpoint": proof["checkpoint"].replace("\n", "1\n", 2)}
        for field, value in changes.items():
            with self.subTest(field=field):
                path.write_text(json.dumps(dict(proof, **{field: value})), encoding="utf-8")
                self.assertEqual(self.verify("--proof", path).returncode, 1)

    def test_a_transfer_changed_since_it_was_sealed_is_not_proved(self):
        shown = json.loads(self.at.run("almoner", "payouts", "--json").stdout.splitlines()[2])
        store = sqlite3.connect(self.at.home / "state/almoner.db")
        store.execute("DROP TRIGGER line_is_fixed")
        store.execute("UPDATE line SET amount = amount + 100")
        store.commit()
        done = self.at.run("almoner", "audit", "prove", shown["end_to_end_id"], "--out", str(self.at.home / "proof.json"))
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("audit.proof: 'SP0001F10001'", done.stdout)
        store.execute("UPDATE line SET amount = amount - 100")
        store.commit()
        store.close()

    def test_the_newest_checkpoint_is_printed_as_it_was_signed(self):
        done = self.at.run("almoner", "audit", "checkpoint", check=True)
        newest = max((self.at.home / "anchor").iterdir())
        self.assertEqual(done.stdout, newest.read_text(encoding="utf-8"))

    def test_checkpoints_are_kept_in_every_folder_that_is_named(self):
        settings = self.at.home / "almoner.toml"
        settings.write_text(settings.read_text().replace("\n\n[[", '\nanchors = ["../elsewhere"]\n\n[[', 1))
        self.at.night()
        elsewhere = sorted(path.name for path in (self.at.home.parent / "elsewhere").iterdir())
        self.assertEqual(elsewhere, [max(path.name for path in (self.at.home / "anchor").iterdir())])


if __name__ == "__main__":
    unittest.main()
