#!/usr/bin/env python3
"""Keys as a finance office lives with them: made, locked, replaced, lost, revoked, and on a token.

usage: ALMONER_PROGRAMS=build/release tests/night/test_keys.py [unittest options]
"""

import json
import os
import pathlib
import shutil
import subprocess
import unittest

from workspace import NIGHT, PROGRAMS, Workspace, almoner

MODULE = pathlib.Path("/usr/lib/softhsm/libsofthsm2.so")
LATER = "2026-02-02T01:00:00Z"
TODAY = "2026-01-16"


def command(*arguments, **options):
    return subprocess.run([str(one) for one in arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False, **options)


class Office(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        self.keys = self.at.home / "keys"

    def almoner(self, *arguments, now=NIGHT, secret=None, **options):
        """With a secret, it comes on a descriptor, as a script would give it."""
        if arguments[0] == "pay":
            self.at.seal()
        arguments = [*arguments, "--home", self.at.home, "--now", now]
        if secret is None:
            return almoner(*arguments, **options)
        reading, writing = os.pipe()
        os.write(writing, (secret + "\n").encode())
        os.close(writing)
        try:
            return almoner(*arguments, "--passphrase-fd", reading, pass_fds=[reading], **options)
        finally:
            os.close(reading)

    def said(self, told, code, exit_code=2):
        self.assertEqual(told.returncode, exit_code, told.stdout + (told.stderr or ""))
        lines = [line for line in (told.stdout + (told.stderr or "")).splitlines() if f"{code}: " in line]
        self.assertTrue(lines, told.stdout + (told.stderr or ""))
        self.assertIn("; ", lines[0], "says what is wrong, then what to do")
        return lines[0]

    def make(self, name, purpose, *more, **options):
        told = self.almoner("keys", "new", name, "--purpose", purpose, *more, **options)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        return told.stdout

    def one_list(self, code="SP0001", name="list", first=0):
        return self.at.list(self.at.rows(12 + first)[first:], name=name, code=code)

    def ring(self, change):
        path = self.keys / "ring.toml"
        path.write_text(change(path.read_text()))


class Listed(Office):
    def test_list_shows_every_key_and_person_with_what_is_read_on_the_telephone(self):
        told = self.almoner("keys", "list")
        self.assertEqual(told.returncode, 0, told.stderr)
        lines = told.stdout.splitlines()
        self.assertEqual(lines[0], "transfer: signs files, in force, 2025-01-01 to 2035-01-01, transfer")
        openssl = command("openssl", "x509", "-in", self.keys / "transfer.crt", "-noout", "-fingerprint", "-sha256").stdout
        digits = openssl.strip().split("=")[1].replace(":", "").lower()
        self.assertEqual(lines[1], "    " + " ".join(digits[at:at + 4] for at in range(0, 64, 4)))
        for line in ("transfer-spare: signs files, spare, ", "audit: signs the audit log, in force, ", "bank: the bank's, in force, ",
                     "wang.jun: approves lists, in force, "):
            self.assertIn(line, told.stdout)
        self.assertIn("transfer：签署文件，使用中，", self.almoner("keys", "list", "--lang", "zh").stdout)

    def test_list_as_json_has_one_key_a_line(self):
        rows = [json.loads(line) for line in self.almoner("keys", "list", "--json").stdout.splitlines()]
        self.assertEqual([row["id"] for row in rows], ["transfer", "transfer-spare", "audit", "bank", "li.na", "sun.li", "wang.jun", "zhao.min", "zhou.yan"])
        self.assertEqual(list(rows[0]), ["id", "purpose", "state", "subject", "valid_from", "valid_until", "fingerprint"])
        self.assertEqual(rows[1]["state"], "spare")


class Checked(Office):
    def check(self, **options):
        return self.almoner("keys", "check", **options)

    def test_keys_in_order_need_nobody(self):
        told = self.check()
        self.assertEqual((told.returncode, told.stdout), (0, "4 keys and 5 persons looked at, 0 findings\n"))

    def test_a_private_key_that_others_can_read_is_told_and_never_used(self):
        (self.keys / "private/transfer.key").chmod(0o640)
        self.assertIn("chmod 0600", self.said(self.check(), "key.mode", 1))
        self.one_list()
        self.said(self.at.pay(), "key.mode")
        self.assertEqual(self.at.outbox(), {})

    def test_a_key_that_is_not_the_certificates_is_told(self):
        shutil.copy(self.keys / "private/bank.key", self.keys / "private/transfer.key")
        self.said(self.check(), "key.mismatch", 1)
        self.said(self.at.pay(), "key.mismatch")

    def test_a_certificate_that_ends_within_30_days_is_told_ahead(self):
        self.said(self.check(now="2034-12-02T20:00:00Z"), "key.ends_soon", 1)
        self.assertEqual(self.check(now="2034-12-01T20:00:00Z").returncode, 0)
        self.said(self.check(now="2035-01-02T12:00:00Z"), "key.expired", 1)

    def test_a_missing_spare_is_told(self):
        self.ring(lambda text: text.replace("spare = true", 'valid_from = 2025-06-01\nvalid_until = 2026-01-01'))
        self.said(self.check(), "key.spare_missing", 1)

    def test_one_key_never_serves_two_purposes_or_persons(self):
        self.ring(lambda text: text + '\n[[keys]]\nid = "second"\npurpose = "bank"\ncertificate = "transfer.crt"\n')
        self.said(self.check(), "key.two_purposes", 1)
        self.said(self.at.pay(), "key.two_purposes")
        self.ring(lambda text: text.replace('id = "second"\npurpose = "bank"\ncertificate = "transfer.crt"', 'id = "second"\npurpose = "bank"\ncertificate = "li.na.crt"'))
        self.said(self.check(), "key.two_purposes", 1)

    def test_a_key_is_held_to_its_purpose(self):
        self.ring(lambda text: text.replace('certificate = "audit.crt"\nprivate = "private/audit.key"', 'certificate = "transfer-spare.crt"\nprivate = "private/transfer-spare.key"', 1)
                  .replace('\n[[keys]]\nid = "transfer-spare"\npurpose = "file"\ncertificate = "transfer-spare.crt"\nprivate = "private/transfer-spare.key"\nspare = true\n', ""))
        self.said(self.check(), "key.purpose", 1)


class Paying(Office):
    def test_a_file_key_that_has_ended_is_refused_and_the_bank_is_still_read(self):
        self.one_list()
        self.said(self.at.pay(now="2035-02-01T01:00:00Z"), "key.expired")
        self.assertEqual(self.at.run("almoner", "reconcile", "--now", "2035-02-01T01:00:00Z").returncode, 2, "the bank's has ended, too")
        self.assertEqual(self.at.outbox(), {})

    def test_a_file_waits_for_a_key_that_outlives_it_by_five_days(self):
        self.make("short", "file", "--days", "8")
        self.almoner("keys", "rotate", "transfer", "--to", "short", "--from", TODAY)
        self.one_list()
        told = self.at.pay()
        self.assertIn("2026-01-24", self.said(told, "key.ends_early", 1))
        self.said(told, "key.ends_soon", 1)
        self.assertEqual(self.at.outbox(), {})
        self.assertEqual(self.almoner("keys", "rotate", "short", "--to", "transfer-spare", "--from", "2026-01-17").returncode, 0)
        self.assertEqual(self.at.pay(now="2026-01-17T01:00:00Z").returncode, 0)
        self.assertEqual(len(self.at.outbox()), 1)

    def test_nobody_pays_without_a_key_in_force(self):
        self.ring(lambda text: text.replace('private = "private/transfer.key"', 'private = "private/transfer.key"\nvalid_until = 2026-01-15'))
        self.said(self.at.pay(), "key.none_in_force")

    def test_a_locked_key_takes_its_passphrase_from_a_descriptor_or_a_credential(self):
        key = self.keys / "private/transfer.key"
        locked = command("openssl", "pkcs8", "-topk8", "-in", key, "-passout", "pass:correct horse", "-out", key.with_suffix(".locked"))
        self.assertEqual(locked.returncode, 0, locked.stdout)
        key.with_suffix(".locked").replace(key)
        key.chmod(0o600)
        self.one_list()
        self.said(self.almoner("pay"), "key.passphrase")
        told = self.almoner("pay", secret="wrong horse")
        self.assertNotIn("wrong horse", self.said(told, "key.passphrase") + told.stdout)
        credentials = self.at.home.parent / "credentials"
        credentials.mkdir()
        (credentials / "transfer").write_text("correct horse\n")
        self.assertEqual(self.almoner("pay", env={**os.environ, "CREDENTIALS_DIRECTORY": str(credentials)}).returncode, 0)
        self.one_list("SP0002", "more", first=12)
        self.assertEqual(self.almoner("pay", secret="correct horse", now="2026-01-17T01:00:00Z").returncode, 0)
        self.assertEqual(len(self.at.outbox()), 2)


class Made(Office):
    def test_new_makes_a_private_key_and_its_certificate_and_never_replaces_one(self):
        told = self.make("transfer-2027", "file", "--days", "400")
        self.assertIn("transfer-2027 is a spare until almoner keys rotate", told)
        private = self.keys / "private/transfer-2027.key"
        self.assertEqual(private.stat().st_mode & 0o777, 0o600)
        shown = command("openssl", "x509", "-in", self.keys / "transfer-2027.crt", "-noout", "-text").stdout
        for words in ("3072 bit", "CN = transfer-2027", "Digital Signature", "CA:FALSE", "Not Before: Jan 16 01:00:00 2026", "Not After : Feb 20 01:00:00 2027"):
            self.assertIn(words, shown)
        before = private.read_bytes()
        self.said(self.almoner("keys", "new", "transfer-2027", "--purpose", "file"), "file.exists", 3)
        self.assertEqual(private.read_bytes(), before)
        self.assertEqual(self.almoner("keys", "check").returncode, 0)

    def test_new_for_approvals_makes_what_approves_a_list(self):
        told = self.make("chen.li", "approval", secret="correct horse")
        self.assertIn("by telephone", told)
        shown = command("openssl", "x509", "-in", self.keys / "chen.li.crt", "-noout", "-text").stdout
        self.assertIn("E-mail Protection", shown)
        self.assertIn("ENCRYPTED", (self.keys / "private/chen.li.key").read_text())
        register = self.keys / "register.toml"
        register.write_text(register.read_text() + '\n[[persons]]\nid = "chen.li"\nname = "陈丽"\nroles = ["approver"]\ncertificate = "chen.li.crt"\npowers = [{ programme = "*" }]\n')
        cover = self.at.cover(self.at.write_rows("list", self.at.rows(12)))
        self.said(self.almoner("approve", cover, "--as", "chen.li", "--key", self.keys / "private/chen.li.key"), "key.passphrase")
        self.assertEqual(self.almoner("approve", cover, "--as", "chen.li", "--key", self.keys / "private/chen.li.key", secret="correct horse").returncode, 0)
        self.assertEqual(self.at.pay().returncode, 0)

    def test_every_purpose_has_its_algorithms(self):
        for purpose, algorithm in (("file", "p256"), ("file", "p384"), ("approval", "rsa-3072"), ("audit", "ed25519")):
            self.make(f"{purpose}-{algorithm}", purpose, "--algorithm", algorithm)
        self.said(self.almoner("keys", "new", "x", "--purpose", "approval", "--algorithm", "ed25519"), "key.purpose")
        self.said(self.almoner("keys", "new", "x", "--purpose", "audit", "--algorithm", "p256"), "key.purpose")
        self.assertFalse((self.keys / "x.crt").exists())
        for name in ("../x", "", ".x"):
            self.assertEqual(self.almoner("keys", "new", name, "--purpose", "file").returncode, 2)


class Rotated(Office):
    def test_old_files_verify_with_the_key_they_were_sealed_with_and_new_ones_with_the_next(self):
        self.one_list()
        self.assertEqual(self.at.pay().returncode, 0)
        told = self.almoner("keys", "rotate", "transfer", "--to", "transfer-spare", "--from", "2026-02-01")
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn("transfer-spare is in force from 2026-02-01 on, in the place of transfer", told.stdout)
        self.assertIn("valid_until = 2026-01-31", (self.keys / "ring.toml").read_text())
        self.at.cover_command(self.at.write_rows("more", self.at.rows(24)[12:]), "SP0002", execution_date="2026-02-04", now=LATER, check=True)
        self.at.approve(self.at.home / "inbox/lists/more.cover.toml")
        paid = self.at.pay(now=LATER)
        files = sorted((self.at.home / "outbox").glob("*.xml"))
        self.assertEqual(len(files), 2, paid.stdout)
        for file, right, wrong in zip(files, ("transfer", "transfer-spare"), ("transfer-spare", "transfer")):
            self.assertEqual(almoner("verify", file, "--cert", self.keys / f"{right}.crt").returncode, 0)
            self.assertEqual(almoner("verify", file, "--cert", self.keys / f"{wrong}.crt").returncode, 1)
            told = self.almoner("verify", file, now=LATER)
            self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
            self.assertIn(f"\t{right}\t", told.stdout)

    def test_a_rotation_stays_within_its_purpose_and_out_of_the_past(self):
        rotate = lambda *words: self.almoner("keys", "rotate", *words)
        before = (self.keys / "ring.toml").read_text()
        self.said(rotate("transfer", "--to", "audit", "--from", "2026-02-01"), "key.purpose")
        self.said(rotate("transfer", "--to", "nobody", "--from", "2026-02-01"), "key.unknown")
        self.said(rotate("transfer", "--to", "transfer-spare", "--from", "2035-02-01"), "key.expired")
        self.assertEqual(rotate("transfer", "--to", "transfer-spare", "--from", "2026-01-15").returncode, 2)
        self.assertEqual((self.keys / "ring.toml").read_text(), before)


class Revoked(Office):
    def revoke(self, name, now=NIGHT):
        told = self.almoner("keys", "revoke", name, "--reason", "stick lost on the train", now=now)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        return told.stdout

    def test_a_revoked_file_key_pays_nothing_and_the_spare_takes_its_place(self):
        self.one_list()
        self.assertIn("put the spare in force today", self.revoke("transfer"))
        self.said(self.at.pay(), "key.revoked")
        self.said(self.almoner("keys", "check"), "key.revoked", 1)
        self.assertIn("transfer: signs files, revoked", self.almoner("keys", "list").stdout)
        self.assertEqual(self.almoner("keys", "rotate", "transfer", "--to", "transfer-spare", "--from", TODAY).returncode, 0)
        self.assertEqual(self.at.pay().returncode, 0)
        self.assertIn("revoked before", self.revoke("transfer"))
        self.assertEqual((self.keys / "revoked.toml").read_text().count("[[revoked]]"), 1)

    def test_revoking_a_person_names_the_covers_to_approve_again(self):
        self.one_list()
        told = self.revoke("wang.jun")
        self.assertIn("lists approved by wang.jun and not yet sent must be approved again", told)
        self.assertIn("approve again: list.cover.toml", told)
        self.assertIn('reason = "stick lost on the train"', (self.keys / "revoked.toml").read_text())

    def test_nobody_is_revoked_without_a_reason_or_a_name(self):
        self.assertEqual(self.almoner("keys", "revoke", "wang.jun").returncode, 2)
        self.said(self.almoner("keys", "revoke", "nobody", "--reason", "x"), "key.unknown")
        self.assertFalse((self.keys / "revoked.toml").exists())

    def test_an_authoritys_list_revokes_a_key_of_the_ring(self):
        folder = self.at.home.parent / "authority"
        folder.mkdir()
        (folder / "ca.cnf").write_text("[ca]\ndefault_ca = a\n[a]\nnew_certs_dir = .\ndatabase = index\nserial = serial\ncrlnumber = number\npolicy = any\ndefault_md = sha256\n"
                                       "default_days = 3650\ndefault_crl_days = 3650\n[any]\ncommonName = supplied\n[req]\ndistinguished_name = req\n")
        script = """set -e; touch index; echo 0a > serial; echo 01 > number; umask 077
            openssl req -x509 -new -newkey rsa:2048 -nodes -keyout ca.key -subj /CN=Authority -days 3650 -out ca.crt -addext keyUsage=critical,keyCertSign,cRLSign
            openssl req -new -newkey rsa:3072 -nodes -keyout paid.key -subj /CN=paid -out paid.req
            openssl ca -batch -notext -config ca.cnf -cert ca.crt -keyfile ca.key -startdate 20250101000000Z -in paid.req -out paid.crt
            openssl ca -config ca.cnf -cert ca.crt -keyfile ca.key -gencrl -out none.crl
            openssl ca -config ca.cnf -cert ca.crt -keyfile ca.key -revoke paid.crt
            openssl ca -config ca.cnf -cert ca.crt -keyfile ca.key -gencrl -out ca.crl"""
        made = command("bash", "-c", script, cwd=folder)
        self.assertEqual(made.returncode, 0, made.stdout)
        shutil.copy(folder / "paid.crt", self.keys / "transfer.crt")
        shutil.copy(folder / "paid.key", self.keys / "private/transfer.key")
        shutil.copy(folder / "none.crl", self.keys / "ca.crl")
        self.said(self.at.pay(), "key.revocation_list")
        shutil.copy(folder / "ca.crt", self.keys / "ca.crt")
        self.assertEqual(self.at.pay().returncode, 0)
        shutil.copy(folder / "ca.crl", self.keys / "ca.crl")
        self.said(self.at.pay(), "key.revoked")


@unittest.skipUnless(MODULE.exists() and shutil.which("pkcs11-tool"), "skipped: needs softhsm2, opensc and libengine-pkcs11-openssl (tests/setup)")
class OnAToken(Office):
    PIN = "271828"

    def setUp(self):
        super().setUp()
        folder = self.at.home.parent / "token"
        folder.mkdir()
        (folder / "tokens").mkdir()
        (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
        self.env = {**os.environ, "SOFTHSM2_CONF": str(folder / "softhsm2.conf")}
        self.tool("softhsm2-util", "--init-token", "--free", "--label", "almoner", "--so-pin", "314159", "--pin", self.PIN)

    def tool(self, *arguments):
        told = command(*arguments, env=self.env)
        self.assertEqual(told.returncode, 0, told.stdout)

    def key(self, name, kind):
        self.tool("pkcs11-tool", "--module", MODULE, "--token-label", "almoner", "--login", "--pin", self.PIN, "--keypairgen", "--key-type", kind, "--label", name, "--id", name.encode().hex())
        return f"pkcs11:token=almoner;object={name}?module-path={MODULE}"

    def test_a_person_approves_with_a_token_and_openssl_accepts_it(self):
        address = self.key("chen.li", "EC:prime256v1")
        self.make("chen.li", "approval", "--key", address, secret=self.PIN, env=self.env)
        self.assertFalse((self.keys / "private/chen.li.key").exists())
        register = self.keys / "register.toml"
        register.write_text(register.read_text().replace('certificate = "wang.jun.crt"', 'certificate = "chen.li.crt"'))
        cover = self.at.cover(self.at.write_rows("list", self.at.rows(12)))
        told = self.almoner("approve", cover, "--as", "wang.jun", "--key", address, secret=self.PIN, env=self.env)
        self.assertEqual(told.returncode, 0, told.stderr)
        verified = command("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-content", cover, "-in", cover.with_name("list.cover.wang.jun.p7s"),
                           "-CAfile", self.keys / "chen.li.crt", "-out", "/dev/null", "-no_check_time")
        self.assertEqual(verified.returncode, 0, verified.stdout)
        self.assertEqual(self.at.pay().returncode, 0)

    def test_a_file_is_signed_on_a_token_and_xmlsec1_accepts_it(self):
        address = self.key("pay", "rsa:3072")
        self.make("transfer-token", "file", "--key", address, secret=self.PIN, env=self.env)
        self.assertIn(f'private = "{address}"', (self.keys / "ring.toml").read_text())
        self.assertEqual(self.almoner("keys", "rotate", "transfer", "--to", "transfer-token", "--from", TODAY).returncode, 0)
        self.one_list()
        self.said(self.almoner("pay", env=self.env), "key.passphrase")
        told = self.almoner("pay", secret="000000", env=self.env)
        self.assertNotIn("000000", self.said(told, "key.token"))
        told = self.almoner("pay", secret=self.PIN, env=self.env)
        self.assertEqual(told.returncode, 0, told.stdout + told.stderr)
        self.assertNotIn(self.PIN, told.stdout + told.stderr)
        file = next((self.at.home / "outbox").glob("*.xml"))
        self.assertEqual(almoner("verify", file, "--cert", self.keys / "transfer-token.crt").returncode, 0)
        if shutil.which("xmlsec1"):
            told = command("xmlsec1", "--verify", "--pubkey-cert-pem", self.keys / "transfer-token.crt", "--enabled-key-data", "key-name",
                           "--enabled-reference-uris", "empty", file)
            self.assertEqual(told.returncode, 0, told.stdout)

    def test_a_pin_in_an_address_is_refused(self):
        cover = self.at.cover(self.at.write_rows("list", self.at.rows(12)))
        told = self.almoner("approve", cover, "--as", "wang.jun", "--key", f"pkcs11:token=almoner;object=x?pin-value={self.PIN}")
        self.said(told, "key.pin_in_uri")

    def test_a_module_that_is_not_there_is_told(self):
        cover = self.at.cover(self.at.write_rows("list", self.at.rows(12)))
        told = self.almoner("approve", cover, "--as", "wang.jun", "--key", "pkcs11:token=almoner;object=x?module-path=/nowhere.so", secret=self.PIN)
        self.said(told, "key.token")

    def test_two_keys_of_one_token_are_checked_in_one_go(self):
        for name in ("first", "second"):
            self.make(name, "file", "--key", self.key(name, "rsa:3072"), secret=self.PIN, env=self.env)
        credentials = self.at.home.parent / "credentials"
        credentials.mkdir()
        for name in ("first", "second"):
            (credentials / name).write_text(self.PIN)
        told = self.almoner("keys", "check", env={**self.env, "CREDENTIALS_DIRECTORY": str(credentials)})
        self.assertEqual((told.returncode, told.stdout), (0, "6 keys and 5 persons looked at, 0 findings\n"))


if __name__ == "__main__":
    unittest.main()
