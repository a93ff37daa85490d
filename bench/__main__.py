"""`python -m bench [NAME …] [--write] [--tiny]`: start a system, measure it, print a table."""

import argparse
import json
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.ground import TINY, Ground, Sizes
from bench.machine import memory_of, processes_of, this_machine
from bench.operations import OPERATIONS
from bench.operations.submission import inside
from bench.report import Results, table, write
from tests.system import ROOT, running_system


def main(arguments: list[str]) -> int:
    """Measure the named operations, or all; returns 1 if anything failed on the way (a missed target does not)."""
    asked = _parser().parse_args(arguments)
    unknown = sorted(set(asked.names) - set(OPERATIONS))
    if unknown:
        print(f"No such operation: {', '.join(unknown)}. There are: {', '.join(OPERATIONS)}.", file=sys.stderr)
        return 2
    machine_busy = os.getloadavg()[0]
    if machine_busy > 1:
        print(f"Others are at work on this machine (load {machine_busy:.1f}): the rates are lower bounds.", flush=True)
    folder = TemporaryDirectory(prefix="workpermit-bench-", ignore_cleanup_errors=True)
    with folder as var, running_system(Path(var)) as system:
        ground = Ground(system, TINY if asked.tiny else Sizes(), say=_say)
        if asked.profile:
            _print_profile(ground)
            return 0
        results = measure(ground, asked.names or list(OPERATIONS))
    print(table(results))
    if asked.write:
        write(results, Path(ROOT / "docs"))
    return 1 if any(line.measured.failed for line in results.lines) else 0


def measure(ground: Ground, names: list[str]) -> Results:
    """All lines of the named operations, one operation after the other, and the system's memory at the end."""
    [(version,)] = ground.rows("SHOW server_version")
    machine = this_machine(str(version))
    lines = []
    for name in names:
        ground.say(f"Measuring {name} …")
        lines += OPERATIONS[name](ground)
    pids = [*processes_of(ground.system.var), ground.system.process.pid]
    return Results(machine, lines, memory_of(pids))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"one of {', '.join(OPERATIONS)}; all if none is named"
    )
    parser.add_argument("--write", action="store_true", help="write docs/figures.md and docs/figures.svg")
    parser.add_argument("--tiny", action="store_true", help="a few requests of each, to see that it works")
    parser.add_argument("--profile", action="store_true", help="only look into submissions: statements, functions")
    return parser


def _print_profile(ground: Ground) -> None:
    said = json.loads(inside(ground, 60))
    print(f"{len(said['statements'])} statements, {said['cpu_ms']:.1f} ms of CPU each; below with the profiler")
    print("\n".join(f"  {one[:140]}" for one in said["statements"]))
    for name, calls, own, total in said["top"]:
        print(f"{calls:8.1f} calls {own:7.2f} ms {total:7.2f} ms with all it calls  {name}")


def _say(text: str) -> None:
    print(text, flush=True, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
