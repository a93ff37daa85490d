"""The government's own question to the register, after the automatic checks of a case."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException

from workpermit.answers.queries import list_sections
from workpermit.applications.models import Application
from workpermit.core.text import bare
from workpermit.exchange import inside
from workpermit.exchange.facts import NUMBER, SECTION, is_juristic_number
from workpermit.exchange.inside import Outcome
from workpermit.exchange.queries import CHECK, newest_answer
from workpermit.exchange.services import keep_for_check
from workpermit.sealing.client import VaultUnreachable, vault


class RegisterIsAway(Exception):
    """The register does not answer; the question is asked again later, at growing intervals."""


# After one minute, two, three …: for a day or so.
PATIENT = RetryStrategy(
    max_attempts=50, linear_wait=60, retry_exceptions=[ConnectorException, RegisterIsAway, VaultUnreachable]
)


@app.task(name="compare_registry", queue="check", retry=PATIENT)
def compare_registry(record: str) -> None:
    """Ask the register about the employer of a case and compare with what was declared."""
    application = Application.objects.get(pk=UUID(record))
    section = list_sections(application.pk).get(SECTION)
    if section is None or not inside.is_connected():
        return
    opened = vault("check").open_for(case=application.pk, records=[section.record])["records"]
    declared = opened[str(section.record)]
    number = bare(str(declared.get(NUMBER, "")))
    if not is_juristic_number(number):
        return
    answer = inside.ask(number)
    away = answer.outcome == Outcome.UNAVAILABLE
    before = newest_answer(application.pk, CHECK)
    if not (away and before):  # that the register is away is said once
        subject, at = application.subject, timezone.now()
        keep_for_check(answer, case=application.pk, subject=subject, declared=declared, at=at)
    if away:
        raise RegisterIsAway
