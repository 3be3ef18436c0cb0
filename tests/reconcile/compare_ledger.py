#!/usr/bin/env python3
"""Holds what Almoner says became of every payout to what the bank says it did. Shares no code with Almoner: it reads the
transfer files as they went out, the bank's own ledger, and the lines of `almoner payouts --json`.

usage: tests/reconcile/compare_ledger.py OUTBOX LEDGER.csv PAYOUTS.jsonl
Prints the sums of each account, and every difference. Exit code: 0 none, 1 some, 2 wrong usage.
"""

import collections
import csv
import decimal
import json
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

# What the bank did with a transfer, and the states in which Almoner may show it when all statements are here. Where a batch
# is debited whole, the rejected come back.
STATES = {"paid": {"booked", "final"}, "rejected": {"rejected", "returned"}, "returned": {"returned"}}
SHOWN = 20


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def text_at(element, *path):
    """The text below these local names, the first of each."""
    for name in path:
        element = next((child for child in element if local(child) == name), None)
        if element is None:
            return None
    return element.text


def transfers_of(path, faults):
    """EndToEndId, debtor account and amount of each transfer of a file, whose number and sum must be as its head says."""
    count, total, found = 0, decimal.Decimal(), []
    root = ElementTree.parse(path).getroot()
    head = next(element for element in root.iter() if local(element) == "GrpHdr")
    for batch in (element for element in root.iter() if local(element) == "PmtInf"):
        account = text_at(batch, "DbtrAcct", "Id", "Othr", "Id") or text_at(batch, "DbtrAcct", "Id", "IBAN")
        for transfer in (element for element in batch if local(element) == "CdtTrfTxInf"):
            amount = decimal.Decimal(text_at(transfer, "Amt", "InstdAmt"))
            found.append((text_at(transfer, "PmtId", "EndToEndId"), account, amount))
            count, total = count + 1, total + amount
    if (count, total) != (int(text_at(head, "NbOfTxs")), decimal.Decimal(text_at(head, "CtrlSum"))):
        faults.append(f"{path.name}: its head speaks of {text_at(head, 'NbOfTxs')} and {text_at(head, 'CtrlSum')}, it holds {count} and {total}")
    return found


def sent_transfers(outbox, faults):
    sent = {}
    for path in sorted(outbox.glob("*.xml")):
        for end_to_end_id, account, amount in transfers_of(path, faults):
            if end_to_end_id in sent:
                faults.append(f"{end_to_end_id}: sent twice, the second time in {path.name}")
            sent[end_to_end_id] = account, amount
    return sent


def ledger_lines(path, faults):
    lines = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["end_to_end_id"] in lines:
                faults.append(f"{row['end_to_end_id']}: the bank carried it out twice")
            lines[row["end_to_end_id"]] = row["account"], decimal.Decimal(row["amount"]), row["fate"]
    return lines


def payout_lines(path):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return {line["end_to_end_id"]: line for line in lines if line["end_to_end_id"]}


def compare_sets(faults, left, left_name, right, right_name):
    for end_to_end_id in sorted(left.keys() - right.keys()):
        faults.append(f"{end_to_end_id}: {left_name} has it and {right_name} has not")
    for end_to_end_id in sorted(right.keys() - left.keys()):
        faults.append(f"{end_to_end_id}: {right_name} has it and {left_name} has not")


def compare(faults, end_to_end_id, sent, carried_out, shown):
    account, amount, fate = carried_out
    if sent != (account, amount):
        faults.append(f"{end_to_end_id}: sent as {sent}, carried out as {account}, {amount}")
    if decimal.Decimal(shown["amount"]) != amount:
        faults.append(f"{end_to_end_id}: the bank says {amount}, Almoner {shown['amount']}")
    if shown["state"] not in STATES[fate]:
        faults.append(f"{end_to_end_id}: {fate} says the bank, {shown['state']} says Almoner")
    gone = decimal.Decimal(shown["booked_amount"] or 0) - decimal.Decimal(shown["returned_amount"] or 0)
    if gone != (amount if fate == "paid" else 0):
        faults.append(f"{end_to_end_id}: {fate} says the bank, and Almoner says {gone} of {amount} are gone")


def main(arguments):
    if len(arguments) != 3:
        print(__doc__.strip())
        return 2
    faults = []
    sent = sent_transfers(pathlib.Path(arguments[0]), faults)
    ledger = ledger_lines(arguments[1], faults)
    payouts = payout_lines(arguments[2])
    compare_sets(faults, sent, "the outbox", ledger, "the bank's ledger")
    compare_sets(faults, ledger, "the bank's ledger", payouts, "Almoner")
    sums = collections.defaultdict(decimal.Decimal)
    for end_to_end_id in sorted(sent.keys() & ledger.keys() & payouts.keys()):
        compare(faults, end_to_end_id, sent[end_to_end_id], ledger[end_to_end_id], payouts[end_to_end_id])
        account, amount, fate = ledger[end_to_end_id]
        sums[account, fate] += amount
    for account in sorted({account for account, _ in sums}):
        print(f"...{account[-4:]}  " + "  ".join(f"{fate} {sums[account, fate]:,.2f}" for fate in STATES))
    for fault in faults[:SHOWN]:
        print(fault)
    print(f"{len(ledger)} transfers, {len(faults)} differences")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
