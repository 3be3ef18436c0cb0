"""The night under odd clocks, which a library puts before the system's: set back, the hours that summer time takes and gives,
a leap day, the end of a year. No identifier depends on the time, and nothing is paid before the day that people approved."""

import os
import pathlib
import re
import shutil
import sys
import tempfile
import unittest
import unittest.mock

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "night"))
from workspace import SOURCE, Workspace  # noqa: E402

PROGRAMS = os.environ.get("ALMONER_PROGRAMS", str(pathlib.Path(__file__).resolve().parents[2] / "build/release"))
FORMATS = pathlib.Path(os.environ.get("ALMONER_FORMATS", str(SOURCE / "formats")))
USAGE = 2


class Clocks(unittest.TestCase):
    def setUp(self):
        """Formats whose calendar goes on: without its days nothing is paid in a year."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        formats = pathlib.Path(folder.name) / "formats"
        shutil.copytree(FORMATS, formats)
        calendar = formats / "calendars/cn.toml"
        calendar.write_text(re.sub(r"^years = .*$", "years = [2026, 2027, 2028]", calendar.read_text("utf-8"), flags=re.M), "utf-8")
        patched = unittest.mock.patch.dict(os.environ, ALMONER_FORMATS=str(formats))
        patched.start()
        self.addCleanup(patched.stop)

    def office(self, zone="Asia/Shanghai"):
        with unittest.mock.patch.dict(os.environ, ALMONER_FORMATS=str(FORMATS)):
            at = Workspace(PROGRAMS)
        self.addCleanup(at.close)
        settings = at.home / "almoner.toml"
        settings.write_text(settings.read_text("utf-8").replace('"Asia/Shanghai"', f'"{zone}"'), "utf-8")
        return at

    def prepare(self, at, code, moment, execution_date, first=0):
        path = at.write_rows(code, at.rows(first + 3)[first:])
        at.cover_command(path, code, execution_date=execution_date, now=moment, check=True)
        at.approve(path.with_suffix(".cover.toml"))
        at.seal()

    def pay(self, at, moment):
        """By the system's clock, as it is made to be."""
        return at.run("almoner", "pay", before=("env", "TZ=UTC", "faketime", moment.replace("T", " ").removesuffix("Z")))

    def identifiers(self, at, execution_date):
        """Of the one file in the outbox, after looking at its day."""
        text = (at.home / "outbox/SP0001F10001.xml").read_text("utf-8")
        self.assertGreaterEqual(re.search(r"<ReqdExctnDt>\s*(?:<Dt>)?([\d-]+)<", text).group(1), execution_date)
        return re.findall(r"<(?:MsgId|PmtInfId|EndToEndId)>(\w+)<", text)

    def test_a_clock_set_back_pays_nothing(self):
        at = self.office()
        self.prepare(at, "SP0001", "2026-01-16T01:00:00Z", "2026-01-20")
        self.assertEqual(self.pay(at, "2026-01-16T01:00:00Z").returncode, 0)
        self.prepare(at, "SP0002", "2026-01-16T01:00:00Z", "2026-01-20", first=3)
        behind = self.pay(at, "2026-01-16T00:50:00Z")
        self.assertEqual((behind.returncode, len(at.outbox())), (USAGE, 1), behind.stdout)
        self.assertIn("clock.behind", behind.stdout)
        within = self.pay(at, "2026-01-16T00:57:00Z")
        self.assertEqual((within.returncode, len(at.outbox())), (0, 2), within.stdout)

    def test_odd_nights(self):
        plain = self.office()
        self.prepare(plain, "SP0001", "2026-01-16T01:00:00Z", "2026-01-20")
        self.pay(plain, "2026-01-16T01:00:00Z")
        expected = self.identifiers(plain, "2026-01-20")
        for zone, moment, execution_date in (
            ("Europe/Berlin", "2026-03-29T00:30:00Z", "2026-03-31"),  # half an hour before 02:00 becomes 03:00
            ("Europe/Berlin", "2026-03-29T01:30:00Z", "2026-03-31"),
            ("Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-27"),  # 02:30 the first time
            ("Europe/Berlin", "2026-10-25T01:30:00Z", "2026-10-27"),  # and the second
            ("Asia/Shanghai", "2028-02-28T16:30:00Z", "2028-02-29"),  # 00:30 of the leap day
            ("Asia/Shanghai", "2026-12-31T15:59:50Z", "2027-01-04"),  # ten seconds before the year ends
            ("Asia/Shanghai", "2026-12-31T16:00:10Z", "2027-01-04"),
        ):
            with self.subTest(zone=zone, moment=moment):
                at = self.office(zone)
                self.prepare(at, "SP0001", moment, execution_date)
                done = self.pay(at, moment)
                self.assertEqual(list(at.outbox()), ["SP0001F10001.xml"], done.stdout)
                self.assertEqual(self.identifiers(at, execution_date), expected)


if __name__ == "__main__":
    if shutil.which("faketime") is None:
        print("skipped: needs faketime (apt-get install faketime)")
        sys.exit(0)
    unittest.main()
