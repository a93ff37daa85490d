"""Filing: the responsible office, a number, a day for the answer, words that nobody but the vault opens."""

from datetime import date

import pytest
from django.db import connection, transaction

from tests import make
from tests.complaints.make import WORDS, filed
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import WrongRole
from workpermit.casework.queries import list_entries
from workpermit.complaints import services
from workpermit.complaints.models import Complaint
from workpermit.complaints.queries import get_complaint, list_own_complaints
from workpermit.complaints.rules import ComplaintAboutNothing, ComplaintSaysNothing, TooManyComplaints
from workpermit.complaints.topics import About, UnknownTopic, all_topics
from workpermit.core.actors import Actor
from workpermit.core.ids import is_number, uuid7
from workpermit.core.languages import LANGUAGES
from workpermit.letters.models import Letter
from workpermit.zones.logins import PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_a_complaint_gets_a_number_an_office_a_day_and_a_letter() -> None:
    complaint = filed()

    assert is_number(complaint.number)
    assert (complaint.status, complaint.office, complaint.due_on) == ("filed", "O-10", date(2026, 12, 8))
    (letter,) = Letter.objects.filter(root=complaint.pk)
    assert (letter.template, letter.account) == ("complaint_filed", make.APPLICANT.id)
    assert letter.facts == {"number": complaint.number, "until": "2026-12-08"}
    assert list_entries(complaint.pk)[0].act == "file_complaint"


def test_no_table_has_the_words_in_clear() -> None:
    complaint = filed()

    with connection.cursor() as cursor:
        for table in ("complaints_complaint", "letters_letter", "sealing_sealedrecord", "casework_auditentry"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")
            (said,) = cursor.fetchone() or ("",)
            assert WORDS not in str(said)
            assert WORDS.encode().hex() not in str(said)
    assert complaint.words


@pytest.mark.parametrize(
    ("topic", "about", "office"), [("centre_service", make.CENTRE, "O-10"), ("office_conduct", "O-50", "O-50")]
)
def test_the_office_follows_from_what_it_is_about(topic: str, about: str, office: str) -> None:
    assert filed(topic=topic, about=about).office == office


def test_a_case_goes_to_the_office_that_has_it() -> None:
    application = make.application(status="submitted")

    assert filed(topic="case_slow", about=str(application.number)).office == "O-10"
    assert filed(topic="payment", about=str(application.number), by=make.WORKER).office == "O-10"


def test_nobody_complains_about_a_case_that_is_not_theirs() -> None:
    application = make.application(status="submitted")

    with pytest.raises(ComplaintAboutNothing):
        filed(topic="case_slow", about=str(application.number), by=make.STRANGER)


@pytest.mark.parametrize(
    ("topic", "about"), [("centre_service", "X"), ("office_conduct", ""), ("case_slow", ""), ("payment", "1")]
)
def test_what_it_is_about_must_be_there(topic: str, about: str) -> None:
    with pytest.raises(ComplaintAboutNothing):
        filed(topic=topic, about=about)
    assert Complaint.objects.count() == 0


def test_a_subject_that_is_not_published_is_refused() -> None:
    with pytest.raises(UnknownTopic):
        filed(topic="weather")


@pytest.mark.parametrize("words", ["", "  \n ", "x" * 4001])
def test_it_says_something_and_not_too_much(words: str) -> None:
    with pytest.raises(ComplaintSaysNothing):
        services.file_complaint(
            complaint=uuid7(), subject=uuid7(), topic="office_conduct", about="O-10", words=words, by=make.APPLICANT,
            at=make.NOON,
        )  # fmt: skip


def test_a_form_that_is_sent_twice_files_one() -> None:
    first = filed()

    again = services.file_complaint(
        complaint=first.pk, subject=first.subject, topic=first.topic, about=first.about, words="other",
        by=make.APPLICANT, at=make.NOON,
    )  # fmt: skip

    assert (again.pk, again.words) == (first.pk, first.words)
    assert Complaint.objects.count() == 1


def test_ten_may_be_open_and_a_closed_one_makes_room() -> None:
    complaints = [filed() for _ in range(10)]
    with pytest.raises(TooManyComplaints):
        filed()

    services.close_complaint(complaint=complaints[0], by=make.APPLICANT, at=make.NOON)

    assert filed().status == "filed"


@pytest.mark.parametrize("by", [make.OPERATOR_CLERK, make.REGISTRAR])
def test_staff_file_none(by: Actor) -> None:
    with pytest.raises(WrongRole):
        filed(by=by)


def test_each_account_finds_its_own() -> None:
    complaint = filed()

    assert list_own_complaints(seen_by=make.STRANGER) == []
    with pytest.raises(Complaint.DoesNotExist):
        get_complaint(complaint.pk, seen_by=make.STRANGER)
    with pytest.raises(Complaint.DoesNotExist):
        get_complaint(complaint.pk, seen_by=Actor(uuid7(), make.REGISTRAR.role, "O-50"))


def test_the_database_shows_each_account_its_own_alone() -> None:
    filed()
    filed(by=make.STRANGER)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.account', %s, true)", [str(make.APPLICANT.id)])
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
        cursor.execute("SELECT account FROM complaints_complaint")
        seen = cursor.fetchall()
        cursor.execute("RESET ROLE")

    assert [account for (account,) in seen] == [make.APPLICANT.id]


def test_every_subject_is_named_in_every_language() -> None:
    topics = all_topics().values()

    assert {one.about for one in topics} == set(About)
    for topic in topics:
        assert set(topic.names) == set(LANGUAGES)
        assert len(set(topic.names.values())) == len(LANGUAGES)


def test_a_case_without_an_office_has_nobody_to_complain_to() -> None:
    application = make.application(status="submitted")
    Application.objects.filter(pk=application.pk).update(office="")

    with pytest.raises(ComplaintAboutNothing):
        filed(topic="case_slow", about=str(application.number))
