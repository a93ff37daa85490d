"""Stops of the mobile units: published and called off by a policy officer."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from workpermit.casework.lifecycle import WrongRole, advance, begin
from workpermit.catalogue.queries import NoSuchPlace, get_province, list_mobile_units
from workpermit.centres.lifecycle import StopAct
from workpermit.centres.models import TourStop
from workpermit.centres.rules import UnitIsElsewhere, check_ahead, check_places, check_stop, check_words
from workpermit.core.actors import Actor, Role


@transaction.atomic
def publish_stop(
    *,
    stop: UUID,
    unit: str,
    province: str,
    place_th: str,
    place_en: str,
    first_day: date,
    last_day: date,
    from_hour: int,
    until_hour: int,
    places: int,
    by: Actor,
    at: datetime,
) -> TourStop:
    """Publish where a mobile unit is on some days; it can be booked from now on. Sent twice, published once.

    Raises NoSuchPlace, DayHasPassed, StopMakesNoSense, PlacesOutOfRange, UnitIsElsewhere or WrongRole.
    """
    if by.role is not Role.POLICY_OFFICER:
        raise WrongRole(f"{by.role} publishes no tour")
    if unit not in {one.code for one in list_mobile_units()}:
        raise NoSuchPlace
    get_province(province)
    check_ahead(first_day, at)
    place_th, place_en = place_th.strip(), place_en.strip()
    check_stop(first_day, last_day, from_hour, until_hour, place_th, place_en)
    check_places(places)
    _hold_unit(unit)
    sent_before = TourStop.objects.filter(pk=stop, published_by=by.id).first()
    if sent_before is not None:
        return sent_before
    if TourStop.objects.filter(unit=unit, first_day__lte=last_day, last_day__gte=first_day).exists():
        raise UnitIsElsewhere
    published = TourStop(
        id=stop, unit=unit, province=province, place_th=place_th, place_en=place_en, first_day=first_day,
        last_day=last_day, from_hour=from_hour, until_hour=until_hour, places=places, published_by=by.id,
    )  # fmt: skip
    begin(published, StopAct.PUBLISH, by=by, at=at)
    return published


def call_off_stop(*, stop: TourStop, reason_th: str, reason_en: str, by: Actor, at: datetime) -> None:
    """The unit does not come. Who has booked is told within seconds and chooses another time, as by a closure.

    Raises NoWords, DayHasPassed, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_ahead(stop.last_day, at)
    check_words(reason_th.strip(), reason_en.strip())
    reasons = {"reason_th": reason_th.strip(), "reason_en": reason_en.strip()}
    advance(stop, StopAct.CALL_OFF, by=by, at=at, changes=reasons)


def _hold_unit(unit: str) -> None:
    """Two officers who publish stops of one unit go one after the other, so that neither overlooks the other's days."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"mobile unit {unit}"])
