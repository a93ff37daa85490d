"""The register's facts about an employer in words, the same for the employer and for officers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workpermit.catalogue.queries import get_province
from workpermit.exchange.facts import EmployerFacts
from workpermit.sites.parts import Fact
from workpermit.sites.templatetags.show import baht, day, said

STATUSES: dict[str, str | Promise] = {
    "operating": pgettext_lazy("register", "Operating"),
    "dissolved": pgettext_lazy("register", "Dissolved"),
    "liquidated": pgettext_lazy("register", "Liquidation completed"),
    "struck_off": pgettext_lazy("register", "Struck off"),
}


def facts_shown(facts: EmployerFacts) -> list[Fact]:
    """Terms and values in the order in which a certificate of registration has them; what is empty is left out."""
    province = said(get_province(facts.province).name) if facts.province else ""
    rows = [
        Fact(_("Registered name"), facts.name_th),
        Fact(_("Registered name in English"), facts.name_en),
        Fact(_("Status in the register"), STATUSES.get(facts.status, facts.status_text)),
        Fact(_("Registered on"), day(facts.registered_on)),
        Fact(_("Registered capital"), baht(facts.capital)),
        Fact(_("Paid-up capital"), baht(facts.paid_up)),
        Fact(_("Business (TSIC code)"), f"{facts.business} ({facts.tsic})" if facts.tsic else facts.business),
        Fact(_("Registered address"), " ".join(one for one in (facts.address, province) if one)),
        Fact(_("Directors"), ", ".join(facts.directors)),
    ]
    return [one for one in rows if one.value]
