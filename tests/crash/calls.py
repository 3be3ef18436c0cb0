"""What a night asks of the kernel: every system call, as strace writes it down."""

import re
from typing import NamedTuple

CALL = re.compile(r"^(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\w+)")
# What may leave a trace on the disk. A night killed before any other call leaves what the one before it left.
CHANGES = {"write", "pwrite64", "fsync", "fdatasync", "unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "ftruncate", "fallocate",
           "link", "linkat", "symlink", "fchown", "chmod", "fchmod", "copy_file_range", "ioctl"}


class Call(NamedTuple):
    """A system call of the night: the `number`-th of its name."""

    name: str
    number: int
    arguments: str
    result: str

    @property
    def succeeded(self):
        return not self.result.startswith("-")

    @property
    def changes(self):
        return self.name in CHANGES or (self.name == "openat" and "O_CREAT" in self.arguments)


def traced(stage, log):
    """The calls of a whole night's first thread, from the first that opens the workspace on; strace counts the calls of each thread for
    itself, and another only reads what this one has written. Time zones are left out: they are the library's, and read before
    anything is done."""
    code, said = stage.night(before=("strace", "-ff", "-qq", "-y", "-s", "256", "-o", str(log)))
    first = min(log.parent.glob(f"{log.name}.*"), key=lambda one: int(one.suffix[1:]))
    calls, seen, begun = [], {}, False
    for line in first.read_text("utf-8", "replace").splitlines():
        found = CALL.match(line)
        if not found:
            continue
        name = found["name"]
        seen[name] = seen.get(name, 0) + 1
        begun = begun or (name != "execve" and str(stage.home) in found["arguments"])
        if begun and "zoneinfo" not in found["arguments"]:
            calls.append(Call(name, seen[name], found["arguments"], found["result"]))
    return code, said, calls
