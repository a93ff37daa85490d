"""Rows of the reference lists: places, people's nationalities, occupations, prohibited work, calendar.

These lists come with the release and are held in memory; they are not dated versions in the
database. `reading.py` fills them from `th/*.csv`.
"""

from datetime import date
from enum import StrEnum

from workpermit.catalogue.definition import Certainty, Part, Text


class Province(Part, frozen=True):
    """A province; `latitude` and `longitude` are of its seat, approximate, in degrees."""

    code: str
    iso: str
    name: Text
    region: str
    latitude: float
    longitude: float


class Centre(Part, frozen=True):
    """A service centre, or a mobile unit (`type` MB); `capacity_per_day` is the nominal number of visits by size."""

    code: str
    type: str
    size: str
    capacity_per_day: int
    province: str
    name: Text
    address: Text
    postcode: str
    certainty: Certainty
    note: str = ""


class CentreSize(Part, frozen=True):
    """What a centre of one size starts with: counters, those of them that identify people, staff there.

    `minutes_per_visit` is what one identity check takes at one counter.
    """

    size: str
    counters: int
    identity: int
    staff: int
    minutes_per_visit: int
    certainty: Certainty
    note: str = ""


class ServiceMinutes(Part, frozen=True):
    """What one visitor of one service takes at a counter; what identity takes goes by the size of the centre."""

    service: str
    minutes: int
    certainty: Certainty
    note: str = ""


class OpeningHours(Part, frozen=True):
    """The hours at which a visit may begin, Bangkok time, and the days of the week (1 is Monday).

    `applies_to` is a type of centre, or the code of one centre, which goes before its type.
    """

    applies_to: str
    weekdays: tuple[int, ...]
    hours: tuple[int, ...]
    certainty: Certainty
    note: str = ""


class BookingLimit(Part, frozen=True):
    """How many places somebody may have or take, so that nobody gathers them."""

    code: str
    most: int
    note: str = ""


class Office(Part, frozen=True):
    """An employment office of the Department, with the provinces of its jurisdiction."""

    code: str
    name: Text
    provinces: tuple[str, ...]
    note: str = ""


class Nationality(Part, frozen=True):
    """A nationality; `icao` as in a passport's machine-readable zone, `language` to offer first."""

    code: str
    iso3: str
    icao: str
    name: Text
    language: str
    sort: int


class Country(Part, frozen=True):
    """A country of ISO 3166-1 (alpha-3)."""

    code: str
    name: Text


class Occupation(Part, frozen=True):
    """A unit group of ISCO-08: four digits."""

    code: str
    name: Text


class Condition(StrEnum):
    """What section 7 leaves open for a piece of work."""

    NONE = "none"
    AGREEMENT = "agreement"
    SKILLED_WITH_EMPLOYER = "skilled_with_employer"
    WITH_EMPLOYER_UNDER_MOU = "with_employer_under_mou"


class ProhibitedWork(Part, frozen=True):
    """One of the 40 kinds of work that foreigners may not do, or only under a condition (section 7).

    The ISCO-08 groups of `occupations` fall under it as a whole, those of `occupations_partly` by
    some of their jobs. The mapping is an aid of this system: the registrar judges the work itself.
    """

    list: int
    number: int
    name: Text
    condition: Condition
    exceptions: Text | None
    occupations: tuple[str, ...]
    occupations_partly: tuple[str, ...]
    certainty: Certainty
    note: str = ""

    @property
    def key(self) -> str:
        """`1.20` for list 1, item 20."""
        return f"{self.list}.{self.number}"


class VisaClass(Part, frozen=True):
    """A class of visa or entry; `section_59` says whether a permit under section 59 is possible on it."""

    code: str
    name: Text
    section_59: str  # yes, no, look
    certainty: Certainty
    note: str = ""


class Holiday(Part, frozen=True):
    """A public holiday on which offices are closed."""

    day: date
    name: Text


class QueueNumber(Part, frozen=True):
    """One number by which the queues of the centres work; `note` says where it comes from."""

    code: str
    value: int
    unit: str
    certainty: Certainty
    note: str
