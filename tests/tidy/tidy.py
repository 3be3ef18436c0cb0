#!/usr/bin/env python3
"""Holds the tree to the rules of the house.

usage: tests/tidy/tidy.py [--root FOLDER] [--rules] [--help]
  --root FOLDER  the tree to read; default the one this program stands in
  --rules        prints the rules and their reasons
Prints `FILE:LINE: rule: what to do`. Exit code: 0 nothing to mend, 1 something, 2 wrong usage.
"""

import dataclasses
import os
import pathlib
import re
import subprocess
import sys
import tomllib

import cpp_text
import tables

FILE_LINES = 400
FUNCTION_LINES = 60


@dataclasses.dataclass(frozen=True, order=True)
class Complaint:
    file: str
    line: int
    rule: str
    remedy: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.rule}: {self.remedy}"


@dataclasses.dataclass
class Tree:
    """The text files of the project by their path from its root, and which of them can be executed."""

    files: dict
    executables: set = dataclasses.field(default_factory=set)

    def cpp(self, *folders):
        return {path: text for path, text in self.files.items()
                if path.endswith((".cpp", ".hpp")) and path.startswith(folders or ("src/", "tests/"))}


def room_of(path):
    return path.split("/")[1]


def levels(tree):
    """A room includes only rooms below it, so that a change of one never reaches what it may not touch."""
    for path, text in tree.cpp("src/").items():
        room = room_of(path)
        if room not in tables.ROOMS:
            yield Complaint(path, 1, "levels", f"'{room}' is no room; add it to tests/tidy/tables.py")
            continue
        for line, name in cpp_text.includes(text):
            if not name.startswith('"'):
                continue
            other = name.strip('"').split("/")[0]
            if "/" not in name:
                yield Complaint(path, line, "levels", f'{name}: include as "{room}/..."')
            elif other != room and other not in tables.ROOMS[room]:
                yield Complaint(path, line, "levels",
                                f"{name}: src/{room} may not include {other}; move the code or pass a value")


def homes(tree):
    """An outside library has one home, so that exchanging or mending it is a matter of one folder."""
    for path, text in tree.cpp("src/").items():
        for line, name in cpp_text.includes(text):
            for beginning, rooms in tables.LIBRARIES:
                if name.strip('<>"').startswith(beginning) and room_of(path) not in rooms:
                    home = " and ".join(f"src/{room}" for room in sorted(rooms))
                    yield Complaint(path, line, "homes", f"{name}: lives in {home} only")


def banned(tree):
    """Some calls are wrong for money, for repeatable output or for memory; each has its reason in the table."""
    for path, text in tree.cpp("src/").items():
        code = cpp_text.blanked(text)
        for pattern, rooms, reason in tables.BANNED:
            if room_of(path) in rooms:
                continue
            for found in re.finditer(pattern, code, re.MULTILINE):
                line = cpp_text.line_at(code, found.start())
                yield Complaint(path, line, "banned", f"'{found.group().strip()}': {reason}")


def file_length(tree):
    """A file says one thing; one that says two is split before anybody searches in it."""
    for path, text in tree.files.items():
        is_code = path.endswith((".cpp", ".hpp", ".py", ".cmake", "CMakeLists.txt")) or text.startswith("#!")
        line_count = text.count("\n")
        if is_code and line_count > FILE_LINES:
            yield Complaint(path, FILE_LINES + 1, "file_length",
                            f"{line_count} lines, {FILE_LINES} are the most; split it by what it says")


def function_length(tree):
    """A function does one thing and fits on one screen."""
    for path, text in tree.cpp().items():
        for function in cpp_text.functions(text):
            count = function.line_count
            if count > FUNCTION_LINES and (path, function.name) not in tables.LONG_FUNCTIONS:
                yield Complaint(path, function.line, "function_length",
                                f"'{function.name}' has {count} lines, {FUNCTION_LINES} are the most; split it")


def tested(tree):
    """Every source has a test file of its name, so that one finds the proof of a line without searching."""
    for path in tree.cpp("src/"):
        parts = path.split("/")
        if not path.endswith(".cpp") or parts[-1] == "main.cpp" or path in tables.TESTED_ELSEWHERE:
            continue
        places = {"/".join(["tests", *parts[1:]]), "/".join(["tests", parts[1], parts[-1]])}
        if not places & tree.files.keys():
            yield Complaint(path, 1, "tested", f"write tests/{parts[1]}/{parts[-1]}")


