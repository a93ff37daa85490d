"""Reading the data files under `th/`; a mistake is reported with its file and place.

Every list is read once per process and then held in memory.
"""

import csv
import math
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pycountry

from workpermit.catalogue import reference
from workpermit.catalogue.cohorts import CohortRow, DatedCohort
from workpermit.catalogue.definition import Fee, Service, Text
from workpermit.catalogue.parts import expand, read_parts

HERE = Path(__file__).parent / "th"

Row = TypeVar("Row", bound=msgspec.Struct)


class BadCatalogue(Exception):
    """A data file of the catalogue is wrong; the text names the file and the place in it."""


def read_service(path: Path) -> Service:
    """One service from its TOML file, with the parts that it uses and its fees of `fees.csv`.

    Parts lie in the folder `parts` beside that of the services. Raises BadCatalogue.
    """
    try:
        raw = expand(tomllib.loads(path.read_text(encoding="utf-8")), read_parts(path.parent.parent / "parts"))
        raw["fees"] = [msgspec.to_builtins(_fee(fee_id)) for fee_id in raw.pop("fee_ids", [])]
        service = msgspec.convert(raw, Service)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, KeyError) as wrong:
        raise BadCatalogue(f"{path.name}: {wrong}") from wrong
    return service


def service_files() -> list[Path]:
    """The files of the services that the release offers."""
    return sorted((HERE / "services").glob("*.toml"))


@lru_cache(maxsize=1)
def fees() -> dict[str, Fee]:
    """All fees by id."""
    return {fee.id: fee for fee in _rows("fees.csv", Fee)}


@lru_cache(maxsize=1)
def cohorts() -> tuple[DatedCohort, ...]:
    """The cohorts of the release, each version with the moment from which it holds, in the order of the file."""
    return tuple(
        DatedCohort(row.holds_from, row.cohort(tuple(_fee(fee_id) for fee_id in row.fee_ids)))
        for row in _rows("cohorts.csv", CohortRow)
    )


@lru_cache(maxsize=1)
def provinces() -> dict[str, reference.Province]:
    """The provinces by code."""
    return {row.code: row for row in _rows("provinces.csv", reference.Province)}


@lru_cache(maxsize=1)
def centres() -> dict[str, reference.Centre]:
    """The 45 centres by code."""
    return {row.code: row for row in _rows("centres.csv", reference.Centre)}


@lru_cache(maxsize=1)
def mobile_units() -> dict[str, reference.Centre]:
    """The mobile units by code; where one is on a day is said by its tour (`workpermit.centres`)."""
    return {row.code: row for row in _rows("mobile_units.csv", reference.Centre)}


@lru_cache(maxsize=1)
def centre_sizes() -> dict[str, reference.CentreSize]:
    """What a centre starts with, by its size."""
    return {row.size: row for row in _rows("centre_sizes.csv", reference.CentreSize)}


@lru_cache(maxsize=1)
def service_minutes() -> dict[str, reference.ServiceMinutes]:
    """What a visitor takes at a counter, by the service."""
    return {row.service: row for row in _rows("service_minutes.csv", reference.ServiceMinutes)}


@lru_cache(maxsize=1)
def opening_hours() -> dict[str, reference.OpeningHours]:
    """Opening hours by type of centre, or by the code of one centre."""
    return {row.applies_to: row for row in _rows("opening_hours.csv", reference.OpeningHours)}


@lru_cache(maxsize=1)
def booking_limits() -> dict[str, reference.BookingLimit]:
    """How many places anybody may take, by code."""
    return {row.code: row for row in _rows("booking_limits.csv", reference.BookingLimit)}


@lru_cache(maxsize=1)
def offices() -> dict[str, reference.Office]:
    """The employment offices by code."""
    return {row.code: row for row in _rows("offices.csv", reference.Office)}


@lru_cache(maxsize=1)
def occupations() -> dict[str, reference.Occupation]:
    """The occupations by ISCO-08 code."""
    return {row.code: row for row in _rows("occupations.csv", reference.Occupation)}


@lru_cache(maxsize=1)
def visa_classes() -> dict[str, reference.VisaClass]:
    """The classes of visa and entry by code."""
    return {row.code: row for row in _rows("visa_classes.csv", reference.VisaClass)}


