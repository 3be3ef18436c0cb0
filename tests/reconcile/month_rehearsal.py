#!/usr/bin/env python3
"""Rehearses a month: every night lists are paid and the bank's answers to earlier ones come in, from six accounts of which each
is booked in its own way and told of as camt.053 or MT940. One statement is lost and comes late, one comes twice.

Every night nothing is sent that was sent before, each fund adds up to the cent, and whatever is not explained is listed.
At the end tests/reconcile/compare_ledger.py holds every payout to the bank's own ledger. Seconds and peak memory of each
night are printed.

usage: tests/reconcile/month_rehearsal.py [--full] PROGRAMS
  --full   20 nights, 40 lists, 100,000 payouts; without it 4 nights, 6 lists, 240 payouts
Exit code: 0 all as it should be, 1 not, 2 wrong usage.
"""

import argparse
import dataclasses
import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HERE / "tests/night"), str(HERE / "samples")]
from people import BANKS, card, identity, name  # noqa: E402
from workspace import HEADING, PROGRAMME, Workspace  # noqa: E402

FIRST_DAY = datetime.date(2026, 3, 2)
FUNDS = ("education", "health", "hardship")
# How the bank books each account, and as what it tells of it.
ACCOUNTS = (("single", "camt.053"), ("batch", "mt940"), ("gross", "camt.053"), ("single", "mt940"), ("batch", "camt.053"), ("gross", "mt940"))
# What a night may leave on the worklist; more only while a statement is missing.
ALWAYS_LISTED = {"rejected", "returned"}
WHILE_LOST = {"between_statements", "conflict", "overdue", "unanswered", "batch_unsolved", "return_unmatched"}


@dataclasses.dataclass(frozen=True)
class Size:
    nights: int
    lists: int
    payouts: int
    rejected_per_mille: int
    returned_per_mille: int


SMALL, FULL = Size(4, 6, 240, 60, 80), Size(20, 40, 100_000, 1, 5)


@dataclasses.dataclass
class Cost:
    """Of a command: seconds of the clock and of the processor, and peak memory."""

    seconds: float
    processor: float
    megabytes: float
    printed: str


def expect(holds, what):
    if not holds:
        raise SystemExit(f"month_rehearsal: {what}")


def closing_day(file):
    """Of a statement; nothing of a status report."""
    found = re.search(r":62F:[CD](\d\d)(\d\d)(\d\d)|<ToDtTm>\d\d(\d\d)-(\d\d)-(\d\d)", file.read_text("utf-8"))
    return datetime.date(*(int(part) + base for part, base in zip(filter(None, found.groups()), (2000, 0, 0)))) if found else None


def banking_days(count):
    days = (FIRST_DAY + datetime.timedelta(days=number) for number in range(count * 7))
    return [day for day in days if day.weekday() < 5][:count]


