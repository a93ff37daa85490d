"""The assistant registrar recommends; that decides nothing."""

import pytest

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.core.actors import Actor
from workpermit.decisions import services
from workpermit.decisions.models import Outcome, Recommendation
from workpermit.decisions.queries import find_decision, latest_recommendation
from workpermit.decisions.rules import ReasonMissing, UnknownReason
from workpermit.letters.queries import list_letters
from workpermit.sealing.models import SealedRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def recommend(application: Application, outcome: Outcome, reasons: list[str], words: str = "") -> Recommendation:
    return services.recommend_application(
        application=application,
        outcome=outcome,
        reasons=reasons,
        words=words,
        by=make.ASSISTANT_REGISTRAR,
        at=make.NOON,
    )


def test_a_recommendation_passes_the_application_to_the_registrar() -> None:
    application = make.application(status=Status.IN_REVIEW)

    recommendation = recommend(application, Outcome.GRANTED, [])

    assert application.status == Status.RECOMMENDED
    assert latest_recommendation(application.pk) == recommendation
    assert find_decision(application.pk) is None
    assert "application_recommended" in {letter.template for letter in list_letters(application.pk)}


def test_the_words_are_sealed() -> None:
    application = make.application(status=Status.IN_REVIEW)

    recommendation = recommend(application, Outcome.REFUSED, ["capital_below"], words=make.WORDS)

    assert make.WORDS not in repr(Recommendation.objects.filter(pk=recommendation.pk).values().get())
    assert recommendation.note is not None
    assert SealedRecord.objects.get(pk=recommendation.note).kind == "reason"


def test_to_recommend_a_refusal_takes_a_reason_of_the_list() -> None:
    application = make.application(status=Status.IN_REVIEW)

    with pytest.raises(ReasonMissing):
        recommend(application, Outcome.REFUSED, [])
    with pytest.raises(UnknownReason):
        recommend(application, Outcome.REFUSED, ["because"])
    with pytest.raises(UnknownReason):
        recommend(application, Outcome.REFUSED, ["capital_below", "answer_unclear"])  # a reason to return

    assert application.status == Status.IN_REVIEW


@pytest.mark.parametrize("somebody", [one for one in make.CAST if one is not make.ASSISTANT_REGISTRAR])
def test_nobody_but_the_assistant_registrar_recommends(somebody: Actor) -> None:
    application = make.application(status=Status.IN_REVIEW)

    with pytest.raises(WrongRole):
        make.recommend(application, by=somebody)

    assert latest_recommendation(application.pk) is None


def test_the_second_of_two_assistants_is_told_that_the_case_has_moved() -> None:
    application = make.application(status=Status.IN_REVIEW)
    stale_copy = Application.objects.get(pk=application.pk)
    make.recommend(application)

    with pytest.raises(CaseHasMoved):
        make.recommend(stale_copy, outcome=Outcome.REFUSED)

    assert Recommendation.objects.count() == 1


def test_before_the_checks_are_done_nothing_is_recommended() -> None:
    application = make.application(status=Status.CHECKING)

    with pytest.raises(WrongStatus):
        make.recommend(application)
