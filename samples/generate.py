#!/usr/bin/env python3
"""Writes the sample programmes: settings, lists and cover sheets of eleven relief campaigns.

Everything is invented and nothing is random: the same run gives the same bytes. People have identity numbers
with valid check characters in county codes that do not exist; accounts are valid card numbers of a prefix
nobody issues. The sums are those of published campaign summaries.

usage: samples/generate.py [--check | --help]
  --check   compares with what is there and writes nothing
"""

import datetime
import hashlib
import pathlib
import sys

from people import BANKS, GIVEN, SURNAMES, People, card, identity, name, uscc

HERE = pathlib.Path(__file__).resolve().parent
PROFILE = HERE.parent / "formats" / "profiles" / "testbank-cn.toml"
RULES = HERE.parent / "formats" / "rules"
COLUMNS = "payee_kind,payee_name,payee_id,account_no,bank_code,category,unit,channel,amount,members,note".split(",")
def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


PEOPLE = People()


def person(number, category, yuan, channel="bank", unit="", note="", kind="person", members=""):
    bank = channel == "bank"
    return {"payee_kind": kind, "payee_name": name(number), "payee_id": identity(number), "account_no": card(number) if bank else "",
            "bank_code": BANKS[number % len(BANKS)] if bank else "", "category": category, "unit": unit, "channel": channel,
            "amount": money(yuan * 100), "members": members, "note": note}


def persons(people, category, yuan, channel="bank", unit=""):
    return [person(p, category, yuan, channel, unit) for p in people]


def enterprise(number, category, yuan, channel="bank", note=""):
    return {"payee_kind": "enterprise", "payee_name": f"{SURNAMES[number % 50]}{GIVEN[number * 3 % 60]}制造有限公司", "payee_id": uscc(10000000 + number * 137),
            "account_no": f"33019900{number:010d}" if channel == "bank" else "", "bank_code": BANKS[number % len(BANKS)] if channel == "bank" else "",
            "category": category, "unit": "", "channel": channel, "amount": money(yuan * 100), "members": "", "note": note}


class Programme:
    def __init__(self, key, about, **settings):
        self.key, self.about, self.settings = key, about, settings
        self.funds, self.categories, self.lists, self.registers = [], [], [], []

    def fund(self, fund, title, yuan):
        self.funds.append((fund, title, yuan))

    def category(self, category, title, standard, count, total, purpose=""):
        self.categories.append((category, title, standard, count, total, purpose))

    def list(self, code, file, fund, rows, **cover):
        self.lists.append((code, file, fund, rows, cover))

    def register(self, kind, columns, rows):
        self.registers.append((kind, columns, rows))

    def toml(self):
        lines = [f"# {line}" for line in self.about.split("\n")] + [""]
        for key, value in self.settings.items():
            lines.append(f"{key} = {toml(value)}")
        for fund, title, yuan in self.funds:
            lines += ["", "[[funds]]", f'id = "{fund}"', f'name = "{title}"', f'allocated = "{money(yuan * 100)}"']
        for category, title, standard, count, total, purpose in self.categories:
            lines += ["", "[[categories]]", f'id = "{category}"', f'name = "{title}"', f'standard = "{money(standard * 100)}"',
                      f"planned_count = {count}", f'planned_total = "{money(total * 100)}"', f'purpose = "{purpose}"']
        return "\n".join(lines) + "\n"


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml(key)} = {toml(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, datetime.date)):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return f'"{value}"'


def common(**more):
    settings = {"name": "", "period": "2026", "currency": "CNY", "theme": "", "place": "", "people": "", "remittance": "春节送温暖慰问金",
                "category_purpose": "GOVT", "approval_body": "", "approvals_required": 1, "duplicates": "hold"}
    settings.update(more)
    return settings


