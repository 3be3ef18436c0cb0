#!/usr/bin/env python3
"""Every shipped profile, from lists to files: valid under our schemas and the official and national ones, totals computed
again by this reader, which knows nothing of the program's.

usage: ALMONER_PROGRAMS=build/release tests/profiles/test_profiles.py [unittest options]
"""

import csv
import decimal
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest
import xml.etree.ElementTree as tree

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE / "tests/night"))
from workspace import NIGHT, PROGRAMS, Workspace, almoner  # noqa: E402

FORMATS = HERE / "formats"
XSD = HERE.parent / "shared/xsd"
NATIONAL = {"ch-spps-09": "pain.001.001.09.ch.03.xsd", "de-gbic-09": "pain.001.001.09_GBIC_4.xsd"}
# What the lists of the sample programmes, in yuan and to Chinese accounts, can be paid with.
OF_SAMPLES = ("cn-pain-09", "cn-batch-gb18030", "cgi-generic-09", "testbank-cn")
CHINESE = {"cn-pain-09", "cn-batch-gb18030", "testbank-cn"}


def profiles():
    return sorted(path.stem for path in (FORMATS / "profiles").glob("*.toml"))


def profile_of(name):
    return tomllib.loads((FORMATS / f"profiles/{name}.toml").read_text("utf-8"))


def complaint(schema, file):
    """Empty when xmllint has none."""
    done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", str(schema), str(file)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    return "" if done.returncode == 0 else done.stdout[:2000]


def schemas_for(name):
    """Ours, the official one of its message, and a national one."""
    message = profile_of(name)["message"]
    yield FORMATS / "messages" / message / "schema.xsd"
    for outside in (XSD / f"{message}.xsd", XSD / "national" / NATIONAL.get(name, "none")):
        if outside.is_file():
            yield outside


def in_iso(root):
    """Counts and sums of a pain.001 as its header, its batches and its transfers say them."""
    space = {"p": root.tag[1:].split("}")[0]}
    said = [(root.find("p:CstmrCdtTrfInitn/p:GrpHdr", space), root.findall(".//p:CdtTrfTxInf", space))]
    said += [(batch, batch.findall("p:CdtTrfTxInf", space)) for batch in root.findall(".//p:PmtInf", space)]
    for head, transfers in said:
        total = sum(decimal.Decimal(transfer.find("p:Amt/p:InstdAmt", space).text) for transfer in transfers)
        sums = head.find("p:CtrlSum", space)
        yield int(head.find("p:NbOfTxs", space).text), len(transfers), None if sums is None else decimal.Decimal(sums.text), total


def in_batch_file(root):
    """The same of the invented Chinese bank's file, in fen."""
    space = {"b": root.tag[1:].split("}")[0]}
    number = lambda element, name: int(element.find(f"b:{name}", space).text)
    rows = lambda element: element.findall(".//b:Row", space)
    for head, count, total, part in [(root.find("b:Head", space), "TotalRows", "TotalFen", root)] + [(one, "Rows", "Fen", one) for one in root.findall("b:Batch", space)]:
        yield number(head, count), len(rows(part)), number(head, total), sum(number(row, "Fen") for row in rows(part))


def totals(file):
    text = file.read_bytes()
    encoding = re.match(rb'<\?xml version="1.0" encoding="([\w-]+)"\?>\n', text)
    root = tree.fromstring(text[encoding.end():].decode(encoding[1].decode()))
    return in_batch_file(root) if root.tag.endswith("AgencyPayment") else in_iso(root)


class Proved(unittest.TestCase):
    """Looks at one file."""

    def prove(self, name, file):
        for schema in schemas_for(name):
            self.assertEqual(complaint(schema, file), "", f"{name}: {schema}")
        counts = 0
        for said, found, sum_said, total in totals(file):
            self.assertEqual(said, found, name)
            self.assertIn(sum_said, (None, total), name)
            counts = max(counts, found)
        return counts


