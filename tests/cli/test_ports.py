"""Taken ports are named, together with the way out."""

import socket
from pathlib import Path

import pytest

from tests.system import free_base
from workpermit.cli.failures import CannotStart
from workpermit.cli.installation import OFFSETS, Installation
from workpermit.cli.ports import check_ports


def test_taken_port_is_named_with_the_way_out() -> None:
    at = Installation(Path("/nonexistent"), free_base())
    with socket.socket() as other:
        other.bind(("127.0.0.1", at.port("bank")))
        other.listen()

        with pytest.raises(CannotStart) as stopped:
            check_ports(at)

    assert f"{at.port('bank')} (bank)" in str(stopped.value)
    assert f"make run PORTS={at.base + 1000}" in str(stopped.value)


@pytest.mark.parametrize("base", [0, 80, 65_535 - max(OFFSETS.values()) + 1])
def test_impossible_ports_are_refused(base: int) -> None:
    with pytest.raises(CannotStart, match="between 1024 and"):
        check_ports(Installation(Path("/nonexistent"), base))


def test_no_two_parts_share_a_port() -> None:
    assert len(set(OFFSETS.values())) == len(OFFSETS)
