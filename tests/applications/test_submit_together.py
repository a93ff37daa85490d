"""Several applications in one go: each for itself, what is kept out is named, and twice is once."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests import make
from tests.fees.pay import basket_notice
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.ready import list_chosen, list_ready
from workpermit.applications.rules import StrongerSignInNeeded
from workpermit.applications.services.submit_together import NothingChosen, TooManyTogether
from workpermit.casework.queries import list_entries
from workpermit.core.ids import is_number, uuid7
from workpermit.fees.models import Basket, Bill
from workpermit.fees.queries import bills_in
from workpermit.letters.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def together(*drafts: Application, basket: UUID | None = None, method: str = "national") -> Basket:
    return services.submit_together(
        basket=basket or uuid7(), applications=list(drafts), method=method, by=make.APPLICANT, at=make.NOON
    )


def complete() -> Application:
    return make.complete(make.application())


def now(draft: Application) -> Application:
    return Application.objects.get(pk=draft.pk)


def pay(basket: Basket, satang: int) -> list[Bill]:
    return services.record_payment(basket_notice(basket, satang), at=make.NOON)


def test_each_application_gets_its_own_number_receipt_job_and_bill() -> None:
    drafts = [complete(), complete()]

    basket = together(*drafts)

    numbers = {now(draft).number for draft in drafts}
    assert len(numbers) == 2
    assert all(is_number(number or "") for number in numbers)
    assert {bill.ref1 for bill in bills_in(basket)} == numbers
    assert [entry["problem"] for entry in basket.entries] == ["", ""]
    assert all("submit" in {entry.act for entry in list_entries(draft.pk)} for draft in drafts)


def test_what_a_rule_keeps_out_is_named_and_the_others_are_submitted() -> None:
    whole, half = complete(), make.application()

    basket = together(whole, half)

    assert (now(whole).status, now(half).status) == (Status.SUBMITTED, Status.DRAFT)
    problems = {entry["application"]: entry["problem"] for entry in Basket.objects.get(pk=basket.pk).entries}
    assert problems == {str(whole.pk): "", str(half.pk): "NotComplete"}


def test_the_hour_that_a_rule_names_is_kept_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from workpermit.applications import rules

    def closed(*_args: object) -> None:
        raise rules.CohortClosed(make.NOON)

    monkeypatch.setattr(rules, "check_cohort", closed)

    (entry,) = together(complete()).entries

    assert (entry["problem"], entry["moment"]) == ("CohortClosed", make.NOON.isoformat())


def test_the_same_basket_again_submits_nothing_more() -> None:
    first, second = complete(), complete()
    basket = together(first)

    again = together(first, second, basket=basket.pk)

    assert again.entries == basket.entries
    assert now(second).status == Status.DRAFT
    assert Bill.objects.count() == 1


def test_a_draft_in_two_baskets_is_submitted_in_the_first() -> None:
    draft = complete()
    stale_copy = now(draft)
    first = together(draft)

    second = together(stale_copy)

    assert [entry["problem"] for entry in second.entries] == ["CaseHasMoved"]
    assert (len(bills_in(first)), len(bills_in(second))) == (1, 0)


def test_anothers_draft_stays_a_draft() -> None:
    foreign = make.complete(make.application())
    Application.objects.filter(pk=foreign.pk).update(filing_account=make.STRANGER.id)

    basket = together(now(foreign))

    assert [entry["problem"] for entry in basket.entries] == ["NotTheFiler"]
    assert list_chosen([foreign.pk], seen_by=make.APPLICANT) == []


def test_one_payment_starts_the_checks_of_all() -> None:
    drafts = [complete(), complete()]
    basket = together(*drafts)

    assert len(pay(basket, 20_000)) == 2
    assert {now(draft).status for draft in drafts} == {Status.CHECKING}
    assert Letter.objects.filter(template="filing_fee_paid").values("root").distinct().count() == 2


def test_a_wrong_sum_starts_nothing_and_is_told_to_the_filer_once() -> None:
    drafts = [complete(), complete()]
    basket = together(*drafts)

    assert pay(basket, 19_900) == []
    assert {now(draft).status for draft in drafts} == {Status.SUBMITTED}
    (letter,) = Letter.objects.filter(template="basket_of_wrong_amount")
    assert (letter.account, letter.root, letter.facts["number"]) == (make.APPLICANT.id, basket.pk, basket.number)
    assert letter.facts["satang"] == 19_900


def test_an_email_code_is_not_enough() -> None:
    with pytest.raises(StrongerSignInNeeded):
        together(complete(), method="code")
    assert Basket.objects.count() == 0


def test_nothing_and_too_much_open_no_basket() -> None:
    with pytest.raises(NothingChosen):
        together()
    with pytest.raises(TooManyTogether):
        together(*[Application(id=uuid7()) for _ in range(51)])
    assert Basket.objects.count() == 0


def test_the_list_names_what_is_ready_and_counts_the_rest() -> None:
    ready, changed = complete(), complete()
    make.answer_again(changed, "job")  # the worker must confirm again
    make.application()
    make.application(status=Status.SUBMITTED, at=make.NOON + timedelta(minutes=1))

    drafts = list_ready(seen_by=make.APPLICANT)

    assert [one.pk for one in drafts.ready] == [ready.pk]
    assert drafts.others == 2
    assert list_ready(seen_by=make.STRANGER).ready == []
