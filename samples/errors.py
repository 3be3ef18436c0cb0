#!/usr/bin/env python3
"""Writes the lists of samples/errors: for each fault a small list that has it, with good lines around it.

A folder is named by the code of its fault and holds the list (list.csv or list.xlsx), the cover where the fault is the
cover's, a list that came earlier where it takes two, and programme.toml where the programme must be another. What
`almoner check` and `almoner pay` say to it stands in check.txt and pay.txt; tests/samples/errors.py holds them to it.
A folder made by hand needs no row here. Everybody in the lists is invented.

usage: samples/errors.py [--check | --help]
  --check   compares with what is there and writes nothing
"""

import datetime
import io
import pathlib
import sys
import tomllib
import zipfile
from xml.sax.saxutils import escape

from generate import COLUMNS, cover, csv, enterprise, person, write
from people import BANKS, COUNTIES, card, identity, luhn, numbered, uscc

HERE = pathlib.Path(__file__).resolve().parent / "errors"
FIRST = 5001  # nobody of the programmes
PROGRAMME = """# What the lists of samples/errors are checked against.
name = "差错示例"
period = "2026"
currency = "CNY"
remittance = "relief"
duplicates = "hold"

[[funds]]
id = "fund"
name = "fund"
allocated = "1000000.00"

[[categories]]
id = "hardship"
name = "hardship"
standard = "5000.00"

[[categories]]
id = "allowance"
name = "allowance"
"""


def people(count=5, start=FIRST):
    return [person(number, "hardship", 500) for number in range(start, start + count)]


def table(rows, columns=COLUMNS):
    return csv(columns, [{**dict.fromkeys(columns, ""), **row} for row in rows])


def line(*more, **changes):
    """Good lines but for the changes in row 4, and in the rows behind it where a fault has several faces."""
    rows = people(5 + len(more))
    for at, change in enumerate([changes, *more], 2):
        rows[at].update(change)
    extra = [name for name in changes if name not in COLUMNS]
    return {"list.csv": table(rows, COLUMNS + extra)}


def wrong(number):
    """The same with another last digit."""
    return number[:-1] + str((int(number[-1]) + 1) % 10) if number[-1] != "X" else number[:-1] + "0"


def two_lines(column):
    """The fourth line has what the second has."""
    rows = people()
    rows[3][column] = rows[1][column]
    return {"list.csv": table(rows)}


def raw(*lines):
    return {"list.csv": b"".join(lines)}


def text_lines(change):
    """The five good lines as lines of text, changed."""
    return {"list.csv": b"\r\n".join(change(table(people()).split(b"\r\n")))}


def replaced(lines, at, line_of):
    return [*lines[:at], line_of(lines[at]), *lines[at + 1:]]


class Key:
    """What `cover` of the programmes asks of a programme."""
    key = "relief"

    def __init__(self, programme):
        self.settings = tomllib.loads(programme)


def with_cover(rows, *changes, name="list", code="SP0001", programme=PROGRAMME, columns=COLUMNS, **options):
    """Rows and their cover, in which each change (from, to) stands once."""
    data = table(rows, columns)
    text = cover(Key(programme), code, name, "fund", rows, data, programme, options).replace('debtor_account = "rel"', 'debtor_account = "p01"')
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return {f"{name}.csv": data, f"{name}.cover.toml": text.encode()}


def of_cover(*changes, **options):
    return with_cover(people(), *changes, **options)


def of_programme(old, new):
    """A good list of a programme that is another."""
    assert PROGRAMME.count(old) == 1, old
    return {"programme.toml": PROGRAMME.replace(old, new).encode()}


def register(kind, rows, day="2026-01-10"):
    return {f"register.{kind}.{day}.csv": csv(list(rows[0]), rows)}


def only(row, *columns):
    return {column: row[column] for column in columns}


def with_rules(*packs, **changes):
    """The programme with other packs of rules, and with other texts."""
    names = ", ".join(f'"{pack}"' for pack in packs)
    texts = {"theme": "relief", "place": "county", "people": "workers", **changes}
    return PROGRAMME.replace('duplicates = "hold"', "\n".join(['duplicates = "hold"', f"rules = [{names}]"] + [f'{key} = "{text}"' for key, text in texts.items()]))


UNION = with_rules("general", "cn-union")
NOTICE = 'notice = { from = 2026-01-05, to = 2026-01-09, place = "gate", objections = 0 }'


def of_union(rows, *changes, programme=UNION, notice=NOTICE, **options):
    """A list under the rules of a trade union, with its registers and its public notice."""
    files = with_cover(rows, ('basis = "minutes 2026-1"', f'basis = "minutes 2026-1"\n{notice}'), *changes, programme=programme, **options)
    files["programme.toml"] = programme.encode()
    return {**files, **union_registers()}


