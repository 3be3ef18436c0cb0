"""A night of decisions, lists, a bank's answers and a report, and the commands that look at what came of it, under valgrind: nothing
reads or writes beside its place, counts on what was never set, or loses memory. Needs valgrind and a build without sanitizers."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from scene import MORNING, Scene  # noqa: E402

PROGRAMS = os.environ.get("ALMONER_PROGRAMS", str(HERE.parents[1] / "build/release"))
FAULTY = 99
WELL, NEEDS_PERSON = 0, 1
LOST = [3, 1]  # the night does not begin; two persons are to sign what is rebuilt
VALGRIND = ("valgrind", "--quiet", "--leak-check=full", f"--error-exitcode={FAULTY}")
AFTER = (("status",), ("payouts",), ("exceptions",), ("report",), ("audit", "verify"), ("fsck",), ("seal",), ("keys", "list"), ("profiles",))


class Memory(unittest.TestCase):
    def setUp(self):
        self.scene = Scene(PROGRAMS)
        self.addCleanup(self.scene.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.stage = self.scene.copy_to(folder.name)

    def codes_of(self, commands):
        """What each leaves with; said is only what goes wrong."""
        codes = []
        for arguments in commands:
            command = [*VALGRIND, str(self.stage.programs / "almoner"), *arguments, "--now", MORNING, "--home", str(self.stage.home)]
            done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
            self.assertNotEqual(done.returncode, FAULTY, f"{arguments}: {done.stdout}")
            codes.append(done.returncode)
        return codes

    def test_the_night_and_what_looks_at_it(self):
        codes = self.codes_of((("run",), *AFTER))
        self.assertTrue(self.stage.outbox())
        self.assertLessEqual(set(codes), {WELL, NEEDS_PERSON}, codes)

    def test_a_backup_and_a_store_that_is_lost(self):
        self.stage.night()
        self.assertEqual(self.codes_of([("backup", str(self.stage.home.with_name("backup")))]), [WELL])
        (self.stage.home / "state/almoner.db").unlink()
        self.assertEqual(self.codes_of([("run",), ("recover",)]), LOST)


if __name__ == "__main__":
    if shutil.which("valgrind") is None:
        print("skipped: needs valgrind (apt-get install valgrind)")
        sys.exit(0)
    unittest.main()
