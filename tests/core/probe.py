"""What the tests let a child of `core.alone` try."""

import os
import socket
import sys
from pathlib import Path


def alone(content: bytes, act: str) -> int:
    """Say what came of it on standard output."""
    if act == "echo":
        sys.stdout.buffer.write(content)
    if act == "surroundings":
        sys.stdout.write(" ".join(sorted(os.environ)))
    if act == "memory":
        sys.stdout.write(str(len(bytearray(2 << 30))))
    if act == "write":
        Path(content.decode()).write_text("written", encoding="utf-8")
    if act == "network":
        host, port = content.decode().split()
        socket.create_connection((host, int(port)), timeout=2).close()
    return 0
