"""What the benchmarks share: their build, what a command costs, and how they are called."""

import argparse
import collections
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "samples"), str(ROOT / "tests" / "night")]

# Seconds of the processor and of the clock, peak megabytes, and the end of what was said.
Cost = collections.namedtuple("Cost", "processor clock megabytes told")

# A process of its own and small: a child's peak is never below that of the process it was forked from.
MEASURE = """import resource, subprocess, sys, time
began = time.monotonic()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, time.monotonic() - began, used.ru_maxrss / 1024, done.returncode, done.stdout.decode()[-200:])"""


def measured(command, expected="", codes=(0,)):
    """What a command costs that says what is expected."""
    done = subprocess.run([sys.executable, "-c", MEASURE, *map(str, command)], stdout=subprocess.PIPE, text=True, check=True)
    processor, clock, megabytes, code, told = done.stdout.split(" ", 4)
    if int(code) not in codes or expected not in told:
        raise SystemExit(f"{command}: {code}\n{told}")
    return Cost(float(processor), float(clock), float(megabytes), told.strip())


def least(costs):
    """The least of each; what was said is of any."""
    processor, clock, megabytes, told = zip(*costs)
    return Cost(min(processor), min(clock), min(megabytes), told[0])


def together(costs):
    """What several commands cost in a row."""
    processor, clock, megabytes, told = zip(*costs)
    return Cost(sum(processor), sum(clock), max(megabytes), told[-1])


def built(*targets):
    """The folder of the release build, with these made."""
    subprocess.run(["cmake", "--preset", "release", "-DBUILD_TESTING=ON"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", "build/release", "--target", *targets], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return ROOT / "build/release"


class Table:
    """A row for each thing that was measured, and under them what is claimed; printed as they come."""

    HEADING = ("stage", "how many", "a second", "processor", "clock", "each", "memory", "times the floor")
    FORM = "{:28} {:>22} {:>12} {:>11} {:>11} {:>10} {:>10} {:>16}"

    def __init__(self):
        self.met = True
        print(self.FORM.format(*self.HEADING), flush=True)

    def row(self, stage, count, what, cost, floor=None):
        """`floor` is what the least costs that any program could do of it."""
        times = f"{cost.processor / floor.processor:.2f}" if floor else ""
        print(self.FORM.format(stage, f"{count:,} {what}", f"{count / max(cost.clock, 1e-6):,.0f}", f"{cost.processor:.2f} s", f"{cost.clock:.2f} s",
                               f"{cost.processor / count * 1e6:.2f} us", f"{cost.megabytes:.1f} MB", times), flush=True)

    def claim(self, what, measured, most, unit=""):
        self._claim(measured <= most, f"{what}: {measured:.2f}{unit}, at most {most}{unit}")

    def claim_no_less(self, what, measured, least_of_all):
        self._claim(measured >= least_of_all, f"{what}: {measured:.1f}, at least {least_of_all}")

    def _claim(self, met, told):
        self.met &= met
        print(f"    {'met    ' if met else 'NOT MET'}  {told}", flush=True)


def options(description, arguments, count="lines", rounds=5, usual=1_000_000):
    """--programs, --rounds and how many."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument(count, type=int, nargs="?", default=usual)
    return parser.parse_args(arguments)
