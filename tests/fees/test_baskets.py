"""One payment for several bills: exactly once, the exact sum, and nobody else's bill."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from tests import make
from tests.at_once import at_once
from tests.fees.pay import basket_notice
from tests.jobs import queued
from workpermit.casework.lifecycle import CaseHasMoved
from workpermit.core.ids import is_number, new_application_number, uuid7
from workpermit.fees.models import BankNotice, Basket, Bill
from workpermit.fees.queries import basket_of, bills_in, get_basket, list_baskets
from workpermit.fees.services import bill_fee, match_notice, open_basket, void_open_bills
from workpermit.zones.logins import PUBLIC
from workpermit.zones.privileges import PRIVILEGES

pytestmark = pytest.mark.django_db


def basket() -> Basket:
    opened, is_new = open_basket(basket=uuid7(), by=make.APPLICANT, at=make.NOON)
    assert is_new
    return opened


def bill(into: Basket | None, kind: Bill.Kind = Bill.Kind.FILING, satang: int = 10_000) -> Bill:
    return bill_fee(
        application=uuid7(),
        kind=kind,
        number=new_application_number(2569),
        satang=satang,
        due_at=make.NOON,
        by=make.APPLICANT,
        at=make.NOON,
        basket=into,
    )


def outcome(said: BankNotice) -> str:
    return BankNotice.objects.get(pk=said.pk).outcome


def test_one_payment_settles_every_bill_of_its_basket_and_no_other() -> None:
    ours, other = basket(), basket()
    bills = [bill(ours), bill(ours, satang=20_000), bill(ours)]
    bill(other), bill(None)

    settled = match_notice(basket_notice(ours, 40_000), at=make.NOON)

    assert {one.pk for one in settled} == {one.pk for one in bills}
    assert {one.status for one in bills_in(ours)} == {"paid"}
    assert Bill.objects.filter(status="paid").count() == 3
    assert set(queued("sign_fee_receipt")) == {one.pk for one in bills}
    assert is_number(ours.number)


@pytest.mark.parametrize("satang", [10_000, 19_999, 20_001, 30_000])
def test_another_sum_settles_nothing_and_is_kept(satang: int) -> None:
    ours = basket()
    bill(ours), bill(ours)
    said = basket_notice(ours, satang)

    assert match_notice(said, at=make.NOON) == []
    assert outcome(said) == "wrong_amount"
    assert {one.status for one in bills_in(ours)} == {"open"}


def test_what_was_paid_singly_before_is_not_paid_again() -> None:
    ours = basket()
    single, _rest = bill(ours), bill(ours)
    match_notice(make.notice(single), at=make.NOON)
    old_code, new_code = basket_notice(ours, 20_000), basket_notice(ours, 10_000)

    assert match_notice(old_code, at=make.NOON) == []
    assert outcome(old_code) == "wrong_amount"
    assert len(match_notice(new_code, at=make.NOON)) == 1
    assert {one.status for one in bills_in(ours)} == {"paid"}


def test_a_bill_that_is_paid_singly_after_its_basket_is_kept_for_a_refund() -> None:
    ours = basket()
    single = bill(ours)
    match_notice(basket_notice(ours, 10_000), at=make.NOON)
    late = make.notice(single)

    assert match_notice(late, at=make.NOON) == []
    assert outcome(late) == "already_paid"


def test_a_basket_that_is_paid_again_settles_nothing() -> None:
    ours = basket()
    bill(ours)
    match_notice(basket_notice(ours, 10_000), at=make.NOON)
    again = basket_notice(ours, 10_000)

    assert match_notice(again, at=make.NOON) == []
    assert outcome(again) == "already_paid"


def test_a_withdrawn_application_leaves_the_sum() -> None:
    ours = basket()
    gone, _rest = bill(ours), bill(ours)
    void_open_bills(application=gone.application, by=make.APPLICANT, at=make.NOON)

    assert len(match_notice(basket_notice(ours, 10_000), at=make.NOON)) == 1


def test_a_basket_of_which_nothing_is_due_takes_no_payment() -> None:
    ours, empty = basket(), basket()
    void_open_bills(application=bill(ours).application, by=make.APPLICANT, at=make.NOON)
    late, stray = basket_notice(ours, 10_000), basket_notice(empty, 10_000)

    assert match_notice(late, at=make.NOON) + match_notice(stray, at=make.NOON) == []
    assert (outcome(late), outcome(stray)) == ("not_due", "unknown_bill")


def test_a_basket_is_shown_to_its_account_alone_and_as_long_as_something_is_due() -> None:
    ours = basket()
    held = bill(ours)

    assert list_baskets(seen_by=make.APPLICANT) == [ours]
    assert list_baskets(seen_by=make.STRANGER) == []
    assert basket_of(held, seen_by=make.WORKER) is None
    with pytest.raises(Basket.DoesNotExist):
        get_basket(ours.pk, seen_by=make.STRANGER)
    match_notice(basket_notice(ours, 10_000), at=make.NOON)
    assert list_baskets(seen_by=make.APPLICANT) == []


def test_a_basket_is_opened_once_however_often_it_is_asked_for() -> None:
    ours = basket()

    again, is_new = open_basket(basket=ours.pk, by=make.APPLICANT, at=make.NOON)

    assert (again.number, is_new) == (ours.number, False)


# What the database refuses by itself


def test_the_database_holds_no_permit_fee_in_a_basket() -> None:
    with pytest.raises(IntegrityError, match="bill_in_a_basket_is_a_filing_fee"):
        bill(basket(), kind=Bill.Kind.PERMIT)


def test_no_login_moves_a_bill_into_another_basket() -> None:
    granted = {
        column for tables in PRIVILEGES.values() if "fees_bill" in tables for column in tables["fees_bill"].update
    }

    assert "basket_id" not in granted


def put_as_public(account: UUID, into: Basket) -> None:
    """Bill an own application into a basket, as the public zone's own login."""
    application = make.application()
    values = (uuid7(), application.pk, into.pk)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.account', %s, true)", [str(account)])
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
        cursor.execute(
            "INSERT INTO fees_bill (id, status, status_changed_at, application, kind, ref1, satang, billed_at, due_at, "
            "receipt, basket_id) VALUES (%s, casework_status_by('bill', 'open'), now(), %s, 'F1', '1', 1, now(), "
            "now(), '', %s)",
            values,
        )
        cursor.execute("RESET ROLE")


