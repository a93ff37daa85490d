"""Are the ports free, and what to say if they are not."""

import socket

from workpermit.cli.failures import CannotStart
from workpermit.cli.installation import OFFSETS, Installation

HIGHEST = 65535


def check_ports(at: Installation) -> None:
    """Refuse to start when a port is taken or cannot exist; name it and the way out."""
    if not 1024 <= at.base <= HIGHEST - max(OFFSETS.values()):
        highest = HIGHEST - max(OFFSETS.values())
        raise CannotStart(f"The first port must lie between 1024 and {highest}, for example `make run PORTS=9400`.")
    taken = [(name, at.port(name)) for name in OFFSETS if _is_taken(at.port(name))]
    if taken:
        listed = ", ".join(f"{port} ({name})" for name, port in taken)
        other = at.base + 1000 if at.base + 1000 <= HIGHEST - max(OFFSETS.values()) else 8400
        raise CannotStart(
            f"Another program already uses port {listed}. Stop that program, or choose other ports: "
            f"`make run PORTS={other}` uses {other} to {other + max(OFFSETS.values())}."
        )


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        # Connections of the previous run may linger; only a listener counts.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False
