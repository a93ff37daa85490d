"""What a service costs and how long its parts take, in words for its page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from workpermit.catalogue.definition import Certainty, Fee, Service, Window

DAY = 86400  # seconds


@dataclass(frozen=True, slots=True)
class Price:
    """A fee with the words for what it is for; `satang` is None where no source gives the amount."""

    name: str | Promise
    satang: int | None
    uncertain: bool


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
    free: bool


def service_facts(service: Service) -> ServiceFacts:
    """Fees and periods of a service."""
    prices = [Price(_price_name(fee), fee.satang, fee.certainty is not Certainty.HIGH) for fee in service.fees]
    windows = service.windows
    periods = [
        Period(name, in_words(window))
        for name, window in (
            (_("A draft is kept for"), windows.draft),
            (_("The worker's invitation works for"), windows.invitation),
            (_("The filing fee is due within"), windows.filing_fee),
            (_("A correction is due within"), windows.correction),
            (_("The permit fee is due within"), windows.permit_fee),
        )
        if window
    ]
    free = all(price.satang == 0 for price in prices)
    return ServiceFacts(prices, periods, any(price.uncertain for price in prices) and not free, free)


def in_words(window: Window) -> str:
    """`7 days`, `1 hour`, `30 seconds`."""
    seconds = window.seconds
    if seconds % DAY == 0:
        return ngettext("%(count)d day", "%(count)d days", seconds // DAY) % {"count": seconds // DAY}
    if seconds % 3600 == 0:
        return ngettext("%(count)d hour", "%(count)d hours", seconds // 3600) % {"count": seconds // 3600}
    return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}


def _price_name(fee: Fee) -> str | Promise:
    if fee.kind == "filing":
        return _("For filing")
    if fee.kind == "notice":
        return _("For giving notice")
    months = fee.months_up_to or 0
    text = ngettext("For a permit of up to %(count)d month", "For a permit of up to %(count)d months", months)
    return text % {"count": months}