def include_guard(tree):
    """A header read twice must not define twice."""
    for path, text in tree.cpp().items():
        if path.endswith(".hpp") and "#pragma once" not in text:
            yield Complaint(path, 1, "include_guard", "begin with #pragma once")


def unfinished(tree):
    """What is in the tree is finished; what is not belongs into the list of work, where somebody plans it."""
    words = re.compile(r"\b(TODO|FIXME|HACK|[Pp]laceholder)\b")
    for path, text in tree.files.items():
        if path.startswith("tests/tidy/"):
            continue
        for found in words.finditer(text):
            if (path, found.group()) not in tables.OTHER_MEANING:
                line = cpp_text.line_at(text, found.start())
                yield Complaint(path, line, "unfinished", f"'{found.group()}': finish it or leave it out")


def machine_paths(tree):
    """A path of one machine is wrong on every other."""
    paths = re.compile(r"(?<![\w.>}])/(?:work|root|home/\w+)/|/tmp/bash")
    for path, text in tree.files.items():
        if path.startswith("tests/tidy/"):
            continue
        for found in paths.finditer(text):
            line = cpp_text.line_at(text, found.start())
            yield Complaint(path, line, "machine_paths", f"'{found.group()}': say it relative to the root")


def scripts_explain_themselves(tree):
    """Whoever finds a script asks it what it does before running it."""
    for path in tree.executables & tree.files.keys():
        text = tree.files[path]
        answers = "argparse" in text or "options(__doc__" in text or "unittest.main" in text or ("--help" in text and "usage:" in text)
        if text.startswith("#!") and not answers:
            yield Complaint(path, 1, "scripts_explain_themselves", "answer --help with usage, options and exit codes")


def texts(tree):
    """Both catalogues say the same things: a sentence missing in one language is missing when somebody needs it."""
    catalogues = {path: _flat(tomllib.loads(text)) for path, text in tree.files.items()
                  if re.fullmatch(r"formats/texts/[^/]+\.toml", path)}
    every_key = set().union(*catalogues.values()) if catalogues else set()
    for path, catalogue in catalogues.items():
        for key in sorted(every_key):
            if not catalogue.get(key):
                yield Complaint(path, 1, "texts", f"'{key}' has no sentence; write it")


def _flat(table, prefix=""):
    flat = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = value
    return flat


RULES = [levels, homes, banned, file_length, function_length, tested, include_guard, unfinished, machine_paths,
         scripts_explain_themselves, texts]


def stale_exceptions(tree):
    """An exception whose cause is gone would cover the next fault."""
    known = set(tables.TESTED_ELSEWHERE) | {path for path, _ in (*tables.LONG_FUNCTIONS, *tables.OTHER_MEANING)}
    for path in sorted(known - tree.files.keys()):
        yield Complaint("tests/tidy/tables.py", 1, "stale_exceptions", f"'{path}' is gone; remove its exception")


def paths_of(root):
    """What git knows or would add; without git, everything but what builds make."""
    try:
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=root, check=True, capture_output=True).stdout.decode()
        return [path for path in listed.split("\0") if path]
    except (OSError, subprocess.CalledProcessError):
        everything = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        return [path for path in everything if not path.startswith((".git/", "build/", "keys/demo/"))]


def read_tree(root):
    tree = Tree({})
    for path in sorted(set(paths_of(root))):
        place = root / path
        if not place.is_file():
            continue
        try:
            tree.files[path] = place.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue  # a sample in another encoding or an archive has no lines to judge
        if os.access(place, os.X_OK):
            tree.executables.add(path)
    return tree


def complaints_of(tree):
    return sorted({complaint for rule in (*RULES, stale_exceptions) for complaint in rule(tree)})


def main(arguments):
    root = pathlib.Path(__file__).resolve().parents[2]
    if arguments == ["--help"]:
        print(__doc__.strip())
        return 0
    if arguments == ["--rules"]:
        for rule in (*RULES, stale_exceptions):
            print(f"{rule.__name__}: {rule.__doc__}")
        return 0
    if len(arguments) == 2 and arguments[0] == "--root":
        root = pathlib.Path(arguments[1]).resolve()
    elif arguments:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    tree = read_tree(root)
    found = complaints_of(tree)
    for complaint in found:
        print(complaint)
    print(f"tidy: {len(tree.files)} files, {len(found)} to mend")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
