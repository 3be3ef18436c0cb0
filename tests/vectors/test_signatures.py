#!/usr/bin/env python3
"""Signed files as attackers write them: each is refused for its own reason, and the good twin of each kind is accepted.

usage: test_signatures.py [--write FOLDER]
  --write FOLDER   writes every case as KIND/NAME.xml with its code in KIND/NAME.code, and the certificates, to look at
Keys are made anew for each run and nothing is kept. Needs ALMONER_PROGRAMS, the folder with almoner, and openssl.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import byte_cases  # noqa: E402
import structure_cases  # noqa: E402
from forge import Forge  # noqa: E402

LEAST_CASES = 400  # a case that is lost must be missed


def write_cases(folder):
    """{(certificate, day): {file: code}}"""
    forge = Forge(folder)
    asked = {}
    for kind in structure_cases.KINDS + byte_cases.KINDS:
        place = folder / kind.__name__.replace("_", "-")
        place.mkdir()
        for name, content, code, *more in kind(forge):
            certificate, day = (more + ["pinned", ""][len(more):])[:2]
            file = place / f"{name}.xml"
            if file.exists():
                raise ValueError(f"two cases are called {file}")
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
            file.with_suffix(".code").write_text(code + "\n")
            asked.setdefault((certificate, day), {})[file] = code
    return asked


def verdicts(files, certificate, day):
    """What `almoner verify` says of each file: "valid" or the code it refuses it for."""
    program = pathlib.Path(os.environ["ALMONER_PROGRAMS"]).resolve() / "almoner"
    command = [program, "verify", *files, "--cert", certificate, *(["--on", day] if day else [])]
    told = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300)
    lines = told.stdout.splitlines()
    if len(lines) != len(files):
        raise AssertionError(f"{len(lines)} verdicts for {len(files)} files, exit code {told.returncode}\n{told.stderr}")
    return [line.split(": ")[1] if line.startswith("refused: ") else line.split("\t")[0] for line in lines]


class Signatures(unittest.TestCase):
    def test_every_attack_is_refused_for_its_own_reason_and_every_good_twin_accepted(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            asked = write_cases(folder)
            count = 0
            for (certificate, day), files in asked.items():
                for (file, code), told in zip(files.items(), verdicts(list(files), folder / f"{certificate}.crt", day)):
                    count += 1
                    with self.subTest(file.relative_to(folder)):
                        self.assertEqual(told, code)
            kinds = {file.parent.name for files in asked.values() for file, code in files.items() if code == "valid"}
            self.assertEqual(kinds, {path.name for path in folder.iterdir() if path.is_dir()}, "each kind has a good twin")
            self.assertGreaterEqual(count, LEAST_CASES)
            print(f"{count} cases", file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"] and len(sys.argv) == 3:
        pathlib.Path(sys.argv[2]).mkdir(parents=True, exist_ok=True)
        write_cases(pathlib.Path(sys.argv[2]))
    else:
        unittest.main()
