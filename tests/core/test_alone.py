"""A child that looks at hostile content has nothing but that content."""

import socket
from pathlib import Path

import pytest

from workpermit.core import alone
from workpermit.core.alone import run_alone

PROBE = "tests.core.probe"


def test_content_goes_in_and_the_answer_comes_out() -> None:
    assert run_alone(PROBE, b"\x00page", "echo").stdout == b"\x00page"


def test_nothing_of_the_surroundings_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EWP_CONFIG", "/secret")

    assert b"EWP_CONFIG" not in run_alone(PROBE, b"", "surroundings").stdout


def test_memory_has_an_end() -> None:
    done = run_alone(PROBE, b"", "memory")

    assert done.returncode != 0
    assert b"MemoryError" in done.stderr


def test_it_writes_no_file(tmp_path: Path) -> None:
    target = tmp_path / "trace"

    assert run_alone(PROBE, str(target).encode(), "write").returncode != 0
    assert not target.exists() or target.stat().st_size == 0


def test_it_reaches_nobody() -> None:
    if not alone._without_network():
        pytest.skip("this machine lets nobody take the network from a child")
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
        done = run_alone(PROBE, f"{host} {port}".encode(), "network")

    assert done.returncode != 0
