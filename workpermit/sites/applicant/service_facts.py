"""What a service costs and how long its parts take, in words for its page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workpermit.catalogue.definition import Certainty, Fee, Service, Text, Window

DAY = 86400  # seconds


NAMES = {  # of the fees that have no term
    "permit": Text("สำหรับใบอนุญาต", "For the permit"),
    "renewal": Text("สำหรับการต่ออายุ", "For the renewal"),
    "substitute": Text("สำหรับใบแทน", "For a substitute permit"),
    "change_employer": Text("เปลี่ยนหรือเพิ่มนายจ้าง", "For a change of employer"),
    "change_workplace": Text("เปลี่ยนหรือเพิ่มสถานที่ทำงาน", "For a change of workplace"),
    "change_conditions": Text("เปลี่ยนหรือเพิ่มเงื่อนไข", "For a change of conditions"),
    "change_person": Text("เปลี่ยนข้อมูลส่วนตัว", "For a change of personal details"),
    "change_job": Text("เปลี่ยนหรือเพิ่มประเภทงาน", "For a change of the kind of work"),
}


NOTHING_CHARGED = Text(
    "รายการที่ยังไม่ทราบจำนวนเงิน จะไม่เรียกเก็บจนกว่าจะมีประกาศ",
    "Where an amount is not known, nothing is charged until it is published.",
)


@dataclass(frozen=True, slots=True)
class Price:
    """A fee with the words for what it is for; `satang` is None where no source gives the amount.

    `group` names the kind of permit where the fee depends on it.
    """

    name: str | Promise | Text
    satang: int | None
    uncertain: bool
    group: Text | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A period of the procedure in words."""

    name: str | Promise
    text: str


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """The page of a service beside its texts."""

    prices: list[Price]
    periods: list[Period]
    uncertain_prices: bool
    unknown_prices: bool
    free: bool
    nothing_charged: Text = NOTHING_CHARGED


def service_facts(service: Service) -> ServiceFacts:
    """Fees and periods of a service."""
    prices = _prices(service)
    windows = service.windows
    periods = [
        Period(name, in_words(window))
        for name, window in (
            (_("A draft is kept for"), windows.draft),
            (_("The worker's invitation works for"), windows.invitation if _invites(service) else None),
            (_("The filing fee is due within"), windows.filing_fee),
            (_("A correction is due within"), windows.correction),
            (_("An answer to a question is due within"), windows.answer),
            (_("The permit fee is due within"), windows.permit_fee),
        )
        if window
    ]
    free = all(price.satang == 0 for price in prices)
    known = [price for price in prices if price.satang is not None]
    return ServiceFacts(
        prices, periods, any(price.uncertain for price in known) and not free, len(known) < len(prices), free
    )


def _invites(service: Service) -> bool:
    """Whether somebody else than the worker may file, so that the worker is invited."""
    return service.filed_by != ("foreigner",)


def in_words(window: Window) -> str:
    """`7 days`, `1 hour`, `30 seconds`."""
    seconds = window.seconds
    if seconds % DAY == 0:
        return ngettext("%(count)d day", "%(count)d days", seconds // DAY) % {"count": seconds // DAY}
    if seconds % 3600 == 0:
        return ngettext("%(count)d hour", "%(count)d hours", seconds // 3600) % {"count": seconds // 3600}
    return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}


def _prices(service: Service) -> list[Price]:
    """Every fee by its kind of permit; one line for a kind of permit of whose fees none is known."""
    groups = _kinds_of_permit(service)
    prices, told = [], set()
    for fee in service.fees:
        group = groups.get(fee.track.value)
        if group and all(one.satang is None for one in service.fees if one.track is fee.track):
            if fee.track not in told:
                prices.append(Price(group, None, uncertain=True))
            told.add(fee.track)
        else:
            prices.append(Price(_price_name(fee), fee.satang, fee.certainty is not Certainty.HIGH, group))
    return prices


def _kinds_of_permit(service: Service) -> dict[str, Text]:
    """The words with which the form asks for the kind of permit held; empty where it does not ask."""
    options = [
        option
        for section in service.sections
        if section.id == "permit"
        for field in section.fields
        if field.id == "track"
        for option in field.options
    ]
    return {option.value: option.label for option in options}


def _price_name(fee: Fee) -> str | Promise | Text:
    if fee.kind == "filing":
        return _("For filing")
    if fee.kind == "notice":
        return _("For giving notice")
    if fee.months_up_to is None:
        return NAMES[fee.kind]
    months = fee.months_up_to
    text = ngettext("For a permit of up to %(count)d month", "For a permit of up to %(count)d months", months)
    return text % {"count": months}