class Samples(Proved):
    """What `almoner profiles check` writes."""

    def test_every_profile_is_proved_and_its_sample_valid_everywhere(self):
        with tempfile.TemporaryDirectory() as folder:
            done = almoner("profiles", "check", "--out", folder, "--json")
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            told = [json.loads(line) for line in done.stdout.splitlines()]
            self.assertEqual([one["profile"] for one in told], profiles())
            for one in told:
                with self.subTest(profile=one["profile"]):
                    self.assertEqual(one["state"], "good")
                    self.assertEqual(self.prove(one["profile"], pathlib.Path(folder) / f"{one['profile']}.xml"), one["written"])
                    self.assertGreaterEqual(one["written"], 4)

    def test_profiles_are_listed_with_their_messages(self):
        done = almoner("profiles")
        self.assertEqual([line.split("\t")[0] for line in done.stdout.splitlines()], profiles())
        self.assertIn("sepa-sct-03\tpain.001.001.03\t", done.stdout)

    def test_a_profile_that_is_not_there_is_a_wrong_call(self):
        self.assertEqual(almoner("profiles", "check", "no-bank").returncode, 2)

    def test_official_schemas_are_there(self):
        if not XSD.is_dir():
            self.skipTest("skipped: needs ../shared/xsd, the official schemas of iso20022.org, SIX and DK")


def settings_digest(programme, profile, packs):
    digest = lambda path: hashlib.sha256(path.read_bytes()).hexdigest()
    text = f"programme {digest(programme)}\nprofile {digest(FORMATS / f'profiles/{profile}.toml')}\n"
    text += "".join(f"rules {pack} {digest(FORMATS / f'rules/{pack}.toml')}\n" for pack in packs)
    return hashlib.sha256(text.encode()).hexdigest()


class SampleProgrammes(Proved):
    """The lists of all eleven sample programmes, paid with another bank's profile."""

    def paid_with(self, profile):
        with tempfile.TemporaryDirectory() as folder:
            home = pathlib.Path(folder) / "relief"
            self.assertEqual(almoner("init", home, "--sample", "all").returncode, 0)
            # Twenty-five thousand transfers take a while in a debug build.
            ours = lambda *words: subprocess.run([PROGRAMS / "almoner", *words, "--home", home], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                                 timeout=600, check=False)
            covers = sorted((home / "inbox/lists").glob("*.cover.toml"))
            self.assertEqual(len({tomllib.loads(cover.read_text("utf-8"))["programme"] for cover in covers}), 11)
            for cover in covers:
                text = cover.read_text("utf-8")
                programme = home / f"programmes/{tomllib.loads(text)['programme']}.toml"
                packs = tomllib.loads(programme.read_text("utf-8")).get("rules", ["general"])
                text = text.replace('profile = "testbank-cn"', f'profile = "{profile}"')
                cover.write_text(re.sub(r'settings_sha256 = "\w+"', f'settings_sha256 = "{settings_digest(programme, profile, packs)}"', text), "utf-8")
            for person in ("sun.li", "zhou.yan"):
                ours("seal", "--as", person, "--key", home / f"keys/private/{person}.key")
            for person in ("li.na", "wang.jun", "zhao.min"):
                ours("approve", *covers, "--as", person, "--key", home / f"keys/private/{person}.key")
            done = ours("run", "--now", "2026-01-15T01:00:00Z")
            self.assertLess(done.returncode, 2, done.stdout)
            files = sorted((home / "outbox").glob("*.xml"))
            return sum(self.prove(profile, file) for file in files), done.stdout

    def test_files_for_every_bank_that_can_pay_them_are_valid_and_add_up(self):
        counts = {}
        for profile in OF_SAMPLES:
            with self.subTest(profile=profile):
                counts[profile], told = self.paid_with(profile)
                self.assertGreater(counts[profile], 24_000, told)
        self.assertEqual(len(set(counts.values())), 1, counts)


# Names that break through escaping, encoding, length or character set, and rows a bank needs more of.
NAMES = ["Anna Schmidt", "Müller & Söhne", "O'Brien, Seán", "Łukasz Żółć", "İbrahim Çağlar", "Nguyễn Thị Hồng", "Γιώργος Παπάς", "Дмитрий Щербаков", "Lǚ Xiǎoyàn",
         "王丽", "Ó Súilleabháin", "Zoë Ångström", "D’Ángelo Núñez", "Ζωή Ψ"]