def p01():
    p = Programme("p01-county-education", "A county education bureau and its union: 423 person-times, 988,800.00 by bank and 10,000.00 in goods.\n"
                  "Four funders share the hardship money, so each has a list of its own. One line is cancelled after\napproval and one missed person is added by a supplement.",
                  **common(name="县教育系统春节送温暖", theme="送温暖", place="全县各学校", people="困难教职工、退休教职工、劳模、老党员", approval_body="县教育局党组"))
    p.fund("education-foundation", "教育基金会", 420000)
    p.fund("city-union", "市总工会", 180000)
    p.fund("county-union", "县总工会", 255000)
    p.fund("education-union", "教育工会", 46400)
    p.fund("bureau", "教育局", 97400)
    p.category("hardship", "困难教职工", 5000, 287, 901400, "SSBE")
    p.category("retired", "退休教职工", 800, 75, 52800, "SSBE")
    p.category("model-worker", "劳动模范", 600, 50, 25800, "GOVT")
    p.category("cadre", "基层干部和老党员", 800, 11, 8800, "SSBE")
    p.category("model-worker-goods", "劳动模范慰问品", 200, 50, 10000)
    foundation = persons(PEOPLE.take(84), "hardship", 5000)
    models = PEOPLE.take(50)
    p.list("SP0101", "foundation", "education-foundation", foundation)
    p.list("SP0102", "city-union", "city-union", persons(PEOPLE.take(60), "hardship", 3000))
    p.list("SP0103", "county-union", "county-union", persons(PEOPLE.take(85), "hardship", 3000))
    p.list("SP0104", "education-union", "education-union", persons(PEOPLE.take(58), "hardship", 800))
    retired = PEOPLE.take(75)
    p.list("SP0105", "bureau", "bureau", persons(retired[:36], "retired", 600) + persons(retired[36:], "retired", 800) +
           persons(models[:42], "model-worker", 500) + persons(models[42:], "model-worker", 600) + persons(PEOPLE.take(11), "cadre", 800) +
           persons(models, "model-worker-goods", 200, "in_kind"))
    gone = foundation[40]
    p.list("SP0106", "foundation-cancelled", "education-foundation", [{"row": "42", "payee_name": gone["payee_name"], "amount": gone["amount"],
           "note": "moved to another county before the visit"}], kind="cancellation", of="SP0101", reason="cancelled on the spot by the visit group")
    p.list("SP0107", "foundation-missed", "education-foundation", persons(PEOPLE.take(1), "hardship", 5000), kind="supplement", of="SP0101",
           reason="missed when the list was drawn up")
    return p


def p02():
    p = Programme("p02-township", "A township's goods for 350 households with 1,200 people: nothing goes through a bank, and the programme still\ncloses and reports.",
                  **common(name="乡镇扶贫慰问", theme="一户一帮", place="全乡", people="困难户", category_purpose="", duplicates="sum"))
    p.fund("district", "区级部门", 110000)
    p.fund("township", "乡政府", 20000)
    p.category("goods", "慰问品", 400, 350, 110000)
    p.category("goods-township", "乡镇慰问品", 200, 100, 20000)
    households = PEOPLE.take(350)
    sizes = ["4" if i < 150 else "3" for i in range(350)]
    first = [person(h, "goods", 300 if i < 300 else 400, "in_kind", kind="household", members=sizes[i]) for i, h in enumerate(households)]
    second = [person(h, "goods-township", 200, "in_kind", kind="household", members=sizes[i]) for i, h in enumerate(households[:100])]
    p.list("SP0201", "district-goods", "district", first)
    p.list("SP0202", "township-goods", "township", second)
    return p


def p03():
    p = Programme("p03-street", "A street office: 20 households in special hardship and 286 more. Twelve of the first stand among the second as\nwell; the programme pays the highest, so the lower line of each is held.",
                  **common(name="街道节日慰问", theme="走访慰问", place="街道", people="特困户、低保户、优抚对象", duplicates="highest"))
    p.fund("street", "街道办事处", 163000)
    p.category("special", "特困户", 1000, 20, 20000, "SSBE")
    p.category("general", "困难户", 500, 286, 143000, "SSBE")
    special = PEOPLE.take(20)
    general = special[:12] + PEOPLE.take(274)
    rows = [person(h, "special", 1000, kind="household", members="3") for h in special]
    rows += [person(h, "general", 500, kind="household", members="3") for h in general]
    p.list("SP0301", "households", "street", rows, held=12, warnings=3)
    paid = {row["payee_id"]: row["amount"] for row in reversed(rows)} | {rows[at]["payee_id"]: "800.00" for at in (14, 16, 18)}
    p.register("previous", ["payee_id", "amount"], [{"payee_id": who, "amount": amount} for who, amount in reversed(paid.items())])
    return p


