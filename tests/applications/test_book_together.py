"""Several visits in one act: letters for each, a clear list of those without a place, and twice is once."""

from uuid import UUID

import pytest

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.ready import list_awaiting
from workpermit.applications.services.book_together import TooManyBookedTogether
from workpermit.applications.services.submit_together import NothingChosen
from workpermit.appointments.models import Appointment, GroupBooking
from workpermit.appointments.queries import find_open_appointment
from workpermit.appointments.together import GroupOfAnother
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.letters.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def waiting() -> Application:
    return make.application(status=Status.AWAITING_VISIT)


def book(*chosen: Application, group: UUID | None = None, by: Actor = make.APPLICANT) -> GroupBooking:
    return services.book_together(
        group=group or uuid7(),
        applications=chosen,
        centre=make.CENTRE,
        day=make.WORKING_DAY,
        hour=9,
        spread=False,
        needs=["child", "speaks-my", "speaks-martian"],
        by=by,
        at=make.NOON,
    )


def problems(group: GroupBooking) -> dict[str, str]:
    return {entry["application"]: entry["problem"] for entry in group.entries}


def test_each_gets_a_place_in_its_workers_name_and_both_parties_a_letter() -> None:
    one, other = waiting(), waiting()
    Application.objects.filter(pk=other.pk).update(worker_account=uuid7())
    other.refresh_from_db()

    group = book(one, other)

    assert set(problems(group).values()) == {""}
    places = {found.worker for found in Appointment.objects.all()}
    assert places == {one.worker_account, other.worker_account}
    assert Letter.objects.filter(template="appointment_booked").count() == 4
    assert list_awaiting(seen_by=make.APPLICANT) == []


def test_what_the_visitors_need_is_kept_as_codes_that_there_are() -> None:
    application = waiting()

    book(application)

    found = find_open_appointment(application.pk)
    assert found is not None
    assert found.needs == ["child", "speaks-my"]


def test_what_a_rule_keeps_out_is_named_and_the_others_are_booked() -> None:
    ready, early = waiting(), make.application(status=Status.GRANTED)

    group = book(ready, early)

    assert problems(group) == {str(ready.pk): "", str(early.pk): "NoVisitDue"}
    assert find_open_appointment(early.pk) is None


def test_the_same_group_sent_twice_books_once() -> None:
    one, other, group = waiting(), make.application(status=Status.GRANTED), uuid7()
    first = book(one, group=group)

    again = book(other, group=group)

    assert problems(again) == problems(first)
    assert Appointment.objects.count() == 1


def test_the_group_of_somebody_else_is_refused() -> None:
    group = book(waiting())

    with pytest.raises(GroupOfAnother):
        book(waiting(), group=group.pk, by=make.STRANGER)


def test_at_least_one_and_fifty_at_most() -> None:
    with pytest.raises(NothingChosen):
        book()
    with pytest.raises(TooManyBookedTogether):
        book(*[Application(id=uuid7())] * 51)
