"""A night that the kernel gives no thread ends as one that has them: the same files byte for byte, the same rows. Needs strace."""

import os
import pathlib
import shutil
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "night"), str(HERE.parents[1] / "samples")]
from calls import WITHOUT_THREADS  # noqa: E402
from people import card, identity, name  # noqa: E402
from scene import Stage, difference  # noqa: E402
from workspace import Workspace  # noqa: E402

PROGRAMS = os.environ.get("ALMONER_PROGRAMS", str(HERE.parents[1] / "build/release"))
LINES, FILES = 2500, 3  # of a thousand: lines are written a thousand at a time, and while a file is read back the next is written
TRACED = ("strace", "-f", "-qq", "-e", "trace=clone3")


def line(number):
    return {"payee_kind": "person", "payee_name": name(number), "payee_id": identity(number), "account_no": card(number), "bank_code": "102100099996",
            "category": "hardship", "channel": "bank", "amount": "100.00"}


class Threads(unittest.TestCase):
    def setUp(self):
        self.at = Workspace(PROGRAMS)
        self.addCleanup(self.at.folder.cleanup)
        self.at.pay()  # so that both nights have one store's secret
        rows = [line(number) for number in range(1, LINES + 1)]
        rows[1700]["account_no"] = rows[3]["account_no"]  # two who share an account wait, whichever comes first
        self.at.list(rows, "long", "SP0001")
        self.at.seal()

    def night(self, folder, *more):
        """What a night comes to, and how many threads it asked for."""
        home, trace = pathlib.Path(folder) / "relief", pathlib.Path(folder) / "trace"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.at.home, home)
        stage = Stage(pathlib.Path(PROGRAMS), home)
        code, said = stage.night(before=(*TRACED, *more, "-o", str(trace)))
        self.assertEqual(code, 1, said)  # the two lines are told
        self.assertEqual(stage.audit(), "")
        return stage.standing(), trace.read_text("utf-8").count("clone3(")

    def test_the_same_with_threads_and_without(self):
        with tempfile.TemporaryDirectory() as folder:
            usual, asked = self.night(folder)
            alone, refused = self.night(folder, *WITHOUT_THREADS)
        self.assertEqual(len(usual["outbox"]), FILES)
        self.assertEqual(difference(usual, alone), "")
        self.assertGreaterEqual(asked, FILES + 3)  # a reading of each file, and a writing of each thousand lines
        self.assertEqual(asked, refused)


if __name__ == "__main__":
    if shutil.which("strace") is None:
        print("skipped: needs strace (apt-get install strace)")
        sys.exit(0)
    unittest.main()
