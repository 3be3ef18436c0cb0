#!/usr/bin/env python3
"""Plays the stories of samples/scenarios night by night, and holds what Almoner makes of each to its expected.txt.

Each folder has a scenario.toml, which samples/scenarios/README.md explains, and the bank's files with names in braces.
Where the bank's files may come in any order, every order must come to the same end.

usage: tests/samples/scenarios.py [--write] PROGRAMS [FOLDER...]
  --write   puts what was printed into expected.txt; read it before you believe it.
"""

import csv
import datetime
import itertools
import json
import os
import pathlib
import re
import shutil
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HERE / "tests/night"))
from workspace import Workspace  # noqa: E402

SCENARIOS = HERE / "samples/scenarios"
NAME = re.compile(r"\{(msg|batch|e2e|payout|payee|account)(?::(\d+)(?:\.(\d))?)?(?:\[(\d*):(\d*)\])?\}")
TOLD = re.compile(r"^(?:\S+: [a-z_]+\.[a-z_]+: '|SP\d+: ).*$", re.M)  # findings, and what `correct` says
CONTROL_TABLE = re.compile(r"^(programme .*)\n(.*)$", re.M)
PAYOUT = 14  # so many characters of an EndToEndId are the payout's id
LENDERS = 10  # people for each correction who lend their accounts


def moment(day):
    """A day means the night before office hours; a story of the clock says the time."""
    return day.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(day, datetime.datetime) else f"{day}T01:00:00Z"


class Sent:
    """What the files of the outbox call the payments, for the names in braces of the bank's files."""

    def __init__(self, outbox):
        texts = [text for path in sorted(outbox.glob("*.xml")) if "<CstmrCdtTrfInitn>" in (text := path.read_text("utf-8"))]
        self.account = re.search(r"<DbtrAcct>\s*<Id>\s*<Othr>\s*<Id>(\w+)<", texts[0]).group(1)
        self.messages = [re.search(r"<MsgId>(\w+)<", text).group(1) for text in texts]
        self.batches = [re.search(r"<PmtInfId>(\w+)<", text).group(1) for text in texts]
        self.transfers, self.payees = {}, {}
        for text in texts:
            payees = re.findall(r"<CdtrAcct>\s*<Id>\s*<Othr>\s*<Id>(\w+)<", text)
            for end_to_end_id, payee in zip(re.findall(r"<EndToEndId>(\w+)<", text), payees):
                row_and_attempt = int(end_to_end_id[7:14]), int(end_to_end_id[14])
                self.transfers[row_and_attempt], self.payees[row_and_attempt] = end_to_end_id, payee

    def value(self, name):
        kind, number, attempt, begin, end = name.groups()
        if kind == "account":
            value = self.account
        elif kind in ("msg", "batch"):
            value = (self.messages if kind == "msg" else self.batches)[int(number or 1) - 1]
        else:
            value = (self.payees if kind == "payee" else self.transfers)[int(number), int(attempt or 1)]
            value = value[:PAYOUT] if kind == "payout" else value
        return value[int(begin or 0):int(end or len(value))]

    def fill(self, text):
        return NAME.sub(self.value, text)


