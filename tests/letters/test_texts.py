"""Every text fills in, in every language, with what its own act provides."""

import ast
from collections import defaultdict
from datetime import timedelta
from itertools import product
from pathlib import Path
from string import Template

import pytest

from tests import make
from tests.complaints import make as complaints
from tests.fees.pay import basket_notice
from tests.oversight.make import COHORT, publish
from tests.oversight.test_extension import SERVICE, later, short_cohort
from tests.questions.make import answer, ask
from tests.work_notices.make import filed_notice
from workpermit.applications import services as applications
from workpermit.applications.letters import tell, tell_accounts, tell_elsewhere
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.tasks import end_windows
from workpermit.appointments.models import Appointment
from workpermit.appointments.waiting import offer_place
from workpermit.core.actors import SYSTEM
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.core.languages import FURTHER, LANGUAGES
from workpermit.fees.queries import find_bill
from workpermit.letters.code_letter import code_texts, write_code_letter
from workpermit.letters.models import Letter
from workpermit.letters.services import tell_of_passkey
from workpermit.letters.texts import all_texts, further_texts, write_letter
from workpermit.letters.words import words_of
from workpermit.oversight.subjects import Kind
from workpermit.oversight.tasks import tell_next
from workpermit.permits.models import Permit
from workpermit.permits.reminding import list_due_reminders, remind
from workpermit.questions import services as services_of_questions
from workpermit.sealing.services import public_keys
from workpermit.work_notices.services import acknowledge_notice

CODE = Path(__file__).parents[2] / "workpermit"
TEMPLATES = sorted(all_texts().keys() - {"frame"})
CONTACT = {"name": "อรทัย ตัวอย่าง", "email": "orathai@example.com"}


def names_used(template: str, language: str) -> set[str]:
    text = all_texts()[template][language]
    return {name for part in ("subject", "body") for name in Template(text[part]).get_identifiers()}


def templates_in_code() -> set[str]:
    """What the functions that queue a letter are given as its template, wherever it is written out."""
    found = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id=("tell" | "tell_accounts" | "tell_elsewhere" | "queue_letter" | "queue_letters"))
                ):
                    found |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def test_every_template_that_the_code_queues_has_a_text_and_no_text_is_idle() -> None:
    assert templates_in_code() == set(TEMPLATES)


@pytest.mark.parametrize("template", ["frame", *TEMPLATES])
def test_every_text_exists_in_every_language_with_the_same_words_to_fill_in(template: str) -> None:
    texts = all_texts()[template]

    assert texts.keys() == LANGUAGES.keys(), "Add it to letters/languages/<language>.toml (docs/translating.md)."
    assert all(texts[language].keys() == {"subject", "body"} for language in LANGUAGES)
    for part in ("subject", "body"):
        used = {language: sorted(Template(texts[language][part]).get_identifiers()) for language in LANGUAGES}
        assert all(names == used["en"] for names in used.values()), used


@pytest.mark.parametrize("language", FURTHER)
def test_a_further_language_has_the_sign_in_code_and_no_text_of_its_own(language: str) -> None:
    assert further_texts()[language].keys() == {*TEMPLATES, "frame", "sign_in_code"}
    assert code_texts().keys() == LANGUAGES.keys()
    said, english = (code_texts()[one] for one in (language, "en"))
    for part in ("subject", "body"):
        assert set(Template(said[part]).get_identifiers()) == set(Template(english[part]).get_identifiers())


