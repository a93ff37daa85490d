"""`workpermit doctor`: looks at the machine and says in sentences what stands in the way."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator

from workpermit.cli.demo_configs import find_node
from workpermit.cli.failures import CannotStart
from workpermit.cli.installation import Installation
from workpermit.cli.ports import check_ports
from workpermit.cli.postgres import Postgres
from workpermit.cli.prepare import FONTS

WANTED_DISK = 1_000_000_000  # bytes
WANTED_MEMORY = 2_000_000_000  # bytes


def examine(at: Installation) -> int:
    """Print every finding; the exit status is 1 when one of them stands in the way of `up`."""
    wrong = 0
    for fine, sentence in _findings(at):
        print(f"{'fine ' if fine else 'WRONG'}  {sentence}")
        wrong += not fine
    return 1 if wrong else 0


def _findings(at: Installation) -> Iterator[tuple[bool, str]]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield sys.version_info >= (3, 11), f"Python {version} (3.11 or newer is needed)"
    yield _disk(at)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    yield memory >= WANTED_MEMORY, f"{memory / 1e9:.1f} GB of memory (2 GB are needed)"
    yield _tried("PostgreSQL can run here", lambda: Postgres.find(at.folder(), at.port("postgres")))
    if at.run_file.exists():
        yield True, f"It is running; {at.run_file} lists the addresses"
    else:
        yield _tried(f"Ports from {at.base} are free", lambda: check_ports(at))
    yield _tried("Node.js is there", find_node)
    yield any(FONTS.glob("*.woff2")), "Fonts are prepared (`make run` prepares them)"
    scanner = shutil.which("clamd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    yield True, "ClamAV is installed" if scanner else "ClamAV is not installed: files are defused, but not scanned"


def _disk(at: Installation) -> tuple[bool, str]:
    free = shutil.disk_usage(at.folder()).free
    return free >= WANTED_DISK, f"{free / 1e9:.1f} GB free at {at.var} (1 GB is needed)"


def _tried(sentence: str, attempt: Callable[[], object]) -> tuple[bool, str]:
    try:
        attempt()
    except CannotStart as failure:
        return False, str(failure)
    return True, sentence