def p04():
    p = Programme("p04-city-union", "A city union: 13,000,000.00 to 23,160 workers' cards in one list, split into files by the bank's limit, and\n300,000.00 forwarded to three enterprises, which owe a roster.",
                  **common(name="市总工会春节送温暖", theme="送温暖", place="全市", people="一线职工、困难职工、劳模", approvals_required=2,
                           units=["市总工会", "东区工会", "西区工会", "南区工会", "北区工会"],
                           unit_parents={unit: "市总工会" for unit in ("东区工会", "西区工会", "南区工会", "北区工会")}))
    p.fund("city-union", "市总工会", 13000000)
    p.fund("enterprise", "企业慰问", 330000)
    p.category("front-line", "一线职工", 500, 11500, 5750000, "GOVT")
    p.category("hardship", "困难职工", 600, 7700, 4620000, "SSBE")
    p.category("model-worker", "劳动模范", 800, 3960, 2630000, "GOVT")
    p.category("forwarding", "企业慰问金", 100000, 3, 300000)
    p.category("parcels", "慰问品一百份", 10000, 3, 30000)
    units = ["东区工会", "西区工会", "南区工会", "北区工会"]
    people = PEOPLE.take(23160)
    plan = [("front-line", 500)] * 11500 + [("hardship", 600)] * 7700 + [("model-worker", 600)] * 2690 + [("model-worker", 800)] * 1270
    rows = [person(who, category, yuan, unit=units[i % 4]) for i, (who, (category, yuan)) in enumerate(zip(people, plan))]
    p.list("SP0401", "workers", "city-union", rows, unit="市总工会")
    firms = [enterprise(n, "forwarding", 100000) for n in (401, 402, 403)] + [enterprise(n, "parcels", 10000, "in_kind", "100 parcels") for n in (401, 402, 403)]
    p.list("SP0402", "enterprises", "enterprise", firms, unit="市总工会")
    return p


def p05():
    p = Programme("p05-district-union", "A district union: 2,012,000.00 that must have arrived by 20 January.",
                  **common(name="区总工会两节慰问", theme="两节送温暖", place="全区", people="困难职工", deadline=datetime.date(2026, 1, 20)))
    p.fund("district-union", "区总工会", 2012000)
    p.category("hardship", "困难职工", 3000, 986, 2012000, "SSBE")
    p.list("SP0501", "workers", "district-union", persons(PEOPLE.take(946), "hardship", 2000) + persons(PEOPLE.take(40), "hardship", 3000),
           execution_date="2026-01-16", deadline="2026-01-20")
    return p


def p06():
    p = Programme("p06-county-union", "A county union with goods only: eight registered hardship workers and five model workers; no cash at all. The rules\nask for the register of hardship workers; model workers need not stand on it.",
                  **common(name="县总工会走访慰问", theme="走访慰问", place="县城", people="建档困难职工、劳模", category_purpose="", rules=["general", "hardship-register"]))
    p.fund("county-union", "县总工会", 5200)
    p.category("hardship-goods", "困难职工慰问品", 400, 8, 3200)
    p.category("model-goods", "劳模慰问品", 400, 5, 2000)
    hardship = persons(PEOPLE.take(8), "hardship-goods", 400, "in_kind")
    p.list("SP0601", "goods", "county-union", hardship + persons(PEOPLE.take(5), "model-goods", 400, "in_kind"))
    p.register("registered", ["payee_name", "payee_id", "unit"], [dict(row, unit="县总工会") for row in hardship])
    return p


