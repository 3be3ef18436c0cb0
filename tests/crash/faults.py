"""A fault in a night, perhaps another in the one that goes on, and what must be true: during, and after the next night."""

import re
from typing import NamedTuple

from scene import difference
from calls import WITHOUT_THREADS, Call

ERRORS = ("EIO", "ENOSPC", "EINTR", "EDQUOT", "EACCES")
# What no kernel refuses, or what the libraries take for memory that is not there.
NEVER_REFUSED = {"brk", "clone3", "futex", "getpid", "geteuid", "exit_group", "munmap", "mmap", "mprotect"}
# A list that could not be read is put off and said to be; the sheets and tables of the night tell lists in the order they came.
OF_THE_ORDER = {"finding", "reports"}
KILLED = -9
WELL, NEEDS_PERSON, FAULT = 0, 1, 3  # exit codes
FAULT_TOLD = re.compile(r"(?:^|: )[a-z]+\.[a-z_]+: ")  # "inbox/lists/list2.csv: file.io: 'Input/output error': ..."


class Fault(NamedTuple):
    """The kernel kills the night as it makes a call, or refuses the call."""

    call: Call
    error: str  # or "KILL"

    def __str__(self):
        return f"{self.error} at {self.call.name} {self.call.number} ({self.call.arguments[:100]})"

    @property
    def injection(self):
        what = "signal=KILL" if self.error == "KILL" else f"error={self.error}"
        # Not under --seccomp-bpf, which would be quicker: there the signal is not delivered.
        return ("strace", "-qq", "-o", "/dev/null", "-e", f"trace={self.call.name},clone3", *WITHOUT_THREADS, "-e",
                f"inject={self.call.name}:{what}:when={self.call.number}")


def sentences(stage, said):
    """What a night tells, line by line, but for where its folder is and what the log came to, which no other night's does."""
    return {line for line in said.replace(str(stage.home), "").splitlines() if not line.startswith("audit log: ")}


class Undisturbed(NamedTuple):
    """The same night without a fault. What people wait for in it anyhow is in its code and its sentences."""

    code: int
    sentences: set
    outbox: dict
    standing: dict
    personal: set

    def faults_of(self, stage, faults):
        """Runs a night with each fault and once more without; says what is wrong."""
        for number, fault in enumerate(faults):
            code, said = stage.night(before=fault.injection)
            # A night that goes on may never come to the call.
            if fault.error == "KILL" and code != KILLED and number == 0:
                yield f"was not killed, left with {code}: {said}"
            if fault.error != "KILL":
                yield from self.faults_of_refusal(stage, faults, code, said)
            yield from self.faults_of_outbox(stage)
            yield from self.faults_of_words(said)
        again, said = stage.night()
        if again != self.code:
            yield f"the next night left with {again}: {said}"
        if differs := self.otherwise(stage, faults):
            yield f"the next night ended otherwise: {differs}"
        yield from self.faults_of_words(said)
        if broken := stage.audit():
            yield f"audit: {broken}"

    def otherwise(self, stage, faults):
        left_out = () if all(fault.error == "KILL" for fault in faults) else OF_THE_ORDER
        return difference(*({part: told for part, told in standing.items() if part not in left_out} for standing in (self.standing, stage.standing())))

    def faults_of_refusal(self, stage, faults, code, said):
        """A night that tells of nothing else than the undisturbed one has done everything; one that could not says so in words."""
        if code not in (WELL, NEEDS_PERSON, FAULT):
            yield f"left with {code}: {said}"
        tells_more = any(FAULT_TOLD.search(line) for line in sentences(stage, said) - self.sentences)
        if code == self.code and not (code == NEEDS_PERSON and tells_more) and (differs := self.otherwise(stage, faults)):
            yield f"left with {code}, but: {differs}; said: {said}"
        if code != self.code and not tells_more:
            yield f"left with {code} and said nothing: {said!r}"

    def faults_of_outbox(self, stage):
        """Whatever has a name in the outbox is whole and is what it would have been."""
        for name, content in stage.outbox().items():
            if self.outbox.get(name) != content:
                yield f"outbox/{name} is not the file it should be"

    def faults_of_words(self, said):
        for word in self.personal:
            if word in said:
                yield "an account, a name or an identity number was said"
