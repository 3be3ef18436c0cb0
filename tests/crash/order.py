"""The order in which a night makes things last, read off its system calls.

A file is on the disk before it gets the name under which others see it; the name is on the disk before another comes or goes and
before the next commit of the store, which may rest on it; and what the store intends is on the disk before a file appears in
the outbox.
"""

import os
import re

DESCRIPTOR = re.compile(r"^\d+<(?P<path>[^>]*)>")
QUOTED = re.compile(r'(?:<(?P<folder>[^>]*)>, )?"(?P<name>[^"]*)"')
WRITES = {"write", "pwrite64", "ftruncate", "fallocate"}
SYNCS = {"fsync", "fdatasync"}
RENAMES = {"rename", "renameat", "renameat2"}
REMOVALS = {"unlink", "unlinkat"}
FOLDERS = {"mkdir", "mkdirat"}
STORE = ("/almoner.db", "/almoner.db-wal", "/almoner.db-shm", "/almoner.db-journal", "/lock")


def path_of_descriptor(call):
    found = DESCRIPTOR.match(call.arguments)
    return found["path"].removesuffix(" (deleted)") if found else ""


def paths_named(call):
    return [os.path.join(folder, name) for folder, name in QUOTED.findall(call.arguments)]


class Order:
    """What is not on the disk yet."""

    def __init__(self, home):
        self.home = str(home)
        self.unsynced = set()  # files written to
        self.unnamed = {}  # folders in which a name came or went, and which
        self.faults = []

    def take(self, call):
        if not call.succeeded:
            return
        if call.name in WRITES:
            self.wrote(path_of_descriptor(call))
        elif call.name in SYNCS:
            self.synced(path_of_descriptor(call))
        elif call.name in RENAMES:
            self.renamed(*paths_named(call)[:2])
        elif call.name in REMOVALS:
            self.removed(paths_named(call)[0])
        elif call.name in FOLDERS and self.is_ours(paths_named(call)[0]):
            self.named(paths_named(call)[0])

    def is_ours(self, path):
        return path.startswith(self.home + "/") and not path.endswith(STORE)

    def wrote(self, path):
        if path.startswith(self.home + "/"):
            self.unsynced.add(path)

    def synced(self, path):
        if path.endswith("/almoner.db-wal"):
            self.names_are_on_the_disk("the store commits")
        self.unsynced.discard(path)
        self.unnamed.pop(path, None)

    def renamed(self, old, new):
        if not self.is_ours(new):
            return
        if old in self.unsynced:
            self.faults.append(f"{new} is seen before its bytes are on the disk")
        if new.startswith(self.home + "/outbox/") and f"{self.home}/state/almoner.db-wal" in self.unsynced:
            self.faults.append(f"{new} is seen before the store has on the disk that it may be")
        self.unsynced.discard(old)
        self.named(old, new)

    def removed(self, path):
        self.unsynced.discard(path)
        if self.is_ours(path):
            self.named(path)

    def named(self, *paths):
        self.names_are_on_the_disk(f"{paths[-1]} comes or goes")
        self.unnamed.update({os.path.dirname(path): paths[-1] for path in paths})

    def names_are_on_the_disk(self, what):
        self.faults += [f"{what} before {folder} is on the disk, in which {name} came or went" for folder, name in sorted(self.unnamed.items())]
        self.unnamed.clear()

    def end(self):
        self.names_are_on_the_disk("the night ends")
        self.faults += [f"the night ends before {path} is on the disk" for path in sorted(self.unsynced) if self.is_ours(path)]


def faults_of_order(calls, home):
    order = Order(home)
    for call in calls:
        order.take(call)
    order.end()
    return order.faults
