"""The vault's socket: one frame each way, a length of four bytes and then CBOR."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cbor2

LARGEST = 8 * 1024 * 1024  # bytes


class BadFrame(ValueError):
    """The frame is too long, cut off, or not a CBOR map."""


def send_frame(connection: socket.socket, message: dict[str, Any]) -> None:
    raw = cbor2.dumps(message)
    if len(raw) > LARGEST:
        raise BadFrame("too long")
    connection.sendall(len(raw).to_bytes(4, "big") + raw)


def receive_frame(connection: socket.socket) -> dict[str, Any]:
    """Raises BadFrame, or OSError when the connection breaks or is too slow."""
    length = int.from_bytes(_receive(connection, 4), "big")
    if length > LARGEST:
        raise BadFrame("too long")
    try:
        message = cbor2.loads(_receive(connection, length))
    except (cbor2.CBORDecodeError, ValueError) as error:
        raise BadFrame("not CBOR") from error
    if not isinstance(message, dict):
        raise BadFrame("not a map")
    return message


@contextmanager
def short_path(path: Path) -> Iterator[str]:
    """The address of a socket by its folder's descriptor: the kernel takes at most 107 bytes (unix(7))."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def _receive(connection: socket.socket, length: int) -> bytes:
    buffer = bytearray()
    while len(buffer) < length:
        piece = connection.recv(min(length - len(buffer), 1 << 16))
        if not piece:
            raise BadFrame("cut off")
        buffer += piece
    return bytes(buffer)
