#!/usr/bin/env python3
"""Writes the sample lists again as offices keep them: workbooks and GB18030 text with titles, merged cells, subtotals.

Every list becomes NAME.xlsx (a title over all columns, a line with unit and date, a heading in two rows, serial numbers,
merged unit cells, subtotals by unit, a total in figures and capitals, who made and who checked it) and NAME-gb.csv (a
title, Chinese headings, a total; in the encoding that Chinese offices save). The people and the money are those of the
plain lists. Where the plain list goes over several units, the workbook has one sheet a unit.

usage: samples/spreadsheets.py DIR [NAME.csv ...]
"""

import csv
import itertools
import pathlib
import sys
import tomllib
import zipfile
from xml.sax.saxutils import escape

HERE = pathlib.Path(__file__).resolve().parent
DIGITS = "零壹贰叁肆伍陆柒捌玖"
KINDS = {"person": "个人", "household": "家庭", "enterprise": "企业"}
CHANNELS = {"bank": "银行转账", "cash": "现金", "in_kind": "实物"}


def cents(text):
    yuan, _, rest = text.partition(".")
    return int(yuan) * 100 + int((rest + "00")[:2])


def capitals(amount):
    """Whole yuan in capital numerals."""
    yuan, text, zero = str(amount // 100), "", False
    for place, digit in enumerate(yuan):
        left = len(yuan) - place - 1
        if digit == "0":
            zero = True
        else:
            text += ("零" if zero and text else "") + DIGITS[int(digit)] + ("", "拾", "佰", "仟")[left % 4]
            zero = False
        if left == 4 and int(yuan[max(0, place - 3):place + 1]):
            text += "万"
        if left == 8:
            text += "亿"
    return text + "元整"


def columns_of(rows):
    """Heading and how a row fills it; only what the list needs, as an office would."""
    channels = {row["channel"] for row in rows}
    columns = [("姓名" if all(row["payee_kind"] != "enterprise" for row in rows) else "收款人名称", lambda row: row["payee_name"]),
               ("身份证号码" if all(row["payee_kind"] != "enterprise" for row in rows) else "身份证号", lambda row: row["payee_id"])]
    if "bank" in channels:
        columns += [("银行账号", lambda row: row["account_no"]), ("联行号", lambda row: row["bank_code"])]
    columns += [("困难类别", lambda row: row["category_name"])]
    if len({row["payee_kind"] for row in rows}) > 1 or rows[0]["payee_kind"] != "person":
        columns += [("对象性质", lambda row: KINDS[row["payee_kind"]])]
    if any(row["members"] for row in rows):
        columns += [("家庭人口", lambda row: row["members"])]
    if channels == {"in_kind"}:
        columns += [("物资折价（元）", lambda row: row["amount"])]
    else:
        columns += [("发放方式", lambda row: CHANNELS[row["channel"]])] if channels != {"bank"} else []
        columns += [("发放金额（元）", lambda row: row["amount"])]
    return columns + [("签名", lambda row: ""), ("备注", lambda row: row["note"])]


def name_of(column):
    """A column's letters: 0 is A."""
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


class Sheet:
    """Rows of a worksheet, and the cells that are one."""

    def __init__(self):
        self.rows, self.merges = [], []

    def add(self, cells, numbers=()):
        number = len(self.rows) + 1
        text = ""
        for at, cell in enumerate(cells):
            reference = f"{name_of(at)}{number}"
            if cell == "":
                text += f'<c r="{reference}" s="1"/>'
            elif at in numbers:
                text += f'<c r="{reference}"><v>{cell}</v></c>'
            else:
                text += f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
        self.rows.append(f'<row r="{number}">{text}</row>')
        return number

    def merge(self, first, last):
        self.merges.append(f'<mergeCell ref="{first}:{last}"/>')

    def xml(self):
        merges = f'<mergeCells count="{len(self.merges)}">{"".join(self.merges)}</mergeCells>' if self.merges else ""
        return ('<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
                f'<sheetData>{"".join(self.rows)}</sheetData>{merges}</worksheet>')


def fill(sheet, title, unit, rows, columns, group=None):
    """One sheet as an office lays it out."""
    titles = [heading for heading, _ in columns]
    width = len(titles) + 1 + (1 if group else 0)
    amount = 1 + (1 if group else 0) + next(at for at, (heading, _) in enumerate(columns) if "元" in heading)
    sheet.merge("A1", f"{name_of(width - 1)}1")
    sheet.add([title])
    sheet.add([f"单位：{unit or '示范市总工会'}", "", "", "日期：2026年1月10日"])
    # The heading stands in two rows: groups above, columns below; what has no group is one cell over both.
    lead = ["序号"] + (["单位"] if group else [])
    upper, lower = lead + ["收款人信息"] + [""] * (len(titles) - 1), [""] * len(lead) + titles
    sheet.add(upper)
    sheet.add(lower)
    for at in range(len(lead)):
        sheet.merge(f"{name_of(at)}3", f"{name_of(at)}4")
    serial, total = 0, 0
    for unit_name, members in itertools.groupby(rows, key=lambda row: row["unit"]):
        part, first = 0, None
        for row in members:
            serial += 1
            part += cents(row["amount"])
            cells = [str(serial)] + ([unit_name if first is None else ""] if group else []) + [take(row) for _, take in columns]
            cells[amount] = cells[amount][:-3] if cells[amount].endswith(".00") else cells[amount]
            number = sheet.add(cells, numbers=(0, amount))
            first = first or number
        if group:
            sheet.merge(f"B{first}", f"B{len(sheet.rows)}")
            sheet.add(["小计"] + [""] * (amount - 1) + [str(part // 100)], numbers=(amount,))
        total += part
    sheet.add(["合计", f"{serial}人"] + [""] * (amount - 2) + [str(total // 100)], numbers=(amount,))
    sheet.add([f"合计（大写）：{capitals(total)}"])
    sheet.add(["制表人：李娜", "", "", "审核人：王军"])
    for _ in range(3):
        sheet.add([""] * width)


def write_workbook(path, title, rows, columns):
    units = sorted({row["unit"] for row in rows})
    sheets = []
    if 1 < len(units):
        for unit in units:
            sheet = Sheet()
            fill(sheet, title, unit, [row for row in rows if row["unit"] == unit], columns, group=True)
            sheets.append((unit or "其他", sheet))
    else:
        sheet = Sheet()
        fill(sheet, title, units[0], rows, columns)
        sheets.append(("名册", sheet))
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        listed = "".join(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, (name, _) in enumerate(sheets, 1))
        book.writestr("xl/workbook.xml", f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{relations}"><sheets>{listed}</sheets></workbook>')
        targets = "".join(f'<Relationship Id="rId{at}" Type="{relations}/worksheet" Target="worksheets/sheet{at}.xml"/>' for at in range(1, len(sheets) + 1))
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{targets}</Relationships>')
        for at, (_, sheet) in enumerate(sheets, 1):
            book.writestr(f"xl/worksheets/sheet{at}.xml", sheet.xml())


def write_text(path, title, rows, columns):
    total = sum(cents(row["amount"]) for row in rows)
    headings = ["序号", "单位"] + [heading for heading, _ in columns]
    amount = next(at for at, heading in enumerate(headings) if "元" in heading)
    with open(path, "w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([title] + [""] * (len(headings) - 1))
        writer.writerow(headings)
        for serial, row in enumerate(rows, 1):
            cells = [str(serial), row["unit"]] + [take(row) for _, take in columns]
            # What a spreadsheet's text cells leave behind: an apostrophe, and blanks in a card number.
            cells = ["'" + cell if heading == "身份证号码" and cell else cell for heading, cell in zip(headings, cells)]
            cells = [" ".join((cell[:4], cell[4:])) if heading == "银行账号" and cell else cell for heading, cell in zip(headings, cells)]
            writer.writerow(cells)
        writer.writerow(["合计"] + [""] * (amount - 1) + [f"{total // 100}.{total % 100:02d}"] + [""] * (len(headings) - amount - 1))


def main(arguments):
    if not arguments or arguments[0] == "--help":
        print(__doc__)
        return 0 if arguments else 2
    folder, wanted = pathlib.Path(arguments[0]), set(arguments[1:])
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted((HERE / "programmes").glob("*/*.csv")):
        with open(path, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if (wanted and path.name not in wanted) or "payee_kind" not in rows[0]:
            continue
        programme = tomllib.loads((path.parent / "programme.toml").read_text("utf-8"))
        names = {category["id"]: category["name"] for category in programme["categories"]}
        for row in rows:
            row["category_name"] = names[row["category"]]
        columns = columns_of(rows)
        write_workbook(folder / f"{path.stem}.xlsx", f"{programme['name']}发放表", rows, columns)
        write_text(folder / f"{path.stem}-gb.csv", f"{programme['name']}发放表", rows, columns)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
