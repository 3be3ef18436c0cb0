"""A workspace for tests that drive the commands as finance staff do: lists in, files out, answers in."""

import csv
import hashlib
import io
import os
import pathlib
import shutil
import subprocess
import tempfile

SOURCE = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = pathlib.Path(os.environ.get("ALMONER_PROGRAMS", str(SOURCE / "build/release"))).resolve()
NIGHT = "2026-01-16T01:00:00Z"
MORNING = "2026-01-22T01:00:00Z"
HEADING = ["payee_kind", "payee_name", "payee_id", "account_no", "bank_code", "category", "unit", "channel", "amount", "members", "note"]
PROGRAMME = """name = "test"
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
"""


def sample_people():
    """Rows with people, identity numbers and cards whose check digits hold, out of the samples."""
    with open(SOURCE / "samples/programmes/p05-district-union/p05-workers.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row["category"], row["amount"] = "hardship", "500.00"
            yield row


def almoner(*arguments, **options):
    return subprocess.run([str(PROGRAMS / "almoner"), *map(str, arguments)], stdin=options.pop("stdin", subprocess.DEVNULL), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=120, check=False, **options)



def let_the_bank_not_sign(test):
    """For one test formats of its own, whose bank does not sign: so its answers can be made up. The folder."""
    beside = tempfile.TemporaryDirectory()
    test.addCleanup(beside.cleanup)
    formats = formats_of_a_bank_that_does_not_sign(pathlib.Path(beside.name))
    test.addCleanup(os.environ.pop, "ALMONER_FORMATS")
    return formats


def formats_of_a_bank_that_does_not_sign(folder):
    """Below the folder, and named in the environment."""
    formats = folder / "formats"
    shutil.copytree(SOURCE / "formats", formats)
    for name in ("samples", "keys"):
        (formats.parent / name).symlink_to(SOURCE / name)
    profile = formats / "profiles/testbank-cn.toml"
    profile.write_text(profile.read_text().replace("signed = true ", "signed = false "))
    os.environ["ALMONER_FORMATS"] = str(formats)
    return formats


class Workspace:
    """Made by `almoner init --sample`, with one small programme of its own and no list yet."""

    def __init__(self, programs):
        self.programs = pathlib.Path(programs).resolve()
        self.folder = tempfile.TemporaryDirectory()
        self.home = pathlib.Path(self.folder.name) / "relief"
        self.run("almoner", "init", str(self.home), "--sample", "p06-county-union", home=False, check=True)
        for path in (self.home / "inbox/lists").iterdir():
            path.unlink()
        (self.home / "programmes/p06-county-union.toml").unlink()
        (self.home / "programmes/relief.toml").write_text(PROGRAMME)

    def close(self):
        """Whatever was done with the workspace: store and archive are as the audit log says."""
        try:
            if (self.home / "state/almoner.db").exists():
                self.run("almoner", "audit", "verify", check=True)
        finally:
            self.folder.cleanup()

    def run(self, program, *arguments, home=True, check=False, before=()):
        command = [*before, str(self.programs / program), *arguments] + (["--home", str(self.home)] if home else [])
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120, check=False)
        if check and done.returncode != 0:
            raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}")
        return done

    def rows(self, count, **changes):
        """`count` good rows; changes = {row number in the file: {column: value}}."""
        people, rows = sample_people(), []
        for number in range(2, count + 2):
            rows.append(dict(next(people), **changes.get(f"row{number}", {})))
        return rows

    def write_rows(self, name, rows):
        text = io.StringIO()
        writer = csv.DictWriter(text, HEADING, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
        path = self.home / "inbox/lists" / f"{name}.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        return path

    def cover(self, path, code="SP0001", check=True):
        self.cover_command(path, code, check=check)
        return path.with_suffix("").with_suffix(".cover.toml")

    def cover_command(self, path, code, *more, execution_date="2026-01-20", profile="testbank-cn", now=NIGHT, check=False):
        return self.run("almoner", "cover", str(path), "--code", code, "--programme", "relief", "--fund", "fund", "--execution-date", execution_date, "--maker",
                        "li.na", "--key", str(self.home / "keys/private/li.na.key"), "--profile", profile, "--debtor-account", "p01", "--now", now, *more,
                        check=check)

    def approve(self, cover, person="wang.jun"):
        return self.run("almoner", "approve", str(cover), "--as", person, "--key", str(self.home / f"keys/private/{person}.key"), check=True)

    def list(self, rows, name="list", code="SP0001"):
        """Rows, cover and both signatures in the inbox."""
        cover = self.cover(self.write_rows(name, rows), code)
        self.approve(cover)
        return cover

    def seal(self, people=("sun.li", "zhou.yan")):
        """Two persons sign the settings as they are."""
        for person in people:
            self.run("almoner", "seal", "--as", person, "--key", str(self.home / f"keys/private/{person}.key"))

    def pay(self, now=NIGHT, before=()):
        self.seal()
        return self.run("almoner", "pay", "--now", now, before=before)

    def bank(self):
        return self.run("almoner-testbank", "--now", "2026-01-21T10:00:00Z", check=True)

    def night(self, now=MORNING):
        self.seal()
        return self.run("almoner", "run", "--now", now)

    def outbox(self):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((self.home / "outbox").glob("*.xml"))}

    def copy_to(self, other):
        shutil.copytree(self.home, other)
