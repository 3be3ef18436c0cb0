#!/usr/bin/env python3
"""Who may have a list paid, as the command `pay` sees it: every signature that must not count, beside one that does."""

import shutil
import unittest

from signing import Signing, openssl
from workspace import NIGHT


class Approvals(Signing):
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
        cover.unlink()
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
        cover.unlink()
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
        other.write_text(cover.read_text("utf-8").replace("1000.00", "2000.00"), "utf-8")
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
        # The night ends after the plan: something else stands where the file would be.
        taken = self.at.home / "archive/files/SP0001F10001.xml/taken"
        taken.mkdir(parents=True)
        self.assertEqual(self.at.pay().returncode, 3)
        shutil.rmtree(taken.parent)
        self.assertFalse(cover.exists(), "the list was claimed")
        self.revoke("wang.jun", "2026-01-16")
        self.assertIn("approval.revoked: 'SP0001'", self.refused("approval.revoked"))
        again = self.at.home / "list.cover.toml"
        again.write_bytes(signed)
        self.at.approve(again, "zhao.min")
        shutil.move(self.signature(again, "zhao.min"), self.inbox)
        self.accepted()
        self.assertEqual(list(self.inbox.glob("*.p7s")), [])


class Claimed(Signing):
    """A list that is claimed and planned, whose file could not be written yet."""

    def claimed(self, *approvers):
        """The cover as it was, outside the inbox, to be signed again."""
        cover = self.covered()
        for person in approvers:
            self.at.approve(cover, person)
        kept = self.at.home / cover.name
        kept.write_bytes(cover.read_bytes())
        self.at.seal()
        taken = self.at.home / "archive/files/SP0001F10001.xml/taken"
        taken.mkdir(parents=True)
        self.at.pay()
        shutil.rmtree(taken.parent)
        self.assertEqual(self.at.outbox(), {})
        return kept

    def refuse(self, cover, person="zhao.min"):
        self.at.run("almoner", "approve", str(cover), "--refuse", "--reason", "wrong", "--as", person, "--key", str(self.key(person)), check=True)

    def bring(self, *paths):
        for path in paths:
            shutil.move(path, self.inbox)

    def test_a_refusal_of_a_claimed_list_keeps_its_file_back(self):
        cover = self.claimed("wang.jun")
        self.refuse(cover)
        self.bring(*self.at.home.glob("list.cover.*refusal*"))
        self.refused("approval.refused")
        self.refused("approval.refused")

    def test_a_refusal_beside_a_new_approval_is_heard(self):
        cover = self.claimed("wang.jun")
        self.revoke("wang.jun", "2026-01-16")
        self.refuse(cover)
        self.person("chen.bo")
        self.at.approve(cover, "chen.bo")
        self.bring(self.signature(cover, "chen.bo"), *self.at.home.glob("list.cover.*refusal*"))
        self.refused("approval.refused")
        self.assertTrue(list((self.at.home / "archive/lists").rglob("*refusal.p7s")))

    def test_a_kept_refusal_outlives_the_power_of_who_gave_it(self):
        cover = self.covered()
        self.at.approve(cover)
        self.refuse(cover)
        self.refused("approval.refused")
        self.revoke("zhao.min", "2026-01-01")
        self.refused("approval.refused")

    def test_a_deputy_and_the_other_are_one_approver_also_after_a_revocation(self):
        self.programme.write_text("approvals = [{ required = 2 }]\n" + self.programme.read_text("utf-8"), "utf-8")
        self.person("chen.bo", 'roles = ["approver"]')
        self.add('[[deputies]]\nperson = "chen.bo"\nfor = "wang.jun"\nfrom = 2026-01-01\nuntil = 2026-12-31')
        cover = self.claimed("chen.bo", "zhao.min")
        self.revoke("zhao.min", "2026-01-16")
        self.at.approve(cover, "wang.jun")
        self.bring(self.signature(cover, "wang.jun"))
        self.refused("approval.revoked")


if __name__ == "__main__":
    unittest.main()