def test_the_public_zone_puts_a_bill_into_an_own_basket() -> None:
    put_as_public(make.APPLICANT.id, basket())


def test_the_public_zone_puts_no_bill_into_anothers_basket() -> None:
    foreign, _new = open_basket(basket=uuid7(), by=make.STRANGER, at=make.NOON)

    with pytest.raises(ProgrammingError, match="row-level security"):
        put_as_public(make.APPLICANT.id, foreign)


# Two at the same moment


@pytest.fixture
def cleared(db: None) -> Iterator[None]:
    """What other connections commit is taken away again; the trail keeps its entries, as it does for everybody."""
    yield

    def clear() -> None:
        Bill.objects.all().delete()
        BankNotice.objects.all().delete()
        Basket.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'sign_fee_receipt'")

    assert at_once(clear) == [None]


@pytest.mark.usefixtures("cleared")
def test_of_two_who_open_the_same_basket_at_once_one_is_the_first() -> None:
    key, found = uuid7(), []

    def submit() -> None:
        with transaction.atomic():
            opened, is_new = open_basket(basket=key, by=make.APPLICANT, at=make.NOON)
            if is_new:
                bill(opened)
        found.append((opened.number, is_new))

    assert at_once(submit, submit) == [None, None]
    assert sorted(is_new for _number, is_new in found) == [False, True]
    assert len({number for number, _new in found}) == 1
    assert Bill.objects.count() == 1


@pytest.mark.usefixtures("cleared")
@pytest.mark.parametrize("_round", range(3))
def test_a_bill_and_its_basket_paid_at_once_are_settled_once(_round: int) -> None:
    made: list[tuple[Bill, BankNotice, BankNotice]] = []

    def prepare() -> None:
        ours = basket()
        single, _rest = bill(ours), bill(ours)
        made.append((single, make.notice(single), basket_notice(ours, 20_000)))

    at_once(prepare)
    ((single, of_single, of_basket),) = made
    ends = at_once(lambda: match_notice(of_single, at=make.NOON), lambda: match_notice(of_basket, at=make.NOON))

    # Whoever comes second either finds it settled or runs into the first; the worker then looks again.
    assert set(ends) <= {None, CaseHasMoved}
    # On a connection that commits: a lock of the test's own transaction would outlast the clearing up.
    for said in (of_single, of_basket):
        assert at_once(lambda said=said: match_notice(BankNotice.objects.get(pk=said.pk), at=make.NOON)) == [None]
    outcomes = {outcome(of_single), outcome(of_basket)}
    assert "waiting" not in outcomes
    assert len(outcomes & {"matched"}) == 1
    assert outcomes & {"wrong_amount", "already_paid"}
    assert Bill.objects.get(pk=single.pk).status == "paid"
