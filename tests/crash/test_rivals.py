"""Fifty nights begun at once: one works, and the others leave with 4, or find nothing to do."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from scene import MORNING, Scene, difference  # noqa: E402

PROGRAMS = os.environ.get("ALMONER_PROGRAMS", str(pathlib.Path(__file__).resolve().parents[2] / "build/release"))
ROUNDS = 20
RIVALS, LOCKED = 50, 4


class Rivals(unittest.TestCase):
    def test_one_of_fifty_works(self):
        scene = Scene(PROGRAMS)
        self.addCleanup(scene.close)
        with tempfile.TemporaryDirectory() as folder:
            alone = scene.copy_to(folder)
            code, _ = alone.night()
            standing = alone.standing()
            for number in range(ROUNDS):
                stage = scene.copy_to(folder)
                command = [str(stage.programs / "almoner"), "run", "--now", MORNING, "--home", str(stage.home)]
                nights = [subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(RIVALS)]
                codes = [night.wait(timeout=120) for night in nights]
                self.assertLessEqual(set(codes), {code, LOCKED}, f"round {number}")
                self.assertIn(code, codes)
                self.assertEqual(difference(standing, stage.standing()), "", f"round {number}")
                self.assertEqual(stage.audit(), "", f"round {number}")


if __name__ == "__main__":
    unittest.main()
