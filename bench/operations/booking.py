"""Booking a place over HTTP: spread over all centres, and five hundred who want the last hundred of a centre's day.

The applications are rows that look like those of the product and wait for their visit; everything after that is the
portal's own page: session, form token, lifecycle, history, letters to both parties.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from urllib.parse import urlencode
from uuid import UUID

from bench import limits
from bench.crowd import without_triggers
from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import Ask, Measured, many, median_run, shares
from bench.operations.submission import workers_stopped
from bench.people import form_of
from bench.spent import Spent
from workpermit.catalogue.reading import centres
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7

SPREAD = Target(rate=400, share=0.25)
LAST = Target(rate=250)  # five hundred answers in two seconds
PEOPLE = 4  # of the national login; one account books fifty places a day at most
SPREAD_HOURS, RUSH_HOURS = (9, 11, 13), (10, 12, 14, 15)
BUSY = [centre.code for centre in centres().values() if centre.size == "M"]
HOURS_SPREAD = 360

WAITING = """
INSERT INTO applications_application (id, status, status_changed_at, number, service, service_version, filing_account,
    worker_account, subject, office, province, nationality, occupation, months, extra_documents, started_at,
    submitted_at, confirmed_records, receipt)
SELECT id, 'awaiting_visit', now(), '2' || lpad((%(first)s + n)::text, 12, '0'), 's59_new', %(version)s,
    (%(accounts)s::uuid[])[1 + n %% %(people)s], gen_random_uuid(), gen_random_uuid(), 'O-10', '10', 'MMR', '2152', 12,
    '[]', now(), now(), '[]', ''
FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS waiting(id, n)
"""


@dataclass(frozen=True, slots=True)
class Filer:
    """A signed-in account: what its browser sends with a form."""

    account: UUID
    cookie: str
    token: str


def measure(ground: Ground) -> list[Line]:
    """Spread over all centres by a few clients; then the rush, in which exactly the places that there are are sold."""
    sizes, filers = ground.sizes, [_filer(ground, person) for person in range(PEOPLE)]
    cases = _waiting(ground, filers, sizes.warm + sizes.bookings + sizes.runs * (sizes.bookings + sizes.rush))
    warm, quiet, rest = cases[: sizes.warm], cases[-sizes.bookings :], cases[sizes.warm : -sizes.bookings]
    spread, rush = rest[: sizes.runs * sizes.bookings], rest[sizes.runs * sizes.bookings :]
    spent, targets = Spent(ground, "applicant"), _everywhere(sizes.warm)
    many(_asks(ground, filers, warm, targets), clients=ground.clients)
    runs = []
    for part in shares(spread, sizes.runs):
        with spent.over(len(part)):
            runs.append(many(_asks(ground, filers, part, targets), clients=ground.clients))
    spent_alone = Spent(ground, "applicant")
    with workers_stopped(ground), spent_alone.over(len(quiet)):
        alone = many(_asks(ground, filers, quiet, targets), clients=ground.clients)
    spent_last, rushes = Spent(ground, "applicant"), []
    for turn, part in enumerate(shares(rush, sizes.runs)):
        with spent_last.over(len(part)):
            rushes.append(_rush(ground, filers, part, turn))
    last = median_run(rushes)
    words = f"exactly {sizes.last_places} of {sizes.rush} got a place in each run, the others a plain no"
    many_hours, one_hour = limits.least_booking(ground, hours=HOURS_SPREAD), limits.least_booking(ground, hours=1)
    return [
        Line("booking-spread", "Book a place, spread over 45 centres", ground.clients, median_run(runs), SPREAD,
             "least SQL, many hours", many_hours, spent.words()),
        Line("booking-alone", "Book a place, letters later", ground.clients, alone, Target(),
             "least SQL, many hours", many_hours, spent_alone.words()),
        Line("booking-last", "Book one of a centre's last places", sizes.rush, last, LAST,
             "least SQL, one hour", one_hour, f"{words}, {last.count / last.rate:.1f} s; {spent_last.words()}"),
    ]  # fmt: skip


def _rush(ground: Ground, filers: Sequence[Filer], cases: Sequence[UUID], turn: int) -> Measured:
    """Everybody at once; what is refused is an answer too. Raises RuntimeError where more or fewer are sold."""
    # Each of four hours has a quarter of the places: few centres have a hundred in one hour.
    centre, day, places = BUSY[turn], _day(24 + turn), ground.sizes.last_places
    with ground.connect() as connection, without_triggers(connection, ["centres_dayoverride"]):
        connection.execute(
            "INSERT INTO centres_dayoverride (id, status, status_changed_at, centre, day, places, reason, ordered_by) "
            "VALUES (%s, 'ordered', now(), %s, %s, %s, 'measured', %s)",
            [uuid7(), centre, day, places // len(RUSH_HOURS), filers[0].account],
        )
    target = cycle([(centre, day, hour) for hour in RUSH_HOURS])
    found = many(_asks(ground, filers, cases, target, refused=409), clients=len(cases))
    [(sold,)] = ground.rows(
        "SELECT count(*) FROM appointments_appointment WHERE centre = %s AND day = %s AND application = ANY(%s)",
        [centre, day, list(cases)],
    )
    if sold != places:
        raise RuntimeError(f"{sold} of {places} places were sold")
    return found


def _asks(
    ground: Ground,
    filers: Sequence[Filer],
    cases: Sequence[UUID],
    targets: Iterator[tuple[str, date, int]],
    refused: int = 0,
) -> list[Ask]:
    of_case = dict(zip(cases, _filers_of(ground, filers, cases), strict=True))
    asks = []
    for case, (centre, day, hour) in zip(cases, islice(targets, len(cases)), strict=True):
        filer = of_case[case]
        body = urlencode({"csrfmiddlewaretoken": filer.token, "day": day.isoformat(), "hour": hour})
        address = ground.system.site("applicant", f"/applications/{case}/appointment/{centre}/")
        asks.append(Ask(address, "POST", filer.cookie, body, 302, refused))
    return asks


def _filers_of(ground: Ground, filers: Sequence[Filer], cases: Sequence[UUID]) -> list[Filer]:
    by_account = {filer.account: filer for filer in filers}
    found = dict(ground.rows("SELECT id, filing_account FROM applications_application WHERE id = ANY(%s)", [cases]))
    return [by_account[found[case]] for case in cases]


def _everywhere(skipped: int) -> Iterator[tuple[str, date, int]]:
    """All centres in turn, then the next hour of three, then the next day."""
    hours = [
        (centre, _day(2 + days), hour) for days in range(20) for hour in SPREAD_HOURS for centre in sorted(centres())
    ]
    return islice(cycle(hours), skipped, None)


def _day(ahead: int) -> date:
    return bangkok_date(datetime.now(UTC)) + timedelta(days=ahead)


def _filer(ground: Ground, person: int) -> Filer:
    filer = ground.filer(person)
    return Filer(filer.account, *form_of(filer, ground.system.site("applicant", "/filings/")))


def _waiting(ground: Ground, filers: Sequence[Filer], count: int) -> list[UUID]:
    """Applications that are granted, paid, and wait for their visit; each account files as many."""
    [(version,)] = ground.rows("SELECT id FROM catalogue_serviceversion WHERE service = 's59_new' LIMIT 1")
    [(first,)] = ground.rows("SELECT count(*) FROM applications_application")
    ids = [uuid7() for _ in range(count)]
    values = {
        "ids": ids,
        "first": first,
        "version": version,
        "accounts": [filer.account for filer in filers],
        "people": len(filers),
    }
    with ground.connect() as connection, without_triggers(connection):
        connection.execute(WAITING.encode(), values)
    return ids
