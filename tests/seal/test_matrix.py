#!/usr/bin/env python3
"""Every algorithm in every placement, signed by `almoner pay` and verified by each other program that knows it.

Needs ALMONER_PROGRAMS, the folder with almoner. A program that is absent is told with `skipped: needs ...`, and one that does
not know an algorithm by name: both accept nothing, they only say less.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
sys.path.insert(0, str(SOURCE / "tests/night"))
from signing import AUTHORITY, openssl  # noqa: E402
from workspace import PROGRAMS, Workspace, almoner  # noqa: E402

EC, RSA = ["-algorithm", "EC", "-pkeyopt"], ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"]
KEYS = {"rsa-sha256": RSA, "rsa-pss-sha256": RSA, "ecdsa-sha256": [*EC, "ec_paramgen_curve:P-256"], "ecdsa-sha384": [*EC, "ec_paramgen_curve:P-384"],
        "ed25519": ["-algorithm", "ED25519"]}
# Some programs of Debian 12 are older than RFC 9231: which of them know what.
KNOWN = {"xmlsec1": {"rsa-sha256", "ecdsa-sha256", "ecdsa-sha384"}, "java": set(KEYS),
         "xml-crypto": {"rsa-sha256"}, "openssl cms": {"rsa-sha256", "rsa-pss-sha256", "ecdsa-sha256", "ecdsa-sha384"}}
NODE_MODULES = SOURCE / "build/oracles/node_modules"


def run(*words, **options):
    return subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300, check=False, **options)


def certify(key, certificate):
    """A certificate of the years that rehearsals live in, whatever year it is."""
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        (at / "ca.cnf").write_text(AUTHORITY.replace("= sha256", "= default") % "emailProtection")
        (at / "index").write_text("")
        (at / "serial").write_text(os.urandom(8).hex())
        openssl("req", "-new", "-config", "ca.cnf", "-key", key, "-subj", "/CN=matrix", "-out", "request", folder=at)
        openssl("ca", "-batch", "-notext", "-selfsign", "-config", "ca.cnf", "-keyfile", key, "-in", "request", "-startdate", "20250101000000Z",
                "-enddate", "20350101000000Z", "-out", certificate, folder=at)


def signed(algorithm, placement, folder):
    """The certificate, and the file as `pay` leaves it in the archive."""
    formats = folder / "formats"
    shutil.copytree(SOURCE / "formats", formats)
    profile = formats / "profiles/testbank-cn.toml"
    # A header can carry no request to cancel, so a letter asks.
    asked = "letter" if placement == "bah" else "camt055"
    profile.write_text(profile.read_text().replace('"camt055"', f'"{asked}"', 1).replace('"enveloped"', f'"{placement}"').replace('"rsa-sha256"', f'"{algorithm}"', 1)
                       .replace('"pain.001.001.09"', f'"{MESSAGES.get(placement, "pain.001.001.09")}"', 1))
    at = Workspace(PROGRAMS)
    os.environ["ALMONER_FORMATS"] = str(formats)
    try:
        key, certificate = at.home / "keys/private/transfer.key", at.home / "keys/transfer.crt"
        key.unlink()
        run("openssl", "genpkey", *KEYS[algorithm], "-out", key).check_returncode()
        key.chmod(0o600)
        certify(key, certificate)
        at.list(at.rows(3))
        told = at.pay()
        for path in [certificate, *(at.home / "archive/files").glob("*.xml*")]:
            shutil.copy(path, folder)
    finally:
        at.close()
        del os.environ["ALMONER_FORMATS"]
    file = folder / "SP0001F10001.xml"
    if not file.exists():
        raise AssertionError(f"pay: {told.returncode}\n{told.stdout}")
    return folder / "transfer.crt", file


def by_xmlsec1(certificate, file):
    return run("xmlsec1", "--verify", "--pubkey-cert-pem", certificate, "--enabled-key-data", "key-name", "--enabled-reference-uris", "empty", file).returncode == 0


def by_java(certificate, file):
    return run("java", HERE / "Oracle.java", certificate, file).stdout.strip() == "valid"


def by_xml_crypto(certificate, file):
    return run("node", HERE / "oracle.js", certificate, file, env={**os.environ, "NODE_PATH": str(NODE_MODULES)}).stdout.strip() == "valid"


def by_openssl(certificate, file):
    return run("openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", f"{file}.p7s", "-CAfile", certificate, "-content", file, "-out",
               os.devnull).returncode == 0


XML_ORACLES = {"xmlsec1": by_xmlsec1, "java": by_java, "xml-crypto": by_xml_crypto}
ORACLES = {"enveloped": XML_ORACLES, "bah": XML_ORACLES, "detached_cms": {"openssl cms": by_openssl}}
MESSAGES = {"bah": "pain.001.001.09-bah"}
SCHEMAS = SOURCE.parent / "shared/xsd"


def absent():
    """{oracle: what it needs}"""
    needs = {"xmlsec1": "xmlsec1", "java": "java", "xml-crypto": "node"}
    missing = {oracle: program for oracle, program in needs.items() if shutil.which(program) is None}
    if "xml-crypto" not in missing and not (NODE_MODULES / "xml-crypto").is_dir():
        missing["xml-crypto"] = "xml-crypto"
    return missing


class Matrix(unittest.TestCase):
    def hold(self, algorithm, placement):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            certificate, file = signed(algorithm, placement, folder)
            signature = ["--signature", f"{file}.p7s"] if placement == "detached_cms" else []
            told = almoner("verify", file, "--cert", certificate, "--algorithm", algorithm, *signature)
            self.assertEqual((told.returncode, told.stdout.split("\t")[:1]), (0, ["valid"]), told.stdout + told.stderr)
            self.assertIn(f"\t{algorithm}\t", told.stdout)
            self.obey_the_standards(placement, file)
            forged = folder / "forged.xml"
            forged.write_bytes(file.read_bytes().replace(b">500.00<", b">900.00<", 1))
            if signature:
                shutil.copy(f"{file}.p7s", f"{forged}.p7s")
            for oracle, verifies in ORACLES[placement].items():
                with self.subTest(oracle=oracle):
                    self.ask(oracle, algorithm, [verifies(certificate, file), verifies(certificate, forged)])

    def obey_the_standards(self, placement, file):
        """Header and message of a business message, each under its official schema."""
        if placement != "bah":
            return
        if not SCHEMAS.is_dir():
            print("skipped: needs ../shared/xsd, the official schemas", file=sys.stderr)
            return
        text = file.read_text(encoding="utf-8")
        for name, schema in [("AppHdr", "head.001.001.02"), ("Document", "pain.001.001.09")]:
            part = file.with_name(f"{name}.part")
            part.write_text(text[text.index(f"<{name} "):text.index(f"</{name}>")] + f"</{name}>", encoding="utf-8")
            told = run("xmllint", "--nonet", "--noout", "--schema", SCHEMAS / f"{schema}.xsd", part)
            self.assertEqual(told.returncode, 0, told.stdout)

    def ask(self, oracle, algorithm, accepted):
        if oracle in absent():
            print(f"skipped: needs {absent()[oracle]}, tests/setup", file=sys.stderr)
        elif algorithm in KNOWN[oracle]:
            self.assertEqual(accepted, [True, False])
        else:
            print(f"{oracle} does not know {algorithm}", file=sys.stderr)
            self.assertEqual(accepted, [False, False])

    def test_enveloped(self):
        for algorithm in KEYS:
            with self.subTest(algorithm):
                self.hold(algorithm, "enveloped")

    def test_header(self):
        for algorithm in KEYS:
            with self.subTest(algorithm):
                self.hold(algorithm, "bah")

    def test_detached(self):
        for algorithm in sorted(KEYS.keys() - {"ed25519"}):
            with self.subTest(algorithm):
                self.hold(algorithm, "detached_cms")


if __name__ == "__main__":
    unittest.main()