def test_a_language_without_texts_gets_the_letter_in_english_and_nobody_without_a_language_does() -> None:
    words = defaultdict(str, name="x", code="01234567", site="y")

    assert write_letter("application_lapsed", "xx", words) == write_letter("application_lapsed", "en", words)
    assert write_code_letter("xx", name="x", code="01234567", site="y").subject == code_texts()["en"]["subject"]
    assert write_code_letter("", name="x", code="01234567", site="y").subject == code_texts()["th"]["subject"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_subject_names_no_person_and_quotes_no_words(template: str) -> None:
    # A subject is shown on locked screens and kept in the logs of mail servers.
    for language in LANGUAGES:
        used = set(Template(all_texts()[template][language]["subject"]).get_identifiers())
        assert not used & {"name", "words", "reasons"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_a_letter_with_few_facts_still_fills_in(template: str, language: str) -> None:
    make.service()
    facts = {"service": "s59_new", "number": "6900000000001"}
    letter = Letter(template=template, root=uuid7(), account=uuid7(), facts=facts, queued_at=make.NOON)

    text = write_letter(template, language, words_of(letter, {}, CONTACT, language))

    assert text.subject
    assert "$" not in text.subject + text.body
    assert f"/{letter.root}/" in text.body


def test_a_missing_word_is_a_fault_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        write_letter("application_submitted", "th", {"name": "x"})


@pytest.fixture
def letters(objects: Path) -> list[Letter]:
    """One letter of each kind, as the acts themselves queued them."""
    make.application(status=Status.ISSUED, service_id="s46_mou_request")
    changed = make.application(status=Status.AWAITING_VISIT, service_id="change_44_45")
    applications.pass_visit(application=changed, identified=False, at=make.NOON)
    make.application(status=Status.IDENTITY_CONFIRMED, service_id="s60_1_mou_overseas")
    for status in (Status.ISSUED, Status.REFUSED, Status.RETURNED):
        application = make.application(status=status)
    applications.resubmit_application(application=application, method="passkey", by=make.APPLICANT, at=make.NOON)
    applications.withdraw_application(application=application, by=make.APPLICANT, at=make.NOON)
    asked = make.application(status=Status.IN_REVIEW)
    answer(ask(asked), asked)
    services_of_questions.take_back_question(
        question=ask(asked), application=asked, by=make.ASSISTANT_REGISTRAR, at=make.NOON
    )
    unpaid = make.application(status=Status.SUBMITTED)
    applications.lapse_application(application=unpaid, at=unpaid.due_at)  # type: ignore[arg-type]
    bill = find_bill(make.application(status=Status.SUBMITTED).pk, "F1")
    assert bill is not None
    applications.record_payment(make.notice(bill, satang=bill.satang + 1), at=make.NOON)
    together = applications.submit_together(
        basket=uuid7(),
        applications=[make.complete(make.application())],
        method="passkey",
        by=make.APPLICANT,
        at=make.NOON,
    )
    applications.record_payment(basket_notice(together, 1), at=make.NOON)
    acknowledge_notice(notice=filed_notice(), receipt="header.payload.signature", at=make.NOON)
    _visit()
    _extend()
    complaints.answered()
    tell_of_passkey(account=make.APPLICANT.id, at=make.NOON)
    _elsewhere(application)
    today = bangkok_date(make.NOON)
    Permit.objects.update(valid_from=today, valid_until=today, issued_at=make.NOON - timedelta(days=300))
    remind(list_due_reminders(make.NOON), keys=public_keys(), at=make.NOON)
    return list({letter.template: letter for letter in Letter.objects.all()}.values())


def _visit() -> None:
    """Booked, moved and missed, booked again and ended by a closure, then not confirmed."""
    application = make.application(status=Status.AWAITING_VISIT)
    appointment = applications.book_visit(
        application=application, centre=make.CENTRE, day=make.WORKING_DAY, hour=9, by=make.APPLICANT, at=make.NOON
    )
    appointment = applications.reschedule_visit(
        application=application,
        appointment=appointment,
        centre=make.CENTRE,
        day=make.WORKING_DAY,
        hour=10,
        by=make.APPLICANT,
        at=make.NOON,
    )
    Appointment.objects.filter(pk=appointment.pk).update(missed_after=make.NOON - timedelta(days=3650))
    end_windows(0)  # reads the real clock
    appointment = applications.book_visit(
        application=application, centre=make.CENTRE, day=make.WORKING_DAY, hour=9, by=make.APPLICANT, at=make.NOON
    )
    applications.displace_visit(appointment=appointment, at=make.NOON)
    waiting = applications.wait_for_place(application=application, centre=make.CENTRE, by=make.APPLICANT, at=make.NOON)
    offered = offer_place(make.CENTRE, make.WORKING_DAY, 10, lot=waiting.pk, at=make.NOON)
    assert offered is not None
    applications.tell_offered(offered, at=make.NOON)
    applications.check_in_by_paper(
        application=application,
        appointment=make.book(application, hour=11),
        visit=uuid7(),
        by=make.OPERATOR_CLERK,
        at=make.NOON,
    )
    tell(application, "card_centre_wanted", by=SYSTEM, at=make.NOON, facts={"permit": "1000000000095"})
    applications.tell_card_by_paper(application=application, centre=make.CENTRE, by=make.OPERATOR_CLERK, at=make.NOON)
    applications.tell_not_confirmed(application=application, centre=make.CENTRE, by=make.OPERATOR_CLERK, at=make.NOON)


def _elsewhere(application: Application) -> None:
    """Somebody joins in the worker's place; a counter knows the worker under another account."""
    draft = make.application()
    for worker in (make.WORKER, make.STRANGER):
        applications.join_application(application=draft.pk, by=worker, at=make.NOON)
    known = [make.STRANGER.id]
    tell_elsewhere(application, "identity_elsewhere", known, at=make.NOON)
    tell_accounts("helped_at_counter", known, {"centre": make.CENTRE}, at=make.NOON)
    tell_elsewhere(application, "permit_ended_elsewhere", known, at=make.NOON, permit="1000000000095")


def _extend() -> None:
    """A group may pay for three days more."""
    short_cohort(make.NOON + timedelta(hours=2))
    make.application(status=Status.SUBMITTED, service_id=SERVICE)
    extended = publish(Kind.COHORT, COHORT, later(make.NOON + timedelta(days=3)))
    tell_next(extended.pk, at=make.NOON)


@pytest.mark.django_db
def test_each_act_provides_every_word_that_its_text_uses(letters: list[Letter]) -> None:
    assert {letter.template for letter in letters} == set(TEMPLATES)

    # In one test, because all these acts take a second.
    for letter, language in product(letters, LANGUAGES):
        sealed = {"words": make.WORDS} if letter.record else {}
        words = words_of(letter, sealed, CONTACT, language)
        lacking = {name for name in names_used(letter.template, language) if not words[name]}
        assert lacking == set(), (letter.template, language)
