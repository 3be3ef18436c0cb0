#!/usr/bin/env python3
"""Runs every `$` line of a sample's README in an empty folder and compares what it prints.

usage: tests/samples/readme.py [--write] PROGRAMS README...
  PROGRAMS   the folder with almoner and almoner-testbank
  --write    puts what was printed into the README instead; read it before you believe it
Digests and times differ from machine to machine and stand as <sha256> and <time>.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile


def placeheld(text):
    text = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text)
    return re.sub(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", "<time>", text)


def run(command, folder, programs):
    """What a command prints, and the folder it leaves the shell in."""
    environment = dict(os.environ, PATH=f"{programs}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
    for name in ("ALMONER_HOME", "ALMONER_FORMATS"):
        environment.pop(name, None)
    script = f"{command}\ncode=$?\npwd >&3\nexit $code"
    with tempfile.TemporaryFile("w+") as place:
        done = subprocess.run(["bash", "-c", f"exec 3>&{place.fileno()}; {script}"], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, pass_fds=[place.fileno()], timeout=300, check=False)
        place.seek(0)
        here = place.read().strip() or folder
    return done.stdout.replace(folder, "..."), here


def replay(readme, programs):
    """The README's lines with the output that the commands print now."""
    lines, result, at = readme.read_text("utf-8").splitlines(), [], 0
    with tempfile.TemporaryDirectory() as folder:
        here = folder
        while at < len(lines):
            line = lines[at]
            result.append(line)
            at += 1
            if not line.startswith("    $ "):
                continue
            while at < len(lines) and lines[at].startswith("    ") and not lines[at].startswith("    $ "):
                at += 1
            command = line[6:]
            printed, here = run(command, here, programs)
            printed = printed.replace(folder, "...")
            # The command itself shows its moment; what it prints may not depend on another.
            result += [("    " + text).rstrip() for text in placeheld(printed).splitlines()]
    return lines, result


def main(arguments):
    write = "--write" in arguments
    arguments = [argument for argument in arguments if argument != "--write"]
    if len(arguments) < 2 or "--help" in arguments:
        print(__doc__.strip())
        return 0 if "--help" in arguments else 2
    programs, wrong = pathlib.Path(arguments[0]).resolve(), 0
    for readme in map(pathlib.Path, arguments[1:]):
        lines, result = replay(readme, programs)
        if write:
            readme.write_text("\n".join(result) + "\n", "utf-8")
        elif lines != result:
            wrong += 1
            print(f"{readme}: the commands print something else:")
            for number, (old, new) in enumerate(zip(lines + [""] * len(result), result), 1):
                if old != new:
                    print(f"  line {number}:\n    README: {old}\n    now:    {new}")
                    break
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