def p07():
    p = Programme("p07-bureau", "A bureau's special fund of 30,000.00 from two sources, 20,000.00 allocated and 10,000.00 raised; ten of the\nfifty are paid in cash on a visit.",
                  **common(name="局机关结对帮扶慰问", theme="结对帮扶", place="五个乡镇", people="帮扶户", approval_body="局长办公会", rules=["general", "attributes"]))
    p.fund("allocated", "拨款", 20000)
    p.fund("raised", "自筹", 10000)
    p.category("household", "帮扶户慰问金", 500, 50, 25000, "SSBE")
    p.category("goods", "帮扶户慰问品", 100, 50, 5000)
    households = PEOPLE.take(50)
    p.list("SP0701", "by-bank", "allocated", [person(h, "household", 500, kind="household", members="4") for h in households[:40]])
    p.list("SP0702", "on-the-visit", "raised", [person(h, "household", 500, "cash", kind="household", members="4") for h in households[40:]] +
           [person(h, "goods", 100, "in_kind", kind="household", members="4") for h in households])
    return p


def p08():
    p = Programme("p08-county-centre", "A county union's service centre: 77,000.00 to 55 workers and 160,000.00 forwarded to eight enterprises.",
                  **common(name="县总工会职工服务中心慰问", theme="送温暖", place="全县", people="困难职工和企业"))
    p.fund("centre", "职工服务中心", 237000)
    p.category("enterprise", "企业慰问金", 20000, 8, 160000)
    p.category("worker", "困难职工", 1400, 55, 77000, "SSBE")
    p.list("SP0801", "enterprises", "centre", [enterprise(n, "enterprise", 20000) for n in range(801, 809)])
    p.list("SP0802", "workers", "centre", persons(PEOPLE.take(55), "worker", 1400))
    return p


def p09():
    p = Programme("p09-supply-coop", "A supply cooperative's thirteen retired cadres. Two cannot be found: their lines stay visible as held, with what\nwas tried, until they are found or the money goes back to the fund.",
                  **common(name="供销社离退休干部慰问", theme="走访慰问", place="全市", people="离退休干部"))
    p.fund("coop", "供销社", 10400)
    p.category("retired-cadre", "离退休干部", 800, 13, 10400, "SSBE")
    rows = persons(PEOPLE.take(13), "retired-cadre", 800)
    rows[3]["note"] = "a carer collects"
    for row, tried in ((rows[7], "address unknown; neighbours asked twice"), (rows[11], "telephone dead; letter came back")):
        row.update(account_no="", bank_code="", note=tried)
    p.list("SP0901", "cadres", "coop", rows, held=2)
    return p


def p10():
    p = Programme("p10-district-centre", "A district union's service centre: 282,000.00 in three towns' lists, and goods for 35 of the same people on\nstage. Goods and cash for one person are no duplicate.",
                  **common(name="区职工服务中心送温暖", theme="送温暖", place="各镇", people="困难职工、工伤致残职工"))
    p.fund("district-union", "区总工会", 282000)
    p.fund("event", "活动慰问品", 7000)
    p.category("hardship", "困难职工", 1000, 90, 90000, "SSBE")
    p.category("injured", "工伤致残职工", 2000, 96, 192000, "SSBE")
    p.category("event-goods", "活动慰问品", 200, 35, 7000)
    hardship, injured = PEOPLE.take(90), PEOPLE.take(96)
    for number, town in enumerate(("east-town", "west-town", "south-town")):
        rows = persons(hardship[number * 30:number * 30 + 30], "hardship", 1000) + persons(injured[number * 32:number * 32 + 32], "injured", 2000)
        p.list(f"SP100{number + 1}", town, "district-union", rows, unit=town)
    p.list("SP1004", "event", "event", persons((hardship + injured)[::5][:35], "event-goods", 200, "in_kind"), unit="centre")
    return p


