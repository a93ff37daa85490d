"""Work on hostile content in a child process: without network, without configuration, under limits.

`run_alone` starts this file as a script. The child reads the content from its standard input, takes memory, time and
files away from itself, and only then calls `alone(content, *words)` of the module that it was told, which writes its
answer to standard output and returns the child's end code.
"""

import importlib
import os
import resource
import shutil
import struct
import subprocess
import sys
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

MEMORY = 1 << 30  # bytes of address space
SECONDS = 40  # of processor time, and of patience
_ROOT = Path(__file__).parents[2]


def run_alone(module: str, content: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Let a module's `alone` look at the content. Raises subprocess.TimeoutExpired."""
    # Neither the configuration's place nor anything else of this process's surroundings is handed on.
    surroundings = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"}
    command = [*_without_network(), sys.executable, "-I", __file__, module, *words]
    return subprocess.run(
        command, input=content, capture_output=True, timeout=SECONDS + 20, check=False, env=surroundings, cwd="/"
    )


def pack(parts: Sequence[bytes]) -> bytes:
    """Several contents as one: each after its length in four bytes."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def unpack(packed: bytes) -> list[bytes]:
    """What `pack` made one of."""
    parts, at = [], 0
    while at < len(packed):
        (length,) = struct.unpack_from(">I", packed, at)
        parts.append(packed[at + 4 : at + 4 + length])
        at += 4 + length
    return parts


@lru_cache(maxsize=1)
def _without_network() -> Sequence[str]:
    """The command that takes the network away, where the machine lets us."""
    if not shutil.which("unshare"):
        return ()
    command = ["unshare", "--user", "--map-current-user", "--net"]
    works = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if works else ()


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main(module: str, *words: str) -> int:
    sys.path.append(str(_ROOT))  # isolated, a child knows only where its packages are
    content = sys.stdin.buffer.read()
    _limit()
    return int(importlib.import_module(module).alone(content, *words))


if __name__ == "__main__":
    raise SystemExit(_main(*sys.argv[1:]))