CURRENCY = {"us-generic-09": "USD", "uk-generic-09": "GBP", "ch-spps-09": "CHF"}
ACCOUNTS = {
    "EUR": {"iban": "DE89370400440532013000", "bic": "COBADEFFXXX", "bank_code": ""},
    "CHF": {"iban": "CH9300762011623852957", "bic": "UBSWCHZH80A", "bank_code": ""},
    "USD": {"account": "000123456789", "bic": "", "bank_code": "021000021"},
    "GBP": {"account": "55779911", "bic": "", "bank_code": "089999"},
}


def iban(country, bban):
    digits = "".join(str(int(letter, 36)) for letter in bban + country + "00")
    return f"{country}{98 - int(digits) % 97:02d}{bban}"


def payee_account(currency, number):
    if currency == "CHF":
        return iban("CH", f"00762{number:012d}")
    return iban("BE", f"539{number:07d}{((5390000000 + number) % 97) or 97:02d}") if currency == "EUR" else f"{10000000 + number * 7}"


class MadeUpLists(Proved):
    """A list of foreign payees for every profile that is not for Chinese accounts."""

    def paid_with(self, profile):
        at = Workspace(PROGRAMS)
        self.addCleanup(at.close)
        currency = CURRENCY.get(profile, "EUR")
        bank = ACCOUNTS[currency]
        own = "".join(f'{key} = "{value}"\n' for key, value in bank.items() if value)
        settings = at.home / "almoner.toml"
        settings.write_text(settings.read_text("utf-8").replace("示范市总工会", "Sample Union") +
                            f'\n[[debtor_accounts]]\nid = "abroad"\nname = "Sample Union"\ncurrency = "{currency}"\ntown = "Bern"\ncountry = "CH"\n{own}', "utf-8")
        (at.home / "programmes/relief.toml").write_text(f"""name = "Relief"
period = "2026"
currency = "{currency}"
remittance = "winter relief"
category_purpose = "SSBE"
identity_required = false
approvals_required = 1

[[funds]]
id = "fund"
name = "Fund for Relief"
allocated = "1000000.00"

[[categories]]
id = "hardship"
name = "hardship"
purpose = "SSBE"
""")
        rows = [{"payee_name": name, "account_no": payee_account(currency, 1000 + number), "amount": f"{number + 1}.{number:02d}", "bank_code": bank["bank_code"],
                 "town": "Bruxelles", "country": "BE", "street_name": "Rue Haute", "building_no": str(number), "postcode": "1000",
                 "creditor_reference": "RF18539007547034" if number == 0 and "SCOR" in profile_of(profile)["message_options"].get("references", []) else "",
                 "category": "hardship"} for number, name in enumerate(NAMES)]
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        path = at.home / "inbox/lists/list.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        at.run("almoner", "cover", str(path), "--code", "SP0001", "--programme", "relief", "--fund", "fund", "--execution-date", "2026-11-20", "--maker", "li.na",
               "--key", str(at.home / "keys/private/li.na.key"), "--profile", profile, "--debtor-account", "abroad", "--now", NIGHT, check=True)
        at.approve(path.with_suffix("").with_suffix(".cover.toml"))
        done = at.pay()
        files = sorted((at.home / "outbox").glob("*.xml"))
        self.assertTrue(files, done.stdout)
        shown = at.run("almoner", "payouts", "--json", "--now", NIGHT).stdout
        return sum(self.prove(profile, file) for file in files), files[0].read_text("utf-8"), done.stdout + shown

    def test_every_name_is_written_in_the_banks_letters_or_held(self):
        for profile in profiles():
            if profile in CHINESE:
                continue
            with self.subTest(profile=profile):
                count, document, told = self.paid_with(profile)
                held = told.count('"state":"held"')
                self.assertEqual(count + held, len(NAMES), told)
                self.assertLessEqual(held, 9, told)
                if profile_of(profile)["limits"].get("name_charset") == "sepa":
                    for name in re.findall(r"<Nm>([^<]*)</Nm>", document):
                        self.assertRegex(name, r"^[A-Za-z0-9/?:().,'+ -]+$")
                    self.assertIn("person.name_transliterated", told)
                    self.assertNotIn("Nez", document)


if __name__ == "__main__":
    os.environ.setdefault("ALMONER_FORMATS", str(FORMATS))
    shutil.which("xmllint") or sys.exit("skipped: needs xmllint, apt-get install libxml2-utils")
    unittest.main()
