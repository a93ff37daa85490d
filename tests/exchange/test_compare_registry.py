"""The government's own question to the register, and what officers see of it."""

import pytest

from tests.exchange import companies
from tests.jobs import queued
from tests.sites.staff import Stage, key_store, sleeping_guards, stage, vault_database
from workpermit.core.actors import Role
from workpermit.exchange.models import RegistryAnswer
from workpermit.exchange.tasks import RegisterIsAway, compare_registry
from workpermit.sites.registrar.dossier import open_for_decision

__all__ = ["key_store", "sleeping_guards", "stage", "vault_database"]
SAME = {
    "employer_number": companies.ENGINEERING,
    "name_th": "บริษัท สยามตัวอย่างวิศวกรรม จำกัด",
    "name_en": "Siam Tuayang Engineering Co., Ltd.",
    "capital": "10000000",
}
pytestmark = pytest.mark.usefixtures("connected")


def compared(stage: Stage, **employer: str) -> tuple[RegistryAnswer, str]:
    """The row of the comparison, and the case page that an officer sees after it."""
    application = stage.in_review(employer=SAME | employer)
    compare_registry(str(application.pk))
    row = RegistryAnswer.objects.get(case=application.pk, asked_by="check")
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    return row, assistant.get(f"/applications/{application.pk}/").content.decode()


def test_the_checks_ask_for_the_comparison(stage: Stage):
    application = stage.in_review()

    assert queued("compare_registry") == [application.pk]


def test_an_employer_as_registered_is_in_order(stage: Stage):
    row, page = compared(stage)

    assert (row.outcome, row.differs, row.standing) == ("answered", [], "operating")
    assert "From the register of companies" in page
    assert "นางสาวตัวอย่าง โรงงาน" in page
    assert "differs from the register" not in page


def test_a_contradiction_is_shown_with_both_values(stage: Stage):
    row, page = compared(stage, capital="90000000")

    assert row.differs == ["capital"]
    assert "What the employer declared differs from the register." in page
    assert "90,000,000.00" in page
    assert "The employer gave no reason." in page


def test_a_dissolved_employer_is_looked_at(stage: Stage):
    _, page = compared(stage, employer_number=companies.DISSOLVED)

    assert "The register does not call the employer operating." in page


def test_a_number_that_is_not_registered_is_looked_at(stage: Stage):
    row, page = compared(stage, employer_number=companies.UNKNOWN)

    assert row.record is None
    assert "no juristic person with the number" in page


def test_a_register_that_is_away_is_asked_again_and_said_once(stage: Stage):
    application = stage.in_review(employer=SAME | {"employer_number": companies.BROKEN})
    for _ in range(2):
        with pytest.raises(RegisterIsAway):
            compare_registry(str(application.pk))

    assert RegistryAnswer.objects.get(case=application.pk).outcome == "unavailable"
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    assert "has not answered yet" in assistant.get(f"/applications/{application.pk}/").content.decode()


def test_a_person_is_not_compared(stage: Stage):
    application = stage.in_review(employer={"employer_kind": "person", "employer_number": companies.PERSON})

    compare_registry(str(application.pk))

    assert not RegistryAnswer.objects.exists()


def test_the_entry_is_part_of_the_dossier_that_a_decision_is_bound_to(stage: Stage):
    application = stage.recommended(employer=SAME)
    compare_registry(str(application.pk))
    row = RegistryAnswer.objects.get(case=application.pk)
    registrar = stage.officer(Role.REGISTRAR)

    answers, records, _root = open_for_decision(application, stage.world.sign_in(registrar, "registrar").token)

    assert row.record in records
    assert records == sorted(records)  # the vault refuses a dossier in any other order
    assert answers["employer"]["employer_number"] == companies.ENGINEERING
