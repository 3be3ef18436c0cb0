"""A night makes things last in the right order; and who leaves out any one of its fsyncs is caught."""

import os
import pathlib
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from calls import traced  # noqa: E402
from order import STORE, SYNCS, faults_of_order, path_of_descriptor  # noqa: E402
from scene import Scene  # noqa: E402

PROGRAMS = os.environ.get("ALMONER_PROGRAMS", str(pathlib.Path(__file__).resolve().parents[2] / "build/release"))


class AnOrder(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scene = Scene(PROGRAMS)
        with tempfile.TemporaryDirectory() as folder:
            stage = scene.copy_to(folder)
            _, cls.said, cls.calls = traced(stage, pathlib.Path(folder) / "trace")
            cls.home = stage.home
        scene.close()

    def test_a_night_is_in_order(self):
        self.assertEqual(faults_of_order(self.calls, self.home), [], self.said)

    def test_no_fsync_can_be_left_out(self):
        # The folder of the store is SQLite's own affair.
        syncs = [call for call in self.calls if call.name in SYNCS and not path_of_descriptor(call).endswith((*STORE, "/state"))]
        self.assertGreater(len(syncs), 50)
        missed = [call for call in syncs if not faults_of_order([one for one in self.calls if one is not call], self.home)]
        self.assertEqual([f"{call.name} {path_of_descriptor(call)}" for call in missed], [])

    def test_the_intent_is_on_the_disk_before_the_outbox_shows_it(self):
        """Each commit of the store that a file in the outbox rests on: without its fdatasync the order is broken."""
        wal = [call for call in self.calls if call.name in SYNCS and path_of_descriptor(call).endswith("almoner.db-wal")]
        caught = [call for call in wal if faults_of_order([one for one in self.calls if one is not call], self.home)]
        self.assertGreaterEqual(len(caught), 3)


if __name__ == "__main__":
    if shutil.which("strace") is None:
        print("skipped: needs strace (apt-get install strace)")
        sys.exit(0)
    unittest.main()
