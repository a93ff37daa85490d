"""What a run comes to: rates, percentiles, the middle run, targets, and what the machine says."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.limits import transactions_per_second
from bench.line import Line, Target
from bench.machine import Machine, proportional_size
from bench.measure import Ask, Measured, alone, many, median_run, percentile, shares, summary, together
from bench.picture import bound, draw
from bench.report import BY_HAND, Results, markdown, write
from bench.spent import processor_time, ticks


def run(rate: float = 100.0, *, p99: float = 9.0, failed: int = 0) -> Measured:
    return Measured(rate, 1.0, 5.0, p99, failed, 50)


def line(measured: Measured, target: Target, limit: float | None = 1000.0) -> Line:
    return Line("key", "Do something", 8, measured, target, "a limit", limit)


def test_a_percentile_is_the_smallest_value_that_enough_do_not_exceed() -> None:
    values = [float(value) for value in range(1, 101)]

    assert [percentile(values, part) for part in (50, 95, 99, 100)] == [50, 95, 99, 100]
    assert percentile([7.0], 99) == 7.0
    assert percentile([1.0, 2.0], 51) == 2.0


def test_a_rate_counts_every_answer_over_the_whole_time() -> None:
    found = summary([30.0, 10.0, 20.0], elapsed=0.5, failed=1)

    assert (found.rate, found.p50, found.p99, found.failed, found.count) == (6.0, 20.0, 30.0, 1, 3)


def test_an_empty_run_is_no_result() -> None:
    with pytest.raises(ValueError, match="nothing was measured"):
        summary([], elapsed=1.0, failed=0)


def test_the_middle_run_stands_for_all_and_no_failure_is_lost() -> None:
    found = median_run([run(300, failed=2), run(100), run(200, failed=1)])

    assert (found.rate, found.failed) == (200, 3)


def test_of_two_runs_the_slower_one_counts() -> None:
    assert median_run([run(300), run(100)]).rate == 100


def test_shares_are_equal_and_keep_the_order() -> None:
    assert list(shares([1, 2, 3, 4, 5, 6, 7], 3)) == [[1, 2], [3, 4], [5, 6]]


def test_every_act_is_done_once_and_failures_are_counted() -> None:
    done: list[int] = []

    def act(number: int) -> bool:
        done.append(number)
        return number % 3 != 0

    found = together([lambda _kept, number=number: act(number) for number in range(30)], clients=8)

    assert sorted(done) == list(range(30))
    assert (found.count, found.failed) == (30, 10)


def test_repeating_goes_on_for_the_time_and_counts() -> None:
    calls: list[int] = []

    found = alone(lambda: calls.append(1), seconds=0.02)

    assert found.count == len(calls) > 0


@pytest.mark.parametrize(
    ("target", "missed"),
    [
        (Target(), []),
        (Target(rate=100, p99=10, share=0.1), []),
        (Target(rate=101), ["rate"]),
        (Target(p99=9), ["p99"]),
        (Target(share=0.11), ["share"]),
    ],
)
def test_a_target_says_what_was_missed(target: Target, missed: list[str]) -> None:
    assert line(run(), target).missed() == missed


def test_a_failure_misses_every_target() -> None:
    assert line(run(failed=1), Target(rate=1)).missed() == ["failures"]


def test_a_share_without_a_limit_is_not_reached() -> None:
    without = line(run(), Target(share=0.1), limit=None)

    assert without.share is None
    assert without.missed() == ["share"]


def test_targets_are_written_as_people_read_them() -> None:
    assert Target(rate=250, p99=120, share=0.15).words() == "≥ 250/s, p99 < 120 ms, ≥ 0.15 of the limit"
    assert Target().words() == "–"


def test_pgbench_is_read() -> None:
    said = "latency average = 4.9 ms\ntps = 1627.123456 (without initial connection time)\n"

    assert transactions_per_second(said) == pytest.approx(1627.123456)
    with pytest.raises(ValueError, match="no rate"):
        transactions_per_second("pgbench: error")


def test_memory_is_the_proportional_size_and_not_its_parts() -> None:
    said = "Rss:  90000 kB\nPss_Dirty:  3 kB\nPss:  12345 kB\nPss_Anon:  8 kB\n"

    assert proportional_size(said) == 12345
    assert proportional_size("") == 0


def test_a_bar_stands_beside_the_target_or_else_the_limit() -> None:
    assert bound(line(run(), Target(rate=250))) == 250
    assert bound(line(run(), Target(p50=40))) == 200
    assert bound(line(run(), Target())) == 1000


def test_the_picture_names_each_operation_and_its_rate() -> None:
    picture = draw([line(run(), Target(rate=250))], "2026-11-23")

    assert "Do something" in picture
    assert "100/s of 250" in picture


@pytest.fixture
def server() -> Iterator[int]:
    """Answers 200 to /good and 404 to anything else."""

    class Answer(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/good" else 404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            return

    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    listening.daemon_threads = True
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield listening.server_port
    listening.shutdown()
    listening.server_close()
    thread.join()


def test_another_status_than_the_expected_one_is_a_failure(server: int) -> None:
    url = f"http://applicant.localhost:{server}"
    asks = [Ask(f"{url}/good")] * 5 + [Ask(f"{url}/bad")] * 2 + [Ask(f"{url}/bad", expect=404)]

    assert many(asks, clients=2).failed == 2


def test_an_answer_that_says_no_is_none_where_it_was_reckoned_with(server: int) -> None:
    url = f"http://127.0.0.1:{server}"

    assert many([Ask(f"{url}/bad", refused=404)] * 3, clients=1).failed == 0


def test_a_server_that_is_away_is_a_failure_and_no_crash() -> None:
    assert many([Ask("http://applicant.localhost:9/")] * 3, clients=2).failed == 3


def test_every_operation_has_a_file_of_its_own() -> None:
    from bench.operations import OPERATIONS

    folder = Path(__file__).parents[2] / "bench" / "operations"
    assert {file.stem for file in folder.glob("*.py")} - {"__init__"} == set(OPERATIONS)


def test_processor_time_is_user_and_system_time_whatever_a_process_is_called() -> None:
    said = "4 (postgres: a (b) c) S 1 4 4 0 -1 4194560 9 0 0 0 120 30 7 8 20 0 1 0 5 6"

    assert ticks(said) == 150


def test_a_process_that_has_ended_took_nothing() -> None:
    assert processor_time([2**22 + 1]) == 0


def test_what_was_written_by_hand_stays_beside_new_figures(tmp_path: Path) -> None:
    machine = Machine("a processor", 2, 24.0, "6.18", "3.11.7", "18.4", "2026-11-23", 0.5)
    write(Results(machine, [], None), tmp_path)
    page = tmp_path / "figures.md"
    measured = page.read_text()
    page.write_text("old figures\n" + BY_HAND + "\nA page is mostly text.\n")

    write(Results(machine, [], 740.0), tmp_path)

    assert BY_HAND not in measured
    assert page.read_text() == markdown(Results(machine, [], 740.0)) + BY_HAND + "\nA page is mostly text.\n"