def union_registers(day="2026-01-10"):
    return {**register("registered", [only(row, "payee_name", "payee_id") for row in people()], day),
            **register("stopped", [only(row, "payee_name", "payee_id") for row in people(1, FIRST + 50)], day)}


def of_verdict(verdict, returned_name=""):
    """A list whose payees were verified; the bank says of row 4 what it says."""
    verdicts = [dict(only(row, "payee_name", "account_no"), verdict="match", returned_name="") for row in people()]
    verdicts[2].update(verdict=verdict, returned_name=returned_name)
    return {"list.csv": table(people()), "programme.toml": with_rules("general", "payee-verification").encode(),
            **register("verdicts", [row for row in verdicts if row["verdict"]])}


def of_helped(relation):
    """Row 4 is paid to an account that is somebody else's than who is helped."""
    columns = COLUMNS + ["beneficiary_name", "beneficiary_id", "relation"]
    rows, helped = people(), people(1, FIRST + 20)[0]
    rows[2].update(beneficiary_name=helped["payee_name"], beneficiary_id=helped["payee_id"], relation=relation)
    files = with_cover([{**dict.fromkeys(columns, ""), **row} for row in rows], columns=columns)
    said = "".join(f'{name} = "{name}"\n' for name in columns[-3:-1])
    files["list.cover.toml"] += f"[columns]\n{said}".encode()
    return files


def of_capped():
    """What two lists of the year gave, and one more."""
    def part(amount, number, **more):
        return of_union([dict(people()[1], amount=amount)], ("instalment = 1", f"instalment = {number}"), code=f"SP000{number}", **more)
    rows = [*people(1), dict(people()[1], amount="2.00"), *people(5)[2:]]
    last = of_union(rows, ("instalment = 1", "instalment = 3"), code="SP0003")
    return {**part("3000.00", 1, name="earlier"), **part("2999.00", 2, name="earlier2"), **last}


def workbook(cells, rows=None, shape="", **parts):
    """A workbook of good lines; `cells` says the XML of single cells otherwise, `rows` attributes of single rows, `shape`
    what stands before them."""
    lines = []
    for number, row in enumerate([dict(zip(COLUMNS, COLUMNS)), *people()], 1):
        inside = "".join(cells.get(f"{chr(65 + at)}{number}") or f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{escape(row[name])}</t></is></c>'
                         for at, name in enumerate(COLUMNS) if row[name])
        lines.append(f'<row r="{number}" {(rows or {}).get(number, "")}>{inside}{cells.get(number, "")}</row>')
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    content = {"[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
               "xl/workbook.xml": f'<workbook xmlns:r="{relations}"><sheets><sheet name="Town" sheetId="1" r:id="rId1"/></sheets></workbook>',
               "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
               "xl/worksheets/sheet1.xml": f"<worksheet>{shape}<sheetData>{''.join(lines)}</sheetData></worksheet>", **parts}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in content.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return {"list.xlsx": packed.getvalue()}


def earlier(name="earlier", code="SP0001", **options):
    return with_cover(people(), name=name, code=code, **options)


