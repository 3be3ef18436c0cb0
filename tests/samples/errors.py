#!/usr/bin/env python3
"""Holds the faults of samples/errors to what is said of them, and every code of lists to a folder.

In each folder, named by a code: `almoner check` prints what check.txt has, to the letter. The list is then covered (where
it has no cover), signed and paid, after the registers register.KIND.DAY.csv were brought and the lists called earlier
were paid, where there are any. With a pay.txt, that is what is said;
without, as many transfers go as the list has good lines. The folder's code must stand in one of the two.

usage: tests/samples/errors.py [--write] PROGRAMS [FOLDER...]
  --write   puts what was printed into check.txt, and into pay.txt where there is one; read it before you believe it.
            A new folder whose list waits as a whole gets its pay.txt by `touch`.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE / "tests/night"))
from workspace import NIGHT, Workspace  # noqa: E402

ERRORS = HERE / "samples/errors"
# What lists, their covers and their payees can be wrong in.
SUBJECTS = "account amount category channel cover currency date deadline fund line list members payee payee_kind payout person profile register sheet unit value".split()
# Codes of these subjects that no list provokes today, and why.
EXEMPT = {
    "account.clearing_syntax": "the rehearsal bank has CNAPS codes, which have codes of their own; tests/core/clearing_system.cpp has one",
    "account.returned": "takes a payment that came back; tests/vetting/history.cpp has one",
    "account.agent_missing": "the rehearsal bank needs no bank's code; tests/vetting/payee_address.cpp has a bank that does",
    "account.iban_not_qr": "asked for by `almoner account` alone",
    "amount.currency": "a list has one currency, on its cover; nothing compares another yet",
    "cover.execution_date": "a day that is none moves to the next; nothing refuses it yet",
    "cover.kind": "a cover of such a kind fails with cover.syntax first; tests/night/test_lists.py asks `cover` for one",
    "cover.missing": "rows alone are looked at by nobody; nothing tells them yet",
    "currency.unknown": "a cover with such a currency fails with cover.syntax first",
    "date.syntax": "a cover with such a day fails with cover.syntax first; lists have no days yet",
    "line.recovered": "takes a store that was lost; tests/night/test_recover.py has one",
    "list.files": "takes more than 9,999 files",
    "person.deceased": "takes a payment that came back; tests/vetting/history.cpp has one",
    "person.name_charset": "the rehearsal bank writes any name; tests/vetting/payee_check.cpp has a bank that does not",
    "profile.characters": "the rehearsal bank writes any text; tests/payout/plan.cpp has a bank that does not",
    "profile.limit": "the rehearsal bank has no limit; tests/vetting/line_check.cpp has one that does",
    "profile.not_in_force": "the rehearsal bank's profile has no end; tests/night/test_proving.py has one",
    "profile.unproven": "a rehearsal pays at once; tests/night/test_proving.py proves a bank",
    "profile.reference": "a fault of the profile, not of a list",
    "register.empty": "a fault of a register, not of a list; tests/night/test_registers.py has one",
    "register.nobody": "a fault of a register, not of a list; tests/vetting/register_file.cpp has one",
    "sheet.error_value": "takes a workbook; tests/vetting/line_check.cpp has one",
    "register.word": "a fault of a register, not of a list; tests/vetting/register_file.cpp has one",
}


def needed_codes():
    """Refused and held codes of lists, from the table of codes."""
    rows = re.findall(r'"([\w.]+)", Severity::(\w+)', (HERE / "src/core/error_code.cpp").read_text("utf-8"))
    return {code for code, severity in rows if severity in ("refused", "held") and code.split(".")[0] in SUBJECTS}


class Bench:
    """One workspace for all folders; each gets a copy."""

    def __init__(self, programs):
        self.at = Workspace(programs)
        self.fresh = pathlib.Path(self.at.folder.name) / "fresh"
        self.at.copy_to(self.fresh)

    def begin(self, folder):
        shutil.rmtree(self.at.home)
        shutil.copytree(self.fresh, self.at.home)
        own = folder / "programme.toml"
        shutil.copy(own if own.exists() else ERRORS / "programme.toml", self.at.home / "programmes/relief.toml")

    def bring(self, files):
        """Into the inbox, as changed on the day before."""
        inbox = self.at.home / "inbox/lists"
        for file in files:
            shutil.copy(file, inbox / file.name)
            os.utime(inbox / file.name, (1768400000, 1768400000))
        return inbox

    def sign(self, cover):
        for person in ("li.na", "wang.jun"):
            key = self.at.home / f"keys/private/{person}.key"
            # A cover that cannot be read cannot be signed: that is what its folder shows.
            self.at.run("almoner", "approve", str(cover), "--as", person, "--key", str(key))

    def check(self, path):
        without = [] if path.suffix == ".toml" else ["--programme", "relief", "--profile", "testbank-cn"]
        return self.at.run("almoner", "check", str(path), *without, "--now", NIGHT).stdout

    def pay(self, path):
        """What is said from the cover to the outbox, and how many transfers lie there."""
        cover, said = path, ""
        if path.suffix != ".toml":
            cover = self.at.cover(path, check=False)
            if not cover.exists():
                made = self.at.run("almoner", "cover", str(path), "--code", "SP0001", "--programme", "relief", "--fund", "fund", "--execution-date", "2026-01-20", "--maker",
                                   "li.na", "--key", str(self.at.home / "keys/private/li.na.key"), "--profile", "testbank-cn", "--debtor-account", "p01", "--now", NIGHT)
                return made.stdout, 0
        self.sign(cover)
        before = self.at.outbox()
        said = self.at.pay().stdout
        new = [self.at.home / "outbox" / name for name in self.at.outbox() if name not in before]
        return said, sum(file.read_text("utf-8").count("<CdtTrfTxInf>") for file in new)

    def show(self, folder):
        """What check and pay say to the list of a folder, and the transfers."""
        self.begin(folder)
        for register in sorted(folder.glob("register.*.csv")):
            _, kind, day, _ = register.name.split(".")
            self.at.run("almoner", "register", kind, str(register), "--source", "county", "--date", day, "--now", NIGHT, check=True)
        for earlier in sorted(folder.glob("earlier*.cover.toml")):
            inbox = self.bring(folder.glob(earlier.name.split(".")[0] + ".*"))
            self.pay(inbox / earlier.name)
        inbox = self.bring(folder.glob("list.*"))
        cover = inbox / "list.cover.toml"
        path = cover if cover.exists() else next(inbox.glob("list.*"))
        checked = self.check(path)
        said, transfers = self.pay(path)
        return self.plain(checked), self.plain(said), transfers

    def plain(self, text):
        text = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text)
        return text.replace(str(self.at.home), "...")


def good_lines(checked):
    """Lines less those refused and held, by the last line of a check."""
    lines, refused, held = map(int, re.search(r": (\d+) lines, (\d+) refused, (\d+) held, \d+ warnings$", checked, re.M).groups())
    return lines - refused - held


def faults_of(folder, bench, write):
    checked, said, transfers = bench.show(folder)
    check_file, pay_file = folder / "check.txt", folder / "pay.txt"
    if write:
        check_file.write_text(checked, "utf-8")
        if pay_file.exists():
            pay_file.write_text(said, "utf-8")
    expected = check_file.read_text("utf-8") if check_file.exists() else ""
    if checked != expected:
        yield f"check prints\n{checked}instead of\n{expected}"
    if pay_file.exists() and said != pay_file.read_text("utf-8"):
        yield f"cover or pay prints\n{said}instead of\n{pay_file.read_text('utf-8')}"
    if not pay_file.exists() and (transfers == 0 or transfers != good_lines(checked)):
        yield f"{transfers} transfers go, not one for each good line; what is said:\n{said}"
    told = expected + (pay_file.read_text("utf-8") if pay_file.exists() else "")
    if f": {folder.name}: '" not in told:
        yield "neither check.txt nor pay.txt has the folder's code"


def main(arguments):
    write = "--write" in arguments
    arguments = [argument for argument in arguments if argument != "--write"]
    if not arguments or "--help" in arguments:
        print(__doc__.strip())
        return 0 if "--help" in arguments else 2
    folders = [pathlib.Path(folder).resolve() for folder in arguments[1:]] or sorted(path for path in ERRORS.iterdir() if path.is_dir())
    wrong = 0
    if not arguments[1:]:
        have = {folder.name for folder in folders}
        for code in sorted(needed_codes() - have - EXEMPT.keys()):
            wrong += 1
            print(f"{code}: has no folder in samples/errors; see CONTRIBUTING.md, An error code")
        for code in sorted(EXEMPT.keys() & have):
            wrong += 1
            print(f"{code}: has a folder now; take it out of EXEMPT")
    bench = Bench(arguments[0])
    for folder in folders:
        for fault in faults_of(folder, bench, write):
            wrong += 1
            print(f"{folder.name}: {fault}")
    bench.at.close()
    print(f"{len(folders)} folders, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