class Stage:
    """One workspace for all stories, sealed once; its bank sends unsigned answers, so that they can be read here."""

    def __init__(self, programs):
        self.at = Workspace(programs)
        root = pathlib.Path(self.at.folder.name)
        self.fresh, self.paid = root / "fresh", root / "paid"
        shutil.copytree(HERE / "formats", root / "formats")
        profile = root / "formats/profiles/testbank-cn.toml"
        profile.write_text(profile.read_text("utf-8").replace("signed = true ", "signed = false "), "utf-8")
        os.environ["ALMONER_FORMATS"] = str(root / "formats")
        self.at.seal()
        self.at.copy_to(self.fresh)

    def return_to(self, copy):
        shutil.rmtree(self.at.home)
        shutil.copytree(copy, self.at.home)

    def begin(self, scenario):
        self.return_to(self.fresh)
        if "time_zone" in scenario:
            settings = self.at.home / "almoner.toml"
            settings.write_text(settings.read_text("utf-8").replace("Asia/Shanghai", scenario["time_zone"]), "utf-8")
            self.at.seal()

    def bring_list(self, wanted, now):
        rows = [dict(row, amount=amount) for row, amount in zip(self.at.rows(len(wanted["amounts"])), wanted["amounts"])]
        path = self.at.write_rows(wanted["code"], rows)
        self.at.cover_command(path, wanted["code"], "--instalment", str(wanted.get("instalment", 1)), execution_date=str(wanted["execution"]), now=now, check=True)
        self.at.approve(path.with_suffix(".cover.toml"))

    def bring_correction(self, wanted, now):
        """The lines that failed, with another account each; what `almoner correct` said of them."""
        path = self.at.home / f"inbox/lists/{wanted['code']}.csv"
        said = self.at.run("almoner", "correct", wanted["of"], "--out", str(path), "--now", now).stdout
        if not path.exists():
            return said
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if not wanted.get("same_accounts"):
            self.lend_accounts(rows, int(wanted["code"][2:]))
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        self.at.cover_command(path, wanted["code"], "--kind", "correction", "--of", wanted["of"], "--reason", "asked again",
                              execution_date=str(wanted["execution"]), now=now, check=True)
        self.at.approve(path.with_suffix(".cover.toml"), wanted.get("approved_by", "wang.jun"))
        return said

    def lend_accounts(self, rows, round_):
        first = LENDERS * round_
        for row, lender in zip(rows, self.at.rows(first + len(rows))[first:]):
            row["account_no"] = lender["account_no"]

    def bring_answers(self, files):
        """Into the inbox of the bank's files, in the names of this workspace's payments."""
        sent = Sent(self.at.home / "outbox")
        for file in files:
            (self.at.home / "inbox/bank" / file.name).write_text(sent.fill(file.read_text("utf-8")), "utf-8")

    def decide(self, wanted, now):
        """Both who may decide sign; the night takes it up."""
        sent = Sent(self.at.home / "outbox")
        more = [part for key in ("how", "ref", "code") if key in wanted for part in (f"--{key}", wanted[key])]
        for person in ("sun.li", "zhou.yan"):
            self.at.run("almoner", "decide", wanted["what"], *map(sent.fill, wanted["targets"]), "--as", person, "--key", str(self.at.home / f"keys/private/{person}.key"),
                        "--reason", "asked the bank", *more, "--now", now, check=True)

    def play(self, night, folder):
        """One night: what it told, and how things then stand."""
        now, said = moment(night["day"]), ""
        if "list" in night:
            self.bring_list(night["list"], now)
        if "correction" in night:
            said = self.bring_correction(night["correction"], now)
        if "decide" in night:
            self.decide(night["decide"], now)
        if "bank" in night:
            self.bring_answers([folder / name for name in night["bank"]])
        said += self.at.run("almoner", "run", "--now", now).stdout
        told = [f"  told: {line}" for line in TOLD.findall(said.replace(str(self.at.home), "..."))]
        return told, self.stands(now, said)

    def stands(self, now, said):
        """Every payout, the worklist, and the control table, which the night has printed."""
        lines = []
        for one in self.looked_at("payouts", now):
            reason = f" {one['reason']}" if one["reason"] else ""
            inferred = " as part of a sum" if one["inferred"] else ""
            returned = f", {one['returned_amount']} came back" if one["returned_amount"] else ""
            lines.append(f"  {one['list']} row {one['row']}.{one['attempt']}: {one['amount']} {one['state']}{reason}{inferred}{returned}, {one['payout_state']}")
        for one in self.looked_at("exceptions", now):
            lines.append(f"  worklist {one['severity']}: {one['id']}, {one['members']} of {one['amount'] or 'no amount'}")
        heading, sums = (re.split("  +", line.strip()) for line in CONTROL_TABLE.search(said).groups())
        first = heading.index("planned")
        told = [f"{name} {amount}" for name, amount in zip(heading[first:-1], sums[first:-1]) if amount != "0.00"]
        return lines + [f"  sums: {', '.join(told)}; difference {sums[-1]}"]

    def looked_at(self, command, now):
        return map(json.loads, self.at.run("almoner", command, "--json", "--now", now).stdout.splitlines())


def nights_of(stage, folder, scenario):
    """Plays the nights in their order; the text of each, and how things stand at the end."""
    text, stands = [], []
    stage.begin(scenario)
    for night in scenario["night"]:
        told, stands = stage.play(night, folder)
        text += [moment(night["day"]), *told, *stands]
        if "list" in night or night.get("decide", {}).get("what") == "recall":
            shutil.rmtree(stage.paid, ignore_errors=True)
            stage.at.copy_to(stage.paid)
    return "\n".join(text) + "\n", stands


def other_ends(stage, folder, scenario, end):
    """Orders of the bank's files, one a run, that come to another end."""
    last = scenario["night"][-1]["day"]
    files = [name for night in scenario["night"] for name in night.get("bank", [])]
    for order in itertools.permutations(files):
        stage.return_to(stage.paid)
        for name in order[:-1]:
            stage.bring_answers([folder / name])
            stage.at.run("almoner", "reconcile", "--now", moment(last))
        _, stands = stage.play({"day": last, "bank": [order[-1]]}, folder)
        if stands != end:
            yield f"in the order {', '.join(order)} it ends otherwise:\n" + "\n".join(stands)


def faults_of(folder, stage, write):
    scenario = tomllib.loads((folder / "scenario.toml").read_text("utf-8"))
    told, end = nights_of(stage, folder, scenario)
    expected = folder / "expected.txt"
    if write:
        expected.write_text(told, "utf-8")
    if not expected.exists() or told != expected.read_text("utf-8"):
        yield f"went otherwise than expected.txt says:\n{told}"
    if scenario.get("in_all_orders"):
        yield from other_ends(stage, folder, scenario, end)


def main(arguments):
    write = "--write" in arguments
    arguments = [argument for argument in arguments if argument != "--write"]
    if not arguments or "--help" in arguments:
        print(__doc__.strip())
        return 0 if "--help" in arguments else 2
    folders = [pathlib.Path(folder).resolve() for folder in arguments[1:]] or sorted(path.parent for path in SCENARIOS.glob("*/scenario.toml"))
    stage, wrong = Stage(arguments[0]), 0
    for folder in folders:
        faults = list(faults_of(folder, stage, write))
        wrong += len(faults)
        for fault in faults:
            print(f"{folder.name}: {fault}")
    stage.at.close()
    print(f"{len(folders)} scenarios, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
