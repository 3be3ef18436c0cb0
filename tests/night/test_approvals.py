#!/usr/bin/env python3
"""Who may have a list paid, as the command `pay` sees it: every signature that must not count, beside one that does; and
settings that one person alone has changed."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from workspace import NIGHT, PROGRAMS, Workspace

# Only `openssl ca` can date a certificate back.
AUTHORITY = """[ca]
default_ca = test
[test]
new_certs_dir = .
database = index
serial = serial
policy = any
default_md = sha256
x509_extensions = signer
[any]
commonName = supplied
[req]
distinguished_name = req
[signer]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = %s
"""


def openssl(*arguments, folder=None):
    subprocess.run(["openssl", *map(str, arguments)], cwd=folder, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)


class Approvals(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.close)
        self.register = self.at.home / "keys/register.toml"
        self.programme = self.at.home / "programmes/relief.toml"
        self.inbox = self.at.home / "inbox/lists"

    def key(self, person):
        return self.at.home / f"keys/private/{person}.key"

    def person(self, name, more='roles = ["approver"]\npowers = [{ programme = "*" }]', usage="emailProtection", end="20350101000000Z"):
        """A key, its certificate and a place in the register."""
        with tempfile.TemporaryDirectory() as folder:
            at = pathlib.Path(folder)
            (at / "ca.cnf").write_text(AUTHORITY % usage)
            (at / "index").write_text("")
            (at / "serial").write_text(os.urandom(8).hex())
            openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key", folder=at)
            openssl("req", "-new", "-config", "ca.cnf", "-key", "key", "-subj", f"/CN={name}", "-out", "request", folder=at)
            openssl("ca", "-batch", "-notext", "-selfsign", "-config", "ca.cnf", "-keyfile", "key", "-in", "request", "-startdate", "20250101000000Z",
                    "-enddate", end, "-out", "certificate", folder=at)
            shutil.copy(at / "certificate", self.at.home / f"keys/{name}.crt")
            shutil.copy(at / "key", self.key(name))
        self.key(name).chmod(0o600)
        self.add(f'[[persons]]\nid = "{name}"\nname = "{name}"\n{more}\ncertificate = "{name}.crt"')

    def add(self, text):
        self.register.write_text(self.register.read_text("utf-8") + "\n" + text + "\n", "utf-8")

    def change(self, before, after):
        text = self.register.read_text("utf-8")
        self.assertIn(before, text)
        self.register.write_text(text.replace(before, after, 1), "utf-8")

    def revoke(self, person, since):
        der = subprocess.run(["openssl", "x509", "-in", str(self.at.home / f"keys/{person}.crt"), "-outform", "DER"], check=True, stdout=subprocess.PIPE).stdout
        digest = subprocess.run(["sha256sum"], input=der, check=True, stdout=subprocess.PIPE).stdout.decode()[:64]
        (self.at.home / "keys/revoked.toml").write_text(f'[[revoked]]\ncertificate_sha256 = "{digest}"\nsince = {since}\nreason = "lost"\n')

    def covered(self, name="list", code="SP0001"):
        """Two rows of 500.00 and their cover, signed by the maker."""
        return self.at.cover(self.at.write_rows(name, self.at.rows(2)), code)

    def signature(self, cover, person):
        return cover.with_name(cover.name.replace(".toml", f".{person}.p7s"))

    def mail(self, cover, person, *options):
        path = cover.with_name(cover.name.replace(".toml", f".{person}.eml"))
        openssl("cms" if "-cades" in options else "smime", "-sign", "-in", cover, "-signer", self.at.home / f"keys/{person}.crt", "-inkey", self.key(person), "-out", path,
                *[option for option in options if option != "-cades"])
        return path

    def refused(self, code):
        """`pay` says this and pays nothing."""
        paid = self.at.pay()
        self.assertIn(f" {code}: ", paid.stdout)
        self.assertEqual(paid.returncode, 1, paid.stdout)
        self.assertEqual(self.at.outbox(), {})
        return paid.stdout

    def accepted(self):
        paid = self.at.pay()
        self.assertEqual(paid.returncode, 0, paid.stdout)
        self.assertEqual(len(self.at.outbox()), 1, paid.stdout)

    # Signatures

    def test_the_maker_and_one_other_person_are_enough(self):
        self.at.approve(self.covered())
        self.accepted()

    def test_a_key_nobody_knows_counts_for_nothing(self):
        cover = self.covered()
        self.person("stranger")
        self.at.approve(cover, "stranger")
        text = self.register.read_text("utf-8")
        self.register.write_text(text[:text.index('[[persons]]\nid = "stranger"')], "utf-8")
        self.assertIn("approval.insufficient", self.refused("approval.unknown_person"))

    def test_a_certificate_counts_to_its_last_day(self):
        self.person("chen.bo", end="20260115235959Z")
        self.person("he.qi", end="20260116235959Z")
        cover = self.covered()
        self.at.approve(cover, "chen.bo")
        self.refused("approval.certificate_expired")
        self.at.approve(cover, "he.qi")
        self.signature(cover, "chen.bo").unlink()
        self.accepted()

    def test_a_revoked_certificate_counts_to_the_day_before(self):
        cover = self.covered()
        self.at.approve(cover)
        self.revoke("wang.jun", "2026-01-16")
        self.assertIn("2026-01-16", self.refused("approval.certificate_revoked"))
        self.revoke("wang.jun", "2026-01-17")
        self.accepted()

    def test_a_certificate_for_servers_signs_no_list(self):
        self.person("chen.bo", usage="serverAuth")
        cover = self.covered()
        openssl("cms", "-sign", "-binary", "-in", cover, "-signer", self.at.home / "keys/chen.bo.crt", "-inkey", self.key("chen.bo"), "-outform", "DER", "-out",
                self.signature(cover, "chen.bo"))
        self.refused("approval.certificate_purpose")
        self.at.approve(cover)
        self.signature(cover, "chen.bo").unlink()
        self.accepted()

    def test_an_approval_of_one_list_is_none_of_another(self):
        first = self.covered()
        self.at.approve(first)
        other = self.covered("other", "SP0002")
        shutil.move(self.signature(first, "wang.jun"), self.signature(other, "wang.jun"))
        first.unlink()
        self.refused("approval.signature")
        self.at.approve(other)
        self.accepted()

    def test_an_approval_of_one_execution_date_is_none_of_another(self):
        cover = self.covered()
        self.at.approve(cover)
        kept = self.signature(cover, "wang.jun").read_bytes()
        self.at.cover_command(self.inbox / "list.csv", "SP0001", execution_date="2026-01-21", check=True)
        self.signature(cover, "wang.jun").write_bytes(kept)
        self.refused("approval.signature")
        self.at.approve(cover)
        self.accepted()

    def test_one_person_twice_is_one_approver(self):
        self.programme.write_text("approvals_required = 2\n" + self.programme.read_text())
        cover = self.covered()
        self.at.approve(cover)
        shutil.copy(self.signature(cover, "wang.jun"), self.signature(cover, "zhao.min"))
        self.refused("approval.insufficient")
        self.at.approve(cover, "zhao.min")
        self.accepted()

    def test_the_maker_is_no_approver_whatever_the_register_gives(self):
        self.change('roles = ["maker"]', 'roles = ["maker", "approver"]\npowers = [{ programme = "*" }]')
        cover = self.covered()
        self.refused("approval.insufficient")
        self.at.approve(cover)
        self.accepted()

    def test_a_power_ends_at_its_amount_and_its_day(self):
        self.change('powers = [{ programme = "*" }]', 'powers = [{ programme = "*", up_to = "999.99", currency = "CNY" }]')
        cover = self.covered()
        self.at.approve(cover)
        self.assertIn("1,000.00", self.refused("approval.power"))
        self.change('up_to = "999.99"', 'valid_until = 2026-01-15, up_to = "1000.00"')
        self.refused("approval.power")
        self.change("2026-01-15", "2026-01-16")
        self.accepted()

    def test_greater_lists_need_more_approvers(self):
        self.programme.write_text('approvals = [{ up_to = "999.99", required = 1 }, { required = 2 }]\n' + self.programme.read_text())
        cover = self.covered()
        self.at.approve(cover)
        self.refused("approval.insufficient")
        self.at.approve(cover, "zhao.min")
        self.accepted()

    def test_a_releaser_signs_besides_where_the_programme_wants_one(self):
        self.programme.write_text("releaser_required = true\n" + self.programme.read_text())
        self.person("chen.bo", 'roles = ["releaser"]')
        cover = self.covered()
        self.at.approve(cover)
        self.at.approve(cover, "zhao.min")
        self.refused("approval.releaser_missing")
        self.at.approve(cover, "chen.bo")
        self.accepted()

    def test_a_deputy_acts_on_the_days_the_register_says(self):
        self.person("chen.bo", 'roles = ["approver"]')
        self.add('[[deputies]]\nperson = "chen.bo"\nfor = "wang.jun"\nfrom = 2026-01-01\nuntil = 2026-01-15')
        cover = self.covered()
        self.at.approve(cover, "chen.bo")
        self.refused("approval.term")
        self.change("until = 2026-01-15", "until = 2026-01-16")
        self.accepted()

    def test_a_deputy_and_the_other_are_one_approver_together(self):
        self.programme.write_text("approvals_required = 2\n" + self.programme.read_text())
        self.person("chen.bo", 'roles = ["approver"]')
        self.add('[[deputies]]\nperson = "chen.bo"\nfor = "wang.jun"\nfrom = 2026-01-01\nuntil = 2026-01-31')
        cover = self.covered()
        self.at.approve(cover, "chen.bo")
        self.at.approve(cover, "wang.jun")
        self.refused("approval.insufficient")
        self.at.approve(cover, "zhao.min")
        self.accepted()

    def test_the_makers_deputy_does_not_approve_what_the_maker_made(self):
        self.change('roles = ["maker"]', 'roles = ["maker", "approver"]\npowers = [{ programme = "*" }]')
        self.person("chen.bo", 'roles = ["approver"]')
        self.add('[[deputies]]\nperson = "chen.bo"\nfor = "li.na"\nfrom = 2026-01-01\nuntil = 2026-01-31')
        self.at.approve(self.covered(), "chen.bo")
        self.refused("approval.power")

    # Refusals

    def test_a_refusal_is_kept_and_the_list_is_not_paid(self):
        cover = self.covered()
        self.at.approve(cover)
        self.at.run("almoner", "approve", str(cover), "--refuse", "--reason", "sum is wrong", "--as", "zhao.min", "--key", str(self.key("zhao.min")), check=True)
        self.assertIn("'zhao.min'", self.refused("approval.refused"))
        self.assertTrue(cover.exists())
        for file in self.inbox.glob("*.refusal.*"):
            file.unlink()
        self.assertIn("sum is wrong", self.refused("approval.refused"))

    def test_a_refusal_by_nobody_with_the_power_is_told_and_changes_nothing(self):
        cover = self.covered()
        self.at.approve(cover)
        self.at.run("almoner", "approve", str(cover), "--refuse", "--reason", "no", "--as", "sun.li", "--key", str(self.key("sun.li")), check=True)
        paid = self.at.pay()
        self.assertIn("approval.power: 'sun.li'", paid.stdout)
        self.assertEqual(len(self.at.outbox()), 1)

    def test_a_refusal_of_another_cover_is_none_of_this(self):
        cover = self.covered()
        self.at.run("almoner", "approve", str(cover), "--refuse", "--reason", "no", "--as", "zhao.min", "--key", str(self.key("zhao.min")), check=True)
        self.at.cover_command(self.inbox / "list.csv", "SP0001", execution_date="2026-01-21", check=True)
        self.at.approve(cover)
        paid = self.at.pay()
        self.assertIn("approval.signature: 'zhao.min'", paid.stdout)
        self.assertEqual(len(self.at.outbox()), 1)

    def test_a_refusal_says_why(self):
        cover = self.covered()
        told = self.at.run("almoner", "approve", str(cover), "--refuse", "--as", "zhao.min", "--key", str(self.key("zhao.min")))
        self.assertEqual((told.returncode, list(self.inbox.glob("*.refusal.*"))), (2, []))

    # Other tools

    def test_openssl_accepts_every_approval_of_ours(self):
        cover = self.covered()
        self.at.approve(cover)
        for person in ("li.na", "wang.jun"):
            openssl("cms", "-verify", "-binary", "-inform", "DER", "-in", self.signature(cover, person), "-content", cover, "-CAfile", self.at.home / f"keys/{person}.crt",
                    "-out", "/dev/null")

    def test_approvals_by_openssl_are_taken_in_der_and_pem(self):
        for form in ("DER", "PEM"):
            with self.subTest(form):
                cover = self.covered(form, "SP0001" if form == "DER" else "SP0002")
                openssl("cms", "-sign", "-binary", "-in", cover, "-signer", self.at.home / "keys/wang.jun.crt", "-inkey", self.key("wang.jun"), "-outform", form, "-out",
                        self.signature(cover, "wang.jun"))
                self.assertIn(f"list SP000{1 if form == 'DER' else 2} taken", self.at.pay().stdout)

    def test_a_signed_mail_with_the_cover_approves(self):
        for number, options in enumerate((["-text"], [], ["-cades", "-text"]), 1):
            with self.subTest(options):
                cover = self.covered(f"list{number}", f"SP000{number}")
                self.mail(cover, "wang.jun", *options)
                self.assertIn(f"list SP000{number} taken", self.at.pay().stdout)
                self.assertEqual(list(self.inbox.glob("*.eml")), [])

    def test_a_mail_by_take_approves_and_one_about_something_else_does_not(self):
        cover = self.covered()
        other = self.inbox.parent / "list.cover.toml"
        other.write_text(cover.read_text("utf-8").replace("500.00", "600.00"), "utf-8")
        wrong = self.mail(other, "wang.jun", "-text")
        self.at.run("almoner", "take", str(wrong), "--from", "wang.jun", "--now", NIGHT, check=True)
        self.refused("approval.mail")
        (self.inbox / wrong.name).unlink()
        shutil.copy(cover, other)
        self.at.run("almoner", "take", str(self.mail(other, "wang.jun", "-text")), "--from", "wang.jun", "--now", NIGHT, check=True)
        self.accepted()

    def test_a_mail_changed_after_signing_is_refused(self):
        cover = self.covered()
        mail = self.mail(cover, "wang.jun", "-text")
        text = mail.read_text("utf-8")
        mail.write_text(text.replace("Content-Type: text/plain", "Content-Type: text/plain; charset=utf-8", 1), "utf-8")
        self.refused("approval.signature")
        mail.write_text(text, "utf-8")
        self.accepted()

    # Revoked after the list was taken

    def test_a_file_waits_when_an_approval_is_revoked_before_it_is_written(self):
        cover = self.covered()
        self.at.approve(cover)
        signed = cover.read_bytes()
        self.at.seal()
        # The night ends after the plan: nobody may write where the file would be.
        archive = self.at.home / "archive/files"
        archive.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(archive)
        archive.write_text("")
        self.at.run("almoner", "pay", "--now", NIGHT)
        archive.unlink()
        self.assertFalse(cover.exists(), "the list was claimed")
        self.revoke("wang.jun", "2026-01-16")
        self.assertIn("approval.revoked: 'SP0001'", self.refused("approval.revoked"))
        again = self.at.home / "list.cover.toml"
        again.write_bytes(signed)
        self.at.approve(again, "zhao.min")
        shutil.move(self.signature(again, "zhao.min"), self.inbox)
        self.accepted()
        self.assertEqual(list(self.inbox.glob("*.p7s")), [])

    # Settings

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
