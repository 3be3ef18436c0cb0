"""Lists of invented people for the benchmarks, and a workspace in which one is approved and ready to be paid."""

import os
import random
import shutil

from measure import ROOT
from people import BANKS, card, identity, name
from workspace import Workspace

HEADING = "序号,姓名,身份证号,银行卡号,联行号,类别,工作单位,金额,联系电话,家庭住址,备注"
TRANSFERS_OF_A_FILE = 100_000


def line(number, choose):
    """Of a thousand one has a wrong digit in its identity number, and one names a person again."""
    fault = choose.randrange(1000)
    person = number - 1 if fault == 1 else number
    proof = identity(person)
    if fault == 0:
        proof = proof[:-1] + ("1" if proof[-1] == "0" else "0")
    return (f"{number},{name(person)},{proof},{card(number)},{BANKS[number % len(BANKS)]},hardship,第{number % 97}工会委员会,"
            f"{number % 900 + 100}.00,139{number:08},示范市东区{number % 1000}号,\r\n")


def write_list(path, lines):
    choose = random.Random(lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADING + "\r\n")
        file.writelines(line(number, choose) for number in range(1, lines + 1))
    return path


class Approved:
    """A workspace whose one list is approved, under a bank that takes large files and signs no answers. `instead` are texts that
    stand in files of the formats in place of their own."""

    def __init__(self, programs, lines, instead=()):
        self.at = Workspace(programs)
        self.home = self.at.home
        formats = self.home.with_name("formats")
        shutil.copytree(ROOT / "formats", formats)
        os.environ["ALMONER_FORMATS"] = str(formats)
        for name, text in dict(instead).items():
            (formats / name).write_text(text)
        profile = formats / "profiles/testbank-cn.toml"
        text = profile.read_text().replace("signed = true ", "signed = false ")
        for limit in ("max_transactions_per_file = ", "max_transactions_per_batch = "):
            text = text.replace(f"{limit}1000", f"{limit}{TRANSFERS_OF_A_FILE}")
        text = text.replace('max_sum_per_file = "10000000.00"', 'max_sum_per_file = "10000000000.00"')
        profile.write_text(text)
        programme = self.home / "programmes/relief.toml"
        programme.write_text(programme.read_text().replace('"1000000.00"', '"90000000000.00"'))
        self.list = write_list(self.home / "inbox/lists/list.csv", lines)
        self.at.approve(self.at.cover(self.list))
        self.at.seal()

    def close(self):
        self.at.close()
