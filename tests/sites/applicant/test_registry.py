"""The employer's section with the register of companies: shown and not asked, disputed, and without an answer."""

import pytest
from django.conf import settings

from tests.exchange import companies
from tests.exchange.conftest import connected, register_url
from tests.sites.applicant.portal import Portal, tree, words
from workpermit.answers.models import Section
from workpermit.exchange.models import RegistryAnswer
from workpermit.exchange.queries import PER_HOUR
from workpermit.sealing.models import SealedRecord

__all__ = ["connected", "register_url"]
KNOWN = ("name_th", "name_en", "business", "capital", "address", "province")
EMPTY = dict.fromkeys(KNOWN, "")


def page(portal: Portal, path: str = "") -> str:
    return words(portal.employer.get(f"{portal.home}sections/employer/{path}"))


def newest(portal: Portal) -> RegistryAnswer:
    return RegistryAnswer.objects.filter(case=portal.case).order_by("-id")[0]


@pytest.mark.usefixtures("connected")
def test_what_the_register_answers_is_shown_and_need_not_be_typed(portal: Portal):
    answer = portal.begin().answer("employer", act="ask", employer_number=companies.WORKS, **EMPTY)

    assert answer["Location"] == f"{portal.home}sections/employer/?asked=1"
    shown = page(portal, "?asked=1")
    assert "Tuayang Karnchang Co., Ltd." in shown
    assert "From the Department of Business Development" in shown
    assert "นางสาธิต ใจดี" in shown
    assert portal.answer("employer", version=1, employer_number=companies.WORKS, **EMPTY)["Location"].endswith(
        "worker/"
    )
    assert Section.objects.get(case=portal.case).complete


@pytest.mark.usefixtures("connected")
def test_asking_alone_is_no_mistake(portal: Portal):
    portal.begin().employer.post(
        f"{portal.home}sections/employer/",
        {"employer_kind": "juristic", "employer_number": companies.WORKS, "version": "0", "act": "ask"},
    )

    assert not tree(portal.employer.get(f"{portal.home}sections/employer/?asked=1")).xpath("//*[@class='summary']")


@pytest.mark.usefixtures("connected")
def test_another_value_needs_a_reason_and_keeps_it(portal: Portal):
    typed = {"employer_number": companies.WORKS, **EMPTY, "capital": "15000000"}

    refused = portal.begin().answer("employer", **typed)
    assert refused.status_code == 422
    assert "Your answers differ from the register" in words(refused)
    disputed = portal.answer("employer", version=1, registry_dispute="Raised in May, not yet registered", **typed)

    assert disputed["Location"].endswith("worker/")
    assert (newest(portal).differs, newest(portal).disputed) == (["capital"], True)
    assert "Raised in May, not yet registered" in page(portal)


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    ("number", "says"),
    [(companies.BROKEN, "does not answer now"), (companies.UNKNOWN, "has no such number")],
)
def test_without_an_answer_the_form_asks_as_ever_and_goes_on(portal: Portal, number: str, says: str):
    assert portal.begin().answer("employer", employer_number=number)["Location"].endswith("worker/")

    assert says in page(portal)
    assert newest(portal).record is None


@pytest.mark.usefixtures("connected")
def test_a_dissolved_company_is_named_so(portal: Portal):
    portal.begin().answer("employer", act="ask", employer_number=companies.DISSOLVED, **EMPTY)

    assert "The register does not call this employer operating" in page(portal)
    assert newest(portal).standing == "dissolved"


@pytest.mark.usefixtures("connected")
def test_another_number_brings_the_entry_of_another_company(portal: Portal):
    portal.begin().answer("employer", employer_number=companies.WORKS, **EMPTY)

    portal.answer(
        "employer",
        version=1,
        registry_number=companies.WORKS,
        employer_number=companies.ENGINEERING,
        **EMPTY | {"name_en": "Tuayang Karnchang Co., Ltd.", "capital": "10000000"},
    )

    assert newest(portal).differs == []
    assert "Siam Tuayang Engineering Co., Ltd." in page(portal)
    assert "Karnchang" not in page(portal)


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    "typed", [{"employer_number": companies.PERSON}, {"employer_kind": "person", "employer_number": companies.WORKS}]
)
def test_a_person_is_never_looked_up(portal: Portal, typed: dict[str, str]):
    portal.begin().answer("employer", **typed)

    assert not RegistryAnswer.objects.exists()


@pytest.mark.usefixtures("connected")
def test_what_is_saved_by_itself_asks_nobody(portal: Portal):
    portal.begin().answer("employer", act="autosave", employer_number=companies.WORKS)

    assert not RegistryAnswer.objects.exists()


@pytest.mark.usefixtures("connected")
def test_an_account_asks_so_often_in_an_hour_and_then_types(portal: Portal):
    portal.begin().answer("employer", employer_number=companies.WORKS, **EMPTY)
    row = newest(portal)
    RegistryAnswer.objects.bulk_create(
        RegistryAnswer(
            case=row.case, account=row.account, asked_by="form", outcome="unavailable", asked_at=row.asked_at
        )
        for _ in range(PER_HOUR)
    )

    portal.answer("employer", version=1, employer_number=companies.WORKS)

    assert newest(portal).outcome == "unavailable"


@pytest.mark.usefixtures("connected")
def test_what_the_register_says_is_sealed(portal: Portal):
    portal.begin().answer("employer", employer_number=companies.WORKS, **EMPTY)

    row = newest(portal)
    assert SealedRecord.objects.get(pk=row.record).kind == "registry"
    assert "Karnchang" not in str(row.__dict__)
    assert companies.WORKS not in str(row.__dict__)


def test_an_installation_without_a_register_asks_as_ever(portal: Portal):
    assert "registry" not in settings.EWP
    portal.begin().answer("employer", employer_number=companies.WORKS)

    assert "Ask the register" not in page(portal)
    assert not RegistryAnswer.objects.exists()