def faults():
    """Files by folder."""
    stranger = card(990001)
    third = people()[2]
    man = int(third["payee_id"][16]) % 2 == 1
    twin = numbered(COUNTIES[0], datetime.datetime.strptime(people()[1]["payee_id"][6:14], "%Y%m%d").date(), 501)
    again = people()
    again[3].update(payee_id=again[1]["payee_id"], payee_name=again[1]["payee_name"], category="allowance", allow_reason="flood aid beside the hardship aid")
    again[1]["allow_reason"] = "hardship aid beside the flood aid"
    lines = {
        "account.bic_country": line(bic="DEUTZZFF"),
        "account.bic_syntax": line(bic="DEUT"),
        "account.card_checksum": line(account_no=wrong("621226000000000001" + luhn("621226000000000001"))),
        "account.cnaps_checksum": line(bank_code=wrong(BANKS[0])),
        "account.cnaps_syntax": line(bank_code=BANKS[0][:-1]),
        "account.iban_checksum": line(account_no="DE88370400440532013000"),
        "account.iban_national": line(account_no="BE54020992740000"),
        "account.leading_zeros": line(bank_code="1100010018"),
        "account.iban_country": line(account_no="ZZ89370400440532013000"),
        "account.iban_length": line(account_no="DE8937040044053201300"),
        "account.iban_range": line(account_no="AD0096717235796249E3VI06"),
        "account.iban_structure": line(account_no="DE8937040044053201300A"),
        "account.missing": line(account_no=""),
        "account.scientific": line({"account_no": "6229990000000010000"}, account_no="6.22202E+18"),
        "account.shared": two_lines("account_no"),
        "account.syntax": line(account_no="12345"),
        "account.unexpected": line(channel="cash"),
        "amount.beyond_standard": line(amount="5000.01"),
        "amount.capitals": line(amount_cn="肆佰元整"),
        "amount.missing": line(amount=""),
        "amount.negative": line(amount="-500.00"),
        "amount.precision": line(amount="500.005"),
        "amount.range": line(amount="12345678901234567.00"),
        "amount.scientific": line(amount="5E+02"),
        "amount.syntax": line({"amount": "伍佰"}, {"amount": "5.0.0"}, amount="500元"),
        "amount.zero": line(amount="0.00"),
        "category.unknown": line(category="hardship2"),
        "channel.unknown": line(channel="pigeon"),
        "members.syntax": line(members="three"),
        "payee_kind.unknown": line(payee_kind="robot"),
        "person.duplicate": two_lines("payee_id"),
        "person.id_checksum": line(payee_id=wrong(identity(FIRST + 2))),
        "person.id_date": line(payee_id="110199199002300010"),
        "person.id_missing": line(payee_id=""),
        "person.id_region": line(payee_id="00" + identity(FIRST + 2)[2:]),
        "person.id_syntax": line(payee_id=identity(FIRST + 2)[:-1]),
        "person.name_characters": line({"payee_name": "王\ufffd丽"}, {"payee_name": "王\ue000丽"}, payee_name="王?丽"),
        "person.name_length": line(payee_name="阿" * 71),
        "person.name_missing": line(payee_name=""),
        "person.name_remark": line({"payee_name": "王丽、李强"}, {"payee_name": "王丽2"}, payee_name="王丽（代领）"),
        "person.uscc_checksum": line(**dict(enterprise(901, "hardship", 500), payee_id=wrong(uscc(10900137)[:-1] + "0"))),
        "person.uscc_syntax": line(**dict(enterprise(901, "hardship", 500), payee_id=uscc(10900137)[:-1])),
        "value.normalised": line(account_no=f"'{stranger[:4]} {stranger[4:]}", bank_code="１02100099996"),
    }
    files = {
        "sheet.column_ask": text_lines(lambda text: replaced(text, 0, lambda heading: heading.replace(b"amount", "慰问标准".encode()))),
        "sheet.column_duplicate": text_lines(lambda text: replaced(text, 0, lambda heading: heading.replace(b"note", b"amount"))),
        "sheet.column_missing": text_lines(lambda text: replaced(text, 0, lambda heading: heading.replace(b"payee_name", b"ignored"))),
        "sheet.column_unknown": text_lines(lambda text: replaced(text, 0, lambda heading: heading.replace(b"note", b"shoe_size"))),
        "sheet.encoding": text_lines(lambda text: replaced(text, 3, lambda row: row.replace(b"bank,", b"bank\xff\xff,"))),
        "sheet.external_link": workbook({}, **{"xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
        "sheet.field_count": text_lines(lambda text: replaced(text, 3, lambda row: row + b",one too many")),
        "sheet.formula": workbook({"I4": '<c r="I4"><f>SUM(I2:I3)</f><v>500</v></c>'}),
        "sheet.hidden_row": workbook({}, {4: 'hidden="1"'}),
        "sheet.macro": workbook({}, **{"xl/vbaProject.bin": "no program"}),
        "sheet.old_format": {"list.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)},
        "sheet.quote": text_lines(lambda text: replaced(text, 5, lambda row: row.replace(b"bank,", b'"bank,'))),
        "sheet.too_long": workbook({4: '<c r="AMK4" t="inlineStr"><is><t>far away</t></is></c>'}),
        "sheet.workbook": {"list.xlsx": workbook({})["list.xlsx"][:200]},
        "list.empty": raw(b"minutes of the meeting\r\n"),
        "list.faults": {"list.csv": table([*people(6), *(dict(row, amount="?") for row in people(6, FIRST + 6))])},
        "list.total_row": text_lines(lambda text: [*text[:-1], "合计,,,,,,,,2400.00,,".encode(), b""]),
        "unit.missing": {**line(unit="west"), **of_programme('duplicates = "hold"', 'duplicates = "hold"\nunits = ["", "east"]')},
    }
    cancel = [{"row": "9", "payee_name": people()[2]["payee_name"], "amount": "500.00", "note": "moved"}]
    tight = PROGRAMME.replace('"1000000.00"', '"2499.99"')
    late = PROGRAMME.replace('duplicates = "hold"', 'duplicates = "hold"\ndeadline = 2026-01-18')
    covers = {
        "cover.count": of_cover(("count = 5\ntotal", "count = 6\ntotal")),
        "cover.debtor_account": of_cover(('"p01"', '"p99"')),
        "cover.fund": of_cover(('"fund"', '"other-fund"')),
        "cover.key_unknown": of_cover(("maker = ", "makker = ")),
        "cover.of": of_cover(kind="supplement", of="SP0002", reason="missed when the list was drawn up"),
        "cover.prefix": of_cover(code="XX0001"),
        "cover.profile": of_cover(('"testbank-cn"', '"no-bank"')),
        "cover.programme": of_cover(('"relief"', '"no-programme"')),
        "cover.reason": of_cover(kind="supplement", of="SP0002"),
        "cover.rows_changed": {**of_cover(), **line(amount="600.00")},
        "cover.rows_missing": {"list.cover.toml": of_cover()["list.cover.toml"]},
        "cover.settings_changed": of_cover(programme=tight),
        "cover.sum": of_cover(('count = 5, total = "2500.00"', 'count = 5, total = "2400.00"')),
        "cover.syntax": of_cover(("instalment = 1", "instalment =")),
        "cover.test_limit": of_cover(kind="test"),
        "cover.total": of_cover(('\ntotal = "2500.00"', '\ntotal = "2500.01"')),
        "deadline.passed": {**of_cover(programme=late), "programme.toml": late.encode()},
        "fund.overdrawn": {**of_cover(programme=tight), "programme.toml": tight.encode()},
        "line.cancel_unmatched": {**earlier(), **with_cover(cancel, code="SP0002", columns=list(cancel[0]), kind="cancellation", of="SP0001", reason="moved away")},
        "list.code_syntax": of_cover(('"SP0001"', '"SP-01"')),
        "list.code_used": {**earlier(), **with_cover(people(5, FIRST + 5))},
        "payout.already_approved": {**earlier(), **with_cover(people(5, FIRST + 4), code="SP0002")},
    }
    rules = {
        "account.holder": of_helped("neighbour"),
        "account.staff": {**line(), **register("staff", [only(third, "payee_name", "account_no")])},
        "account.stopped": {**line(), **register("stopped", [dict(only(third, "account_no"), reason="blocked")])},
        "amount.above_previous": {**line(), **register("previous", [dict(only(third, "payee_id"), amount="499.99")])},
        "amount.cap_person_time": of_union([*people(2), dict(third, amount="3000.01"), *people(5)[3:]]),
        "amount.cap_person_year": of_capped(),
        "list.attributes": of_union(people(), programme=with_rules("general", "cn-union", people="")),
        "list.notice": of_union(people(), notice=NOTICE.replace("01-05", "01-06")),
        "payee.close_match": of_verdict("close_match", third["payee_name"] + "华"),
        "payee.no_match": of_verdict("no_match"),
        "payee.not_possible": of_verdict("not_possible"),
        "payee.not_verified": of_verdict(""),
        "payout.similar": {**earlier(), **with_cover([dict(row, category="allowance") for row in people(5, FIRST + 4)], code="SP0002")},
        "person.age": line(payee_id=numbered(COUNTIES[0], datetime.date(1905, 1, 1), 31)),
        "person.birth_date": line(birth="1990-01-01"),
        "person.duplicate_allowed": {"list.csv": table(again, COLUMNS + ["allow_reason"]), **of_programme('"hold"', '"allow"')},
        "person.name_normalised": line(payee_name=" ".join(third["payee_name"])),
        "person.namesake": line({}, payee_id=twin, payee_name=people()[1]["payee_name"]),
        "person.not_registered": of_union([*people(2), person(FIRST + 9, "hardship", 500), *people(5)[3:]]),
        "person.sex": line(gender="female" if man else "male"),
        "person.staff": {**line(), **register("staff", [only(third, "payee_name", "payee_id")])},
        "person.stopped": {**line(), **register("stopped", [dict(only(third, "payee_id"), reason="deceased")])},
        "register.missing": {name: data for name, data in of_union(people()).items() if not name.startswith("register.stopped")},
        "register.old": {**{name: data for name, data in of_union(people()).items() if not name.startswith("register.")}, **union_registers("2025-07-19")},
        "sheet.hidden_column": workbook({}, shape='<cols><col min="11" max="11" hidden="1"/></cols>'),
    }
    return {**lines, **files, **covers, **rules}


def files():
    yield HERE / "programme.toml", PROGRAMME.encode()
    for folder, faulty in faults().items():
        yield from ((HERE / folder / name, data) for name, data in faulty.items())


if __name__ == "__main__":
    sys.exit(write(files(), HERE, sys.argv[1:], "errors.py"))