@lru_cache(maxsize=1)
def prohibited_work() -> tuple[reference.ProhibitedWork, ...]:
    """The 40 kinds of prohibited or conditional work."""
    return tuple(_rows("prohibited_work.csv", reference.ProhibitedWork))


@lru_cache(maxsize=1)
def queue_numbers() -> dict[str, reference.QueueNumber]:
    """The numbers by which queues work, by code."""
    return {row.code: row for row in _rows("queue.csv", reference.QueueNumber)}


@lru_cache(maxsize=1)
def holidays() -> tuple[reference.Holiday, ...]:
    """The public holidays in order of date."""
    return tuple(_rows("holidays.csv", reference.Holiday))


@lru_cache(maxsize=1)
def nationalities() -> dict[str, reference.Nationality]:
    """The nationalities of our own list, then every other country of ISO 3166-1 under its name."""
    ours = {row.code: row for row in _rows("nationalities.csv", reference.Nationality)}
    taken = {row.iso3 for row in ours.values()}
    for place, country in enumerate(countries().values()):
        if country.code not in taken and country.code != "THA":
            code = country.code
            ours[code] = reference.Nationality(code, code, code, country.name, "other", 500 + place)
    return dict(sorted(ours.items(), key=lambda item: item[1].sort))


@lru_cache(maxsize=1)
def countries() -> dict[str, reference.Country]:
    """ISO 3166-1 by alpha-3 code; Thai names from `countries.csv`, which is made from Unicode CLDR."""
    thai = {row.code: row for row in _rows("countries.csv", reference.Country)}
    missing = {country.alpha_3 for country in pycountry.countries} - thai.keys()
    if missing:
        raise BadCatalogue(f"countries.csv: no row for {', '.join(sorted(missing))}")
    return thai


@lru_cache(maxsize=77)
def _distances(province: str) -> tuple[tuple[str, int], ...]:
    here = provinces()[province]
    far = ((code, _kilometres(here, provinces()[centre.province])) for code, centre in centres().items())
    return tuple(sorted(far, key=lambda pair: pair[1]))


def kilometres(province: str, other: str) -> int:
    """The approximate distance between the seats of two provinces."""
    return _kilometres(provinces()[province], provinces()[other])


def centres_by_distance(province: str) -> list[tuple[reference.Centre, int]]:
    """Every centre with the approximate distance in km from the province, nearest first."""
    return [(centres()[code], distance) for code, distance in _distances(province)]


def _kilometres(one: reference.Province, other: reference.Province) -> int:
    """Great-circle distance by the haversine formula, Earth's mean radius 6,371 km."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    across = math.radians(other.longitude - one.longitude)
    inner = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return round(2 * 6371 * math.asin(math.sqrt(inner)))


def _fee(fee_id: str) -> Fee:
    if fee_id not in fees():
        raise KeyError(f"fee_ids: there is no fee {fee_id} in fees.csv")
    return fees()[fee_id]


def _rows(name: str, row_type: type[Row]) -> Iterator[Row]:
    """Rows of a CSV file as `row_type`. `x_th` and `x_en` make one text; `;` separates a list.

    Raises BadCatalogue with the line's number.
    """
    lists = {field.name for field in msgspec.structs.fields(row_type) if "tuple" in str(field.type)}
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        for line, cells in enumerate(csv.DictReader(file), start=2):
            try:
                yield msgspec.convert(_shape(cells, lists), row_type, strict=False)
            except msgspec.ValidationError as wrong:
                raise BadCatalogue(f"{name}, line {line}: {wrong}") from wrong


def _shape(cells: dict[str, str], lists: set[str]) -> dict[str, Any]:
    shaped: dict[str, Any] = {}
    for column, cell in cells.items():
        if column in lists:
            shaped[column] = tuple(part for part in cell.split(";") if part)
        elif column.endswith("_en"):
            thai = cells.get(f"{column[:-3]}_th", "")
            shaped[column[:-3]] = Text(thai, cell) if cell or thai else None
        elif not column.endswith("_th"):
            shaped[column] = cell if cell or column in TEXT_COLUMNS else None
    return shaped


TEXT_COLUMNS = {"note", "province", "postcode", "iso3", "later_note", "track"}
