#!/usr/bin/env python3
"""The sample programmes as offices keep them pay the same people the same money as the plain lists.

Every list is written again by samples/spreadsheets.py, once as a workbook and once as GB18030 text, covered and approved
anew, and paid. What the bank is told (name, account, bank, amount, purpose) and what waits must be what the plain lists
give, to the cent.

usage: tests/samples/spreadsheets.py PROGRAMS
"""

import collections
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parents[2]
NIGHT = "2026-01-16T01:00:00Z"
TRANSFER = re.compile(r"<CdtTrfTxInf>.*?</CdtTrfTxInf>", re.S)
FACTS = [re.compile(pattern) for pattern in (r"<InstdAmt [^>]*>([^<]*)", r"<Cdtr><Nm>([^<]*)", r"<CdtrAcct><Id><Othr><Id>([^<]*)", r"<MmbId>([^<]*)", r"<Purp><Cd>([^<]*)")]


class Rehearsal:
    def __init__(self, programs, folder):
        self.almoner, self.home = programs / "almoner", folder
        self.run("init", folder, "--sample", "all", home=False)

    def run(self, *arguments, home=True, allowed=(0,)):
        command = [str(self.almoner), *map(str, arguments)] + (["--home", str(self.home)] if home else [])
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, timeout=300)
        if done.returncode not in allowed:
            raise SystemExit(f"{command}: {done.returncode}\n{done.stdout[-3000:]}")
        return done.stdout

    def key(self, person):
        return self.home / f"keys/private/{person}.key"

    def recover(self, cover, rows):
        """The same cover over other rows: made and signed by the maker anew."""
        said = dict(re.findall(r'^(\w+) = "?([^"\n]*)"?$', cover.read_text("utf-8"), re.M))
        cover.unlink()
        options = {"code": "code", "programme": "programme", "fund": "fund", "execution-date": "execution_date", "profile": "profile",
                   "debtor-account": "debtor_account", "unit": "unit", "kind": "kind", "of": "of", "reason": "reason",
                   "basis": "basis", "deadline": "deadline", "instalment": "instalment"}
        arguments = [part for option, name in options.items() if said.get(name) for part in (f"--{option}", said[name])]
        self.run("cover", rows, *arguments, "--maker", "li.na", "--key", self.key("li.na"), "--now", NIGHT)
        return said

    def keep_as(self, form, written):
        inbox, above = self.home / "inbox/lists", 3 if form == "workbook" else 1
        for cover in sorted(inbox.glob("*.cover.toml")):
            name = cover.name.removesuffix(".cover.toml")
            plain = inbox / f"{name}.csv"
            other = written / (f"{name}.xlsx" if form == "workbook" else f"{name}-gb.csv")
            if not other.exists():
                # A cancellation names rows as its list shows them: titles stand above these lists.
                lines = plain.read_text("utf-8").splitlines()
                shifted = [lines[0]] + [re.sub(r"^\d+", lambda row: str(int(row[0]) + above), line) for line in lines[1:]]
                plain.write_text("\n".join(shifted) + "\n", "utf-8")
                self.recover(cover, plain)
                continue
            before = cover.read_text("utf-8")
            plain.unlink()
            rows = inbox / f"{name}{other.suffix}"
            shutil.copy(other, rows)
            self.recover(cover, rows)
            after = (inbox / f"{name}.cover.toml").read_text("utf-8")
            for fact in ("count", "total", "cash_count", "cash_total", "in_kind_count", "in_kind_total"):
                pattern = re.compile(rf"^{fact} = (.*)$", re.M)
                if pattern.search(before)[1] != pattern.search(after)[1]:
                    raise SystemExit(f"{rows.name}: {fact} {pattern.search(after)[1]} instead of {pattern.search(before)[1]}")

    def pay(self):
        covers = sorted((self.home / "inbox/lists").glob("*.cover.toml"))
        for register in sorted((self.home / "inbox/registers").glob("*.csv")):
            self.run("register", register.stem.rsplit("-", 1)[1], register, "--source", "county", "--date", "2026-01-05", "--now", NIGHT)
        for person in ("sun.li", "zhou.yan"):
            self.run("seal", "--as", person, "--key", self.key(person), allowed=(0, 1))
        for person in ("li.na", "wang.jun", "zhao.min"):
            self.run("approve", *covers, "--as", person, "--key", self.key(person))
        self.run("pay", "--now", NIGHT, allowed=(0, 1))
        paid = collections.Counter()
        for file in (self.home / "outbox").glob("*.xml"):
            for transfer in TRANSFER.findall(file.read_text("utf-8")):
                found = [fact.search(transfer) for fact in FACTS]
                paid[file.name[:6], tuple(match[1] if match else "" for match in found)] += 1
        states = collections.Counter(re.findall(r'"list":"(\w+)".*?"amount":"([\d.]+)".*?"state":"(\w+)".*?"reason":("[\w.]+"|null)', self.run("payouts", "--json", "--now", NIGHT)))
        return paid, states


def main(programs):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run([sys.executable, str(HERE / "samples/spreadsheets.py"), str(folder / "written")], check=True)
        expected = Rehearsal(programs, folder / "plain").pay()
        for form in ("workbook", "text"):
            rehearsal = Rehearsal(programs, folder / form)
            rehearsal.keep_as(form, folder / "written")
            paid, states = rehearsal.pay()
            if (paid, states) != expected:
                missing, more = expected[0] - paid, paid - expected[0]
                raise SystemExit(f"as {form}: {sum(missing.values())} transfers missing, {sum(more.values())} more; states differ by "
                                 f"{list(((expected[1] - states) + (states - expected[1])).items())[:5]}; first {list(missing)[:2]} {list(more)[:2]}")
            print(f"as {form}: {sum(paid.values())} transfers and {sum(states.values())} lines as in the plain lists")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
