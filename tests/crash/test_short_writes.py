"""Each write of a night to a file, one in a night, takes only half of its bytes; nothing must come of it. Needs strace."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from calls import traced  # noqa: E402
from scene import Scene, difference  # noqa: E402

PROGRAMS = os.environ.get("ALMONER_PROGRAMS", str(HERE.parents[1] / "build/release"))


class ShortWrites(unittest.TestCase):
    def test_the_rest_is_written(self):
        scene = Scene(PROGRAMS)
        self.addCleanup(scene.close)
        with tempfile.TemporaryDirectory() as folder:
            shim = pathlib.Path(folder) / "short_writes.so"
            subprocess.run(["cc", "-shared", "-fPIC", "-o", str(shim), str(HERE / "short_writes.c"), "-ldl"], check=True)
            stage = scene.copy_to(folder)
            code, _, calls = traced(stage, pathlib.Path(folder) / "trace")
            standing = stage.standing()
            writes = sum(call.name in ("write", "pwrite64") for call in calls)
            print(f"{writes} writes")
            for number in range(1, writes + 1):
                stage = scene.copy_to(folder)
                short, said = stage.night(environment={"LD_PRELOAD": str(shim), "ALMONER_SHORT_WRITE": str(number)})
                self.assertEqual(short, code, f"write {number}: {said}")
                self.assertEqual(difference(standing, stage.standing()), "", f"write {number}")


if __name__ == "__main__":
    if shutil.which("strace") is None:
        print("skipped: needs strace (apt-get install strace)")
        sys.exit(0)
    unittest.main()
