"""The release of a month: two take part, the draw is held by itself, and the order is computed again from outside."""

from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.test_freezes import look
from tests.journeys.test_group_visits import agent_with
from tests.journeys.waiting import connect
from tests.system import System
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7

SALT = bytes(range(32))
OPEN = """
INSERT INTO appointments_release (id, month, opens_at, closes_at, commitment, salt, seed)
VALUES (%(id)s, %(month)s, now() - interval '1 hour', now() + interval '1 hour', %(commitment)s, '', '')
ON CONFLICT (month) DO UPDATE SET opens_at = excluded.opens_at, closes_at = excluded.closes_at,
    commitment = excluded.commitment
RETURNING id
"""
CLOSE = "UPDATE appointments_release SET closes_at = now() - interval '1 minute' WHERE drawn_at IS NULL"
SALTED = """
INSERT INTO appointments_releasesalt (release, salt) VALUES (%s, %s)
ON CONFLICT (release) DO UPDATE SET salt = excluded.salt
"""


def open_registration(system: System) -> str:
    """Whatever day it is: registration for the month after next is open for an hour; answers the month."""
    today = bangkok_date(datetime.now(UTC))
    months = today.year * 12 + today.month + 1  # from the year 0 on; January is 0
    month = today.replace(year=months // 12, month=months % 12 + 1, day=1)
    values = {"id": uuid7(), "month": month, "commitment": sha256(SALT).hexdigest()}
    with connect(system) as connection:
        connection.execute(CLOSE)
        row = connection.execute(OPEN.encode(), values).fetchone()
        assert row is not None
        connection.execute(SALTED.encode(), [row[0], SALT.hex()])
    return f"{month:%Y-%m}"


def test_two_take_part_in_the_draw_of_a_month(system: System, somebody: Callable[..., Person]) -> None:
    agent, cases = agent_with(system, somebody, 1, 2)
    month = open_registration(system)
    found = []
    for case in cases:
        agent.open("applicant", f"/applications/{case}/appointment/")
        agent.page.locator("main a[href$='/appointment/draw/']").click()
        found += look(agent, f"the draw {case}")
        acts.send(agent.page)
    found += look(agent, "takes part")
    with connect(system) as connection:
        connection.execute(CLOSE)

    for _ in range(60):
        agent.page.reload()
        if agent.page.locator("main .next b").count():
            break
        agent.page.wait_for_timeout(500)
    found += look(agent, "drawn")
    agent.open("applicant", "/centres/fair/")
    found += look(agent, "how places are given")

    assert not found, "\n".join(found)
    agent.open("applicant", f"/centres/draws/{month}.txt")
    lines = [line.split() for line in agent.page.inner_text("body").splitlines() if line]
    ids = [UUID(one) for _, one in lines]
    seed = sha256(b"".join(sorted(one.bytes for one in ids)) + SALT).digest()
    assert ids == sorted(ids, key=lambda one: sha256(seed + one.bytes).digest())
    with connect(system) as connection:
        rows = connection.execute(
            "SELECT status FROM appointments_appointment WHERE application = ANY(%s)", [cases]
        ).fetchall()
    assert rows == [("booked",), ("booked",)]
