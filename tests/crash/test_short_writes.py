"""Each write of a night to a file, one in a night, takes only half of its bytes; nothing must come of it."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from scene import Scene, difference  # noqa: E402

PROGRAMS = os.environ.get("ALMONER_PROGRAMS", str(HERE.parents[1] / "build/release"))
STEP = int(os.environ.get("ALMONER_STEP", "4"))  # 1 before a release
WRITES = 200  # a night makes more


class ShortWrites(unittest.TestCase):
    def test_the_rest_is_written(self):
        scene = Scene(PROGRAMS)
        self.addCleanup(scene.close)
        with tempfile.TemporaryDirectory() as folder:
            shim = pathlib.Path(folder) / "short_writes.so"
            subprocess.run(["cc", "-shared", "-fPIC", "-o", str(shim), str(HERE / "short_writes.c"), "-ldl"], check=True)
            stage = scene.copy_to(folder)
            code, _ = stage.night()
            standing = stage.standing()
            for number in range(1, WRITES, STEP):
                stage = scene.copy_to(folder)
                short, said = stage.night(environment={"LD_PRELOAD": str(shim), "ALMONER_SHORT_WRITE": str(number)})
                self.assertEqual(short, code, f"write {number}: {said}")
                self.assertEqual(difference(standing, stage.standing()), "", f"write {number}")


if __name__ == "__main__":
    unittest.main()
