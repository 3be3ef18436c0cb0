"""A night is stopped in the middle, somebody takes its lock away and runs another, and it wakes: it writes nothing more."""

import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from faults import FAULT  # noqa: E402
from scene import MORNING, Scene, difference, files_in  # noqa: E402

PROGRAMS = os.environ.get("ALMONER_PROGRAMS", str(HERE.parents[1] / "build/release"))
STEP = int(os.environ.get("ALMONER_STEP", "4"))  # 1 before a release
CALLS = 400  # a night makes fewer


def files_outside_the_store(stage):
    """By their bytes; SQLite puts its files in order when a program leaves that had them open."""
    return {name: digest for name, digest in files_in(stage.home).items() if not name.startswith("state/almoner.db")}


def is_locked(database):
    store = sqlite3.connect(database, timeout=0, isolation_level=None)
    try:
        store.execute("BEGIN IMMEDIATE")
        store.execute("ROLLBACK")
        return False
    except sqlite3.OperationalError:
        return True
    finally:
        store.close()


def differing(one, other):
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


class Fenced(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.shim = self.folder / "stop_before.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(self.shim), str(HERE / "stop_before.c"), "-ldl"], check=True)
        self.scene = Scene(PROGRAMS)
        self.addCleanup(self.scene.close)

    def stopped(self, stage, number):
        """A night that stands still before that call; nothing where it came to its end."""
        command = [str(stage.programs / "almoner"), "run", "--now", MORNING, "--home", str(stage.home)]
        environment = {**os.environ, "LD_PRELOAD": str(self.shim), "ALMONER_STOP_BEFORE": str(number)}
        with open(self.folder / "said", "w", encoding="utf-8") as said:
            night = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT, env=environment)
        self.addCleanup(night.kill)
        _, status = os.waitpid(night.pid, os.WUNTRACED)
        if os.WIFSTOPPED(status):
            return night
        night.returncode = os.waitstatus_to_exitcode(status)
        return None

    def woken(self, night):
        night.send_signal(signal.SIGCONT)
        return night.wait(timeout=120), (self.folder / "said").read_text("utf-8")

    def test_it_wakes_and_writes_nothing(self):
        alone = self.scene.copy_to(self.folder)
        code, _ = alone.night()
        standing = alone.standing()
        fenced = 0
        for number in range(1, CALLS, STEP):
            stage = self.scene.copy_to(self.folder)
            night = self.stopped(stage, number)
            if night is None:
                break
            with self.subTest(call=number):
                if is_locked(stage.home / "state/almoner.db"):
                    # It stands still in a transaction: nobody else can write, and it goes on as if nothing had been.
                    left, words = self.woken(night)
                    self.assertEqual(left, code, words)
                else:
                    # As somebody does who thinks that it hangs.
                    (stage.home / "state/lock").unlink()
                    overtaken_by, said = stage.night()
                    before = files_outside_the_store(stage)
                    left, words = self.woken(night)
                    self.assertEqual(overtaken_by, code, said)
                    changed = differing(before, files_outside_the_store(stage))
                    if left == code:
                        # Its end was recorded before: all that was left was to sign what its log was then.
                        changed = {name for name in changed if not name.startswith("anchor/")}
                    else:
                        self.assertEqual(left, FAULT, words)
                        self.assertIn("run.superseded", words)
                        fenced += 1
                    self.assertEqual(changed, set())
                self.assertEqual(difference(standing, stage.standing()), "")
                self.assertEqual(stage.audit(), "")
        self.assertGreater(fenced, 40 // STEP)


if __name__ == "__main__":
    unittest.main()