def p11():
    p = Programme("p11-school", "A school union: 4,700.00 to 18 households, 500.00 to each with a serious illness, and gifts for retired staff as\na sub-action of its own.",
                  **common(name="学校工会送温暖", theme="专款专用、有序、受监督", place="学校", people="困难教职工、退休教职工", approval_body="school union committee"))
    p.fund("school-union", "学校工会", 4700)
    p.fund("gifts", "退休教职工慰问品", 6000)
    p.category("illness", "大病", 500, 3, 1500, "SSBE")
    p.category("hardship", "困难", 250, 15, 3200, "SSBE")
    p.category("gift", "慰问品", 300, 20, 6000)
    p.list("SP1101", "households", "school-union", persons(PEOPLE.take(3), "illness", 500) + persons(PEOPLE.take(4), "hardship", 250) + persons(PEOPLE.take(11), "hardship", 200))
    p.list("SP1102", "retired-gifts", "gifts", persons(PEOPLE.take(20), "gift", 300, "in_kind"), execution_date="2026-01-22")
    return p


def csv(columns, rows):
    for row in rows:
        assert not any("," in row[c] or '"' in row[c] for c in columns)
    return "\r\n".join([",".join(columns)] + [",".join(row[c] for c in columns) for row in rows] + [""]).encode()


def cents(row):
    whole, decimals = row["amount"].split(".")
    return int(whole) * 100 + int(decimals)


def cover(programme, code, file, fund, rows, data, programme_toml, options):
    channel = lambda wanted: [r for r in rows if r.get("channel", "bank") == wanted]
    total = lambda some: money(sum(map(cents, some)))
    sums = {}
    for row in rows:
        if "category" in row:
            count, yuan = sums.get(row["category"], (0, 0))
            sums[row["category"]] = (count + 1, yuan + cents(row))
    digest = lambda text: hashlib.sha256(text).hexdigest()
    settings = f"programme {digest(programme_toml.encode())}\nprofile {digest(PROFILE.read_bytes())}\n"
    settings += "".join(f"rules {pack} {digest((RULES / f'{pack}.toml').read_bytes())}\n" for pack in programme.settings.get("rules", ["general"]))
    sums_texts = [f'{{ category = "{c}", count = {n}, total = "{money(y)}" }}' for c, (n, y) in sums.items()]
    keys = {
        "format": 1, "code": code, "kind": options.get("kind", "original"), "of": options.get("of", ""), "programme": programme.key,
        "period": "2026", "instalment": 1, "unit": options.get("unit", "union"), "fund": fund, "profile": "testbank-cn",
        "debtor_account": programme.key[:3], "currency": "CNY", "execution_date": day(options.get("execution_date", "2026-01-20")),
        "deadline": day(options.get("deadline")), "count": len(channel("bank")), "total": total(channel("bank")),
        "cash_count": len(channel("cash")), "cash_total": total(channel("cash")), "in_kind_count": len(channel("in_kind")),
        "in_kind_total": total(channel("in_kind"))}
    tail = {"rows_file": f"{file}.csv", "rows_sha256": digest(data), "settings_sha256": digest(settings.encode())}
    end = {"maker": "li.na", "reason": options.get("reason", ""), "basis": "minutes 2026-1"}
    pairs = lambda some: [f"{key} = {toml(value)}" for key, value in some.items() if value is not None]
    return "\n".join(pairs(keys) + ["sums = [" + "".join(f"\n  {text}," for text in sums_texts) + ("\n]" if sums else "]")] + pairs(tail) +
                     [f"findings = {{ refused = 0, held = {options.get('held', 0)}, warnings = {options.get('warnings', 0)} }}"] + pairs(end) + [""])


def day(text):
    return text and datetime.date.fromisoformat(text)


