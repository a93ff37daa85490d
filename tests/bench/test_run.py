"""A benchmark of tiny size against the running system: every operation works, nothing fails, nothing is timed."""

import pytest

from bench.__main__ import main, measure
from bench.ground import TINY, Ground
from bench.operations import OPERATIONS
from bench.report import markdown, table
from tests.system import running_system


@pytest.mark.xdist_group("bench")
def test_every_operation_gives_its_lines_without_a_failure() -> None:
    # An installation of its own: a thousand cases that nobody can open would stand in everybody's lists.
    with running_system() as system:
        results = measure(Ground(system, TINY, say=lambda _text: None), list(OPERATIONS))

    assert {line.key for line in results.lines} >= {
        "submission",
        "case-page",
        "public-check",
        "status-file",
        "decision",
        "vault-list",
        "free-places",
        "booking-spread",
        "booking-last",
        "calling",
        "trial",
        "face-pair",
    }
    assert {line.operation: line.measured.failed for line in results.lines if line.measured.failed} == {}
    assert all(line.measured.rate > 0 for line in results.lines)
    assert results.memory is not None
    assert all(line.operation in table(results) and line.operation in markdown(results) for line in results.lines)


def test_an_unknown_operation_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no_such_thing"]) == 2
    assert "no_such_thing" in capsys.readouterr().err
