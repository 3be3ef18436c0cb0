"""What tests of approvals and of the seal share: people with keys of any kind, covers and what `pay` says of them."""

import os
import pathlib
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


class Signing(unittest.TestCase):
    """A workspace whose register, programme and lists a test changes."""

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