class Rehearsal:
    def __init__(self, programs, size):
        self.at, self.size = Workspace(programs), size
        root = pathlib.Path(self.at.folder.name)
        # MT940 carries no signature, so this bank's answers are taken without.
        shutil.copytree(HERE / "formats", root / "formats")
        profile = root / "formats/profiles/testbank-cn.toml"
        profile.write_text(profile.read_text("utf-8").replace("signed = true ", "signed = false "), "utf-8")
        os.environ["ALMONER_FORMATS"] = str(root / "formats")
        self.post = root / "post"
        self.post.mkdir()
        self.sent, self.planned, self.lists = set(), dict.fromkeys(FUNDS, 0), 0
        self.set_up()

    def set_up(self):
        (self.at.home / "programmes/relief.toml").unlink()
        for fund in FUNDS:
            programme = PROGRAMME.replace('id = "fund"', f'id = "{fund}"').replace("1000000.00", "1000000000.00")
            (self.at.home / f"programmes/{fund}.toml").write_text(programme, "utf-8")
        bank = self.at.home / "bank.toml"
        text = re.sub(r"(?m)^(rejected|returned)_per_mille = .*$", lambda key: f"{key[1]}_per_mille = {getattr(self.size, key[1] + '_per_mille')}", bank.read_text("utf-8"))
        head, *accounts = text.split("[[accounts]]\n")
        accounts = [account.rstrip("\n") + f'\nbooked = "{booked}"\nstatement = "{form}"\n\n' for account, (booked, form) in zip(accounts, ACCOUNTS)]
        bank.write_text("[[accounts]]\n".join([head, *accounts]), "utf-8")
        self.at.seal()

    def measured(self, program, *arguments, codes=(0,)):
        began = time.monotonic()
        with subprocess.Popen([self.at.programs / program, *map(str, arguments), "--home", self.at.home], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
            printed = process.stdout.read().decode()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        expect(process.returncode in codes, f"{program} {arguments}: {process.returncode}\n{printed}")
        return Cost(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, printed)

    def bring_list(self, day, now):
        """Rows, cover and both signatures of the next list."""
        number, lines = self.lists, self.size.payouts // self.size.lists
        fund, code = FUNDS[number % len(FUNDS)], f"SP{number:04}"
        path = self.at.home / f"inbox/lists/{code}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(",".join(HEADING) + "\r\n")
            for person in range(number * lines + 1, (number + 1) * lines + 1):
                amount = 300 + person % 7 * 50
                self.planned[fund] += amount
                file.write(f"person,{name(person)},{identity(person)},{card(person)},{BANKS[person % len(BANKS)]},hardship,union {person % 97},bank,{amount}.00,,\r\n")
        self.measured("almoner", "cover", path, "--code", code, "--programme", fund, "--fund", fund, "--execution-date", day, "--maker", "li.na",
                      "--key", self.at.home / "keys/private/li.na.key", "--profile", "testbank-cn", "--debtor-account", f"p{number % len(ACCOUNTS) + 1:02}", "--now", now)
        self.at.approve(path.with_suffix(".cover.toml"))
        self.lists += 1

    def bring_answers(self, day, lost):
        """What the bank has posted until this night, but for what is lost."""
        for file in sorted(self.post.iterdir()):
            closed = closing_day(file)
            if file.name != lost and (closed is None or closed < day):
                shutil.move(file, self.at.home / "inbox/bank" / file.name)

    def bank_works(self, day):
        cost = self.measured("almoner-testbank", "--now", f"{day}T10:00:00Z")
        for file in (self.at.home / "inbox/bank").iterdir():
            shutil.move(file, self.post / file.name)
        return cost

    def night(self, day, may_be_listed):
        now = f"{day}T01:00:00Z"
        before = set((self.at.home / "outbox").iterdir())
        cost = self.measured("almoner", "run", "--now", now, codes=(0, 1))
        for file in set((self.at.home / "outbox").glob("*.xml")) - before:
            new = re.findall(r"<EndToEndId>(\w+)<", file.read_text("utf-8"))
            expect(self.sent.isdisjoint(new), f"{file.name} sends what was sent before")
            self.sent.update(new)
        self.funds_add_up(cost.printed)
        listed = self.at.run("almoner", "exceptions", "--json", "--now", now).stdout.splitlines()
        unexpected = [one for one in map(json.loads, listed) if one["class"] not in may_be_listed]
        expect(not unexpected, f"{day}: on the worklist stand {unexpected}")
        return cost

    def funds_add_up(self, printed):
        heading, *rows = (re.split("  +", line) for line in re.search(r"^programme .*(?:\n(?:education|health|hardship) .*)+", printed, re.M)[0].splitlines())
        for row in rows:
            told = dict(zip(heading, (cell.replace(",", "") for cell in row)))
            expect(told["planned"] == f"{self.planned[row[0]]}.00" and told["difference"] == "0.00", f"{row[0]} does not add up: {told}")

    def play(self):
        nights, lost = self.size.nights, None
        for number, day in enumerate(banking_days(nights)):
            began = time.monotonic()
            while self.lists < self.size.lists * (number + 1) // nights:
                self.bring_list(day, f"{day}T01:00:00Z")
            covered = time.monotonic() - began
            if number == nights // 2 + 1:
                lost = None
            self.bring_answers(day, lost)
            cost = self.night(day, ALWAYS_LISTED | (WHILE_LOST if lost else set()))
            bank = self.bank_works(day)
            print(f"{day}  lists {covered:6.2f} s  night {cost.seconds:6.2f} s, {cost.processor:6.2f} s of the processor, {cost.megabytes:5.0f} MB  bank {bank.seconds:6.2f} s", flush=True)
            if number == nights // 4:
                lost = max(file.name for file in self.post.iterdir() if closing_day(file) == day)
            if number == nights // 2:
                again = min(self.at.home.glob("archive/bank/*-camt053-*"))
                shutil.copy(again, self.post / "again.xml")
        return day

    def end(self, last):
        """When all is here and the days of returns are over, the bank's ledger and Almoner say the same."""
        day = last + datetime.timedelta(days=14)
        self.bring_answers(day, None)
        self.night(day, ALWAYS_LISTED)
        payouts = self.at.home.with_name("payouts.jsonl")
        cost = self.measured("almoner", "payouts", "--json", "--now", f"{day}T01:00:00Z")
        payouts.write_text(cost.printed, "utf-8")
        print(f"payouts  {cost.seconds:.2f} s, {cost.megabytes:.0f} MB")
        ledger = self.at.home / "bank/ledger.csv"
        compared = self.compared(ledger, payouts)
        print(compared.stdout, end="")
        expect(compared.returncode == 0 and len(self.sent) == self.size.payouts, f"the ledger says otherwise, or {len(self.sent)} were sent")
        other = ledger.with_name("other.csv")
        other.write_text(ledger.read_text("utf-8").replace(",paid,", ",returned,AC04", 1), "utf-8")
        expect(self.compared(other, payouts).returncode == 1, "a ledger with one other line is taken for the same")

    def compared(self, ledger, payouts):
        program = HERE / "tests/reconcile/compare_ledger.py"
        return subprocess.run([sys.executable, program, self.at.home / "outbox", ledger, payouts], stdout=subprocess.PIPE, text=True, check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs")
    parser.add_argument("--full", action="store_true")
    chosen = parser.parse_args()
    rehearsal = Rehearsal(chosen.programs, FULL if chosen.full else SMALL)
    rehearsal.end(rehearsal.play())
    rehearsal.at.close()


if __name__ == "__main__":
    main()
