"""What a night asks of the kernel: every system call, as strace writes it down."""

import re
from typing import NamedTuple

CALL = re.compile(r"^(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\w+)")
# What may leave a trace on the disk. A night killed before any other call leaves what the one before it left.
CHANGES = {"write", "pwrite64", "fsync", "fdatasync", "unlink", "unlinkat", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "ftruncate", "fallocate",
           "link", "linkat", "symlink", "fchown", "chmod", "fchmod", "copy_file_range", "ioctl"}


# A night that gets no thread does everything on its first, in an order that is the same each time.
WITHOUT_THREADS = ("-e", "inject=clone3:error=EAGAIN")


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
    """The calls of a whole night without threads, from the first that opens the workspace on. Time zones are left out: they are the
    library's, and read before anything is done."""
    code, said = stage.night(before=("strace", "-qq", "-y", "-s", "256", "-o", str(log), *WITHOUT_THREADS))
    calls, seen, begun = [], {}, False
    for line in log.read_text("utf-8", "replace").splitlines():
        found = CALL.match(line)
        if not found:
            continue
        name = found["name"]
        seen[name] = seen.get(name, 0) + 1
        begun = begun or (name != "execve" and str(stage.home) in found["arguments"])
        if begun and "zoneinfo" not in found["arguments"]:
            calls.append(Call(name, seen[name], found["arguments"], found["result"]))
    return code, said, calls
