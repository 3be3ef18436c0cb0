"""A night on a machine that is too small: it stops in words with 3, nothing is lost, and the next night does the rest."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from scene import Scene, difference  # noqa: E402

PROGRAMS = os.environ.get("ALMONER_PROGRAMS", str(pathlib.Path(__file__).resolve().parents[2] / "build/release"))
STOPPED = 3
NOT_STARTED = 127  # by the loader, which found no room for the libraries
# By the libraries' own start, before ours, which found none for itself.
ABORTED, NO_ROOM_TO_START = -6, "terminate called without an active exception"
KIB = 1024


def mounted(disk, size):
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "small", str(disk)]
    return shutil.which("mount") is not None and subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


def contents(home):
    return {path: path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file() and not path.is_symlink()}


class Limits(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scene = Scene(PROGRAMS)
        cls.folder = tempfile.TemporaryDirectory()
        stage = cls.scene.copy_to(cls.folder.name)
        cls.code, _ = stage.night()
        cls.standing = stage.standing()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()
        cls.scene.close()

    def night(self, stage, limit, before=()):
        """Whether the limit stopped it."""
        untouched = contents(stage.home)
        code, said = stage.night(before=before)
        if code == ABORTED and said.strip() == NO_ROOM_TO_START and contents(stage.home) == untouched:
            return False
        self.assertIn(code, (self.code, STOPPED, NOT_STARTED), f"{limit}: {said}")
        if code == STOPPED:
            self.assertIn("run again", said, limit)
        if code == self.code:
            self.assertEqual(difference(self.standing, stage.standing()), "", limit)
        return code == STOPPED

    def the_next_does_the_rest(self, stage, limit):
        code, said = stage.night()
        self.assertEqual(code, self.code, f"after {limit}: {said}")
        self.assertEqual(difference(self.standing, stage.standing()), "", f"after {limit}")
        self.assertEqual(stage.audit(), "", f"after {limit}")

    def stopped_by(self, limits):
        stopped = 0
        for limit in limits:
            stage = self.scene.copy_to(self.folder.name)
            stopped += self.night(stage, limit, ("prlimit", limit))
            self.the_next_does_the_rest(stage, limit)
        return stopped

    def test_files_that_may_not_grow(self):
        self.assertGreaterEqual(self.stopped_by(f"--fsize={size}" for size in (0, 1000, 3000, 6000, 10000, 20000, 50000, 100000, 200000, 300000)), 9)

    def test_too_few_open_files(self):
        self.assertGreaterEqual(self.stopped_by(f"--nofile={count}" for count in range(4, 12)), 4)

    def test_too_little_memory(self):
        self.assertGreaterEqual(self.stopped_by(f"--as={size * KIB}" for size in range(48 * KIB, 62 * KIB, 256)), 1)

    def test_a_full_disk(self):
        disk = pathlib.Path(self.folder.name) / "disk"
        disk.mkdir()
        stopped = 0
        for size in range(640, 1280, 64):
            if not mounted(disk, size):
                print("a full disk was not tried: this machine lets nobody mount a small one")
                return
            try:
                stage = self.scene.copy_to(disk)
                stopped += self.night(stage, f"{size} KiB")
                subprocess.run(["mount", "-o", "remount,size=16m", str(disk)], check=True)
                self.the_next_does_the_rest(stage, f"{size} KiB")
            finally:
                subprocess.run(["umount", str(disk)], check=True)
        self.assertGreaterEqual(stopped, 3)


if __name__ == "__main__":
    if shutil.which("prlimit") is None:
        print("skipped: needs prlimit (apt-get install util-linux)")
        sys.exit(0)
    unittest.main()
