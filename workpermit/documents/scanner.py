"""Asking ClamAV about a file, by its INSTREAM protocol over a local socket."""

import socket
import struct
from enum import StrEnum

CHUNK = 256 * 1024
SECONDS = 20


class Verdict(StrEnum):
    CLEAN = "clean"
    INFECTED = "infected"
    UNSCANNED = "unscanned"  # a policy choice where no scanner is installed; the press still defuses


class ScannerDown(Exception):
    """The scanner does not answer; the file waits."""


def scan(content: bytes, path: str) -> Verdict:
    """What the scanner at the socket `path` says; an empty path means that none is installed.

    Raises ScannerDown.
    """
    if not path:
        return Verdict.UNSCANNED
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as scanner:
            scanner.settimeout(SECONDS)
            scanner.connect(path)
            scanner.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                piece = content[start : start + CHUNK]
                scanner.sendall(struct.pack(">I", len(piece)) + piece)
            scanner.sendall(struct.pack(">I", 0))
            answer = scanner.recv(4096)
    except OSError:
        raise ScannerDown from None
    if answer.rstrip(b"\0\n").endswith(b"OK"):
        return Verdict.CLEAN
    if b"FOUND" in answer:
        return Verdict.INFECTED
    raise ScannerDown
