"""Whether a schedule of fees covers everything that can be charged under it."""

from collections.abc import Iterator

from workpermit.catalogue.definition import Fee, Service, Step
from workpermit.catalogue.fees import CHANGE, TERM, YEAR
from workpermit.catalogue.kinds import Track


def fee_mistakes(service: Service) -> Iterator[str]:
    """Every gap of the schedule: a term that no step covers, a change or a track without its fee."""
    if Step.PERMIT_FEE not in service.route:
        return
    for kind in sorted({fee.kind for fee in service.fees if fee.kind in TERM}):
        yield from _steps(service, kind, [fee for fee in service.fees if fee.kind == kind])
    yield from _changes(service)


def _steps(service: Service, kind: str, fees: list[Fee]) -> Iterator[str]:
    flat = [fee for fee in fees if fee.months_up_to is None]
    terms = sorted(fee.months_up_to for fee in fees if fee.months_up_to is not None)
    if flat and (terms or len(flat) > 1):
        yield f"fee_ids: {kind} has a flat fee beside other fees, so that two amounts fit one term"
    for term in sorted({term for term in terms if terms.count(term) > 1}):
        yield f"fee_ids: {kind} has two steps of {term} months"
    if flat or service.track is Track.COHORT:
        return
    longest = service.longest_months
    needed = YEAR if longest is None or longest >= YEAR else longest
    if not terms or terms[-1] < needed:
        yield f"fee_ids: {kind} has a gap: no step covers a term of {needed} months"
    elif terms[-1] > YEAR:
        yield f"fee_ids: {kind} has a step of more than {YEAR} months, which the rule for longer terms does not know"
    elif (longest is None or longest > YEAR) and YEAR not in terms:
        yield f"fee_ids: {kind} has a gap: longer terms need a step of {YEAR} months"
    known = [fee.satang for fee in sorted(fees, key=lambda fee: fee.months_up_to or 0) if fee.satang is not None]
    if known != sorted(known):
        yield f"fee_ids: {kind} makes a longer term cheaper than a shorter one"


def _changes(service: Service) -> Iterator[str]:
    """Every thing that the form lets change has its fee on every track that the form knows."""
    there = {(fee.kind, fee.track) for fee in service.fees}
    tracks = _options(service, "permit", "track") or [service.track.value]
    kinds = [f"{CHANGE}{item}" for item in _options(service, "change", "items")]
    kinds += sorted({fee.kind for fee in service.fees if fee.kind.startswith(("substitute", CHANGE))} - {*kinds})
    for kind in kinds:
        for track in tracks:
            if (kind, track) not in there and (kind, Track.NONE) not in there:
                yield f"fee_ids: there is no fee {kind} for the track {track or 'of all'}"


def _options(service: Service, section_id: str, field_id: str) -> list[str]:
    return [
        option.value
        for section in service.sections
        if section.id == section_id
        for field in section.fields
        if field.id == field_id
        for option in field.options
    ]