def workspace_files(programmes):
    accounts, bank = [], []
    for number, programme in enumerate(programmes, 1):
        account = card(900000000000 + number)
        holder = programme.settings["name"]
        accounts.append(f'[[debtor_accounts]]\nid = "{programme.key[:3]}"\nname = "{holder}"\naccount = "{account}"\nbank_code = "{BANKS[0]}"\ncurrency = "CNY"\n')
        bank.append(f'[[accounts]]\naccount = "{account}"\nholder = "{holder}"\ncurrency = "CNY"\nbalance = "20000000.00"\n')
    yield "almoner.toml", ("# The rehearsal workspace of the samples.\norganisation = \"示范市总工会\"\nlist_prefix = \"SP\"\nlanguage = \"en\"\ntime_zone = \"Asia/Shanghai\"\n"
                           "rehearsal = true   # allows --now\nprove_banks = false   # a rehearsal pays at once; in earnest a test list goes first\n\n" + "\n".join(accounts))
    yield "bank.toml", ("# The rehearsal bank: which share of transfers it rejects and returns, and the accounts it keeps.\nseed = \"spring\"\nrejected_per_mille = 12\n"
                        "returned_per_mille = 10\nbooked = \"single\"   # each alone; batch: in one sum without those rejected; gross: with them, which come back in one sum\n"
                        "statement = \"camt.053\"   # or mt940, which carries no signature; an account may have its own booked and statement\n"
                        "called_back = \"refused\"   # what was paid already and is asked back: the payee refuses; or returned\nsigning_key = \"keys/private/bank.key\"\nsigning_certificate = \"keys/bank.crt\"\n"
                        "customer_certificate = \"keys/transfer.crt\"\n\n" + "\n".join(bank))
    persons_text = ("# Who may sign what. Certificates stand beside this file. Two who neither make nor approve lists seal what decides\n"
                    "# over them: this file, programmes, accounts, bank profiles.\n")
    for who, title, role in (("li.na", "李娜", "maker"), ("wang.jun", "王军", "approver"), ("zhao.min", "赵敏", "approver"), ("sun.li", "孙丽", "settings"),
                             ("zhou.yan", "周岩", "settings")):
        power = 'powers = [{ programme = "*" }]\n' if role == "approver" else ""
        persons_text += f'\n[[persons]]\nid = "{who}"\nname = "{title}"\nroles = ["{role}"]\ncertificate = "{who}.crt"\n{power}'
    yield "register.toml", persons_text
    ring_text = "# The keys of the organisation and its bank. `almoner keys` writes this file; keys/README.md explains it.\n"
    for key, purpose, private in (("transfer", "file", True), ("transfer-spare", "file", True), ("audit", "audit", True), ("bank", "bank", False)):
        place = f'private = "private/{key}.key"\n' if private else ""
        spare = "spare = true\n" if key.endswith("-spare") else ""
        ring_text += f'\n[[keys]]\nid = "{key}"\npurpose = "{purpose}"\ncertificate = "{key}.crt"\n{place}{spare}'
    yield "ring.toml", ring_text


def files():
    programmes = [make() for make in (p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11)]
    for name_of_file, text in workspace_files(programmes):
        yield HERE / "workspace" / name_of_file, text.encode()
    for programme in programmes:
        folder = HERE / "programmes" / programme.key
        text = programme.toml()
        yield folder / "programme.toml", text.encode()
        for kind, columns, rows in programme.registers:
            yield folder / "registers" / f"{programme.key[:3]}-{kind}.csv", csv(columns, rows)
        for code, file, fund, rows, options in programme.lists:
            columns = ["row", "payee_name", "amount", "note"] if options.get("kind") == "cancellation" else COLUMNS
            data = csv(columns, rows)
            name_in_inbox = f"{programme.key[:3]}-{file}"
            yield folder / f"{name_in_inbox}.csv", data
            yield folder / f"{name_in_inbox}.cover.toml", cover(programme, code, name_in_inbox, fund, rows, data, text, options).encode()


def write(files, folder, arguments, script):
    """Writes (path, bytes) of a folder, or with --check says which are not there as they would be; the exit code."""
    if arguments not in ([], ["--check"]):
        print(sys.modules["__main__"].__doc__.strip())
        return 0 if arguments == ["--help"] else 2
    drifted = 0
    for path, data in files:
        if not arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        elif not path.exists() or path.read_bytes() != data:
            drifted += 1
            print(f"{path.relative_to(folder)}: is not what {script} writes; run samples/{script}", file=sys.stderr)
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(write(files(), HERE, sys.argv[1:], "generate.py"))
