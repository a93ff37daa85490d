"""The running system, seen through the eyes of people and of enemies."""

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from tests.adversary.doors import Visitor
from tests.adversary.realm import Realm
from tests.system import System
from tests.vault.conftest import databases, store, world
from workpermit.cli.walk.notices import tell_notices
from workpermit.cli.walk.persona import Persona
from workpermit.cli.walk.story import Story
from workpermit.core.calendar import bangkok_date

# A vault on a clock that the test sets, where time itself is the attack.
__all__ = ["databases", "realm", "store", "world"]


@pytest.fixture(scope="session")
def realm(system: System) -> Iterator[Realm]:
    one = Realm(system)
    yield one
    one.close()


@pytest.fixture(scope="session")
def persona() -> Persona:
    return Persona(
        bangkok_date(datetime.now(UTC)),
        employer_number="0990555000097",  # not in the register, which would answer in place of what is looked for
        given_names="QUILLANA XOCHI",
        family_name="ZVYAGINTSEVA",
        passport_number="QX9081726",
        birth_date=date(1979, 10, 27),
        email="quillana.zvyagintseva@canary.example",
        phone="0917364528",
        employer_email="kanari.personnel@canary.example",
        extra={
            "employer": {
                "name_th": "บริษัท นกขมิ้นทดสอบ จำกัด",
                "name_en": "Kanari Thotsop Company",
                "address": "77/31 ถนนนกขมิ้น",
            },
            "worker": {"address": "405/9 ซอยนกขมิ้นเหลือง แขวงทดสอบ"},
            "job": {"title": "Kanari instrument maker", "duties": "Builds kanari cages that nobody has ever ordered."},
            "workplace": {"name": "โรงงานนกขมิ้น", "address": "88/12 ถนนนกขมิ้นใต้"},
        },
    )


@pytest.fixture(scope="session")
def walked(realm: Realm, persona: Persona) -> Story:
    """The story of the persona, told to its end: the clerk and the worker have read these very values."""
    with telling(Story(realm.system.run, persona, say=lambda text: None)) as story:
        story.tell()
        tell_notices(story)
        complain(story)
    # A basket without a bill: the application was submitted before.
    with Visitor(realm, "applicant", str(story.employer.client.cookies.get("wp_applicant"))) as owner:
        made = owner.post("/baskets/", basket=str(uuid4()), chosen=story.home.rstrip("/").rsplit("/", 1)[1])
    assert made.status_code == 302
    assert story.left["permit.pdf"].startswith(b"%PDF")
    return story


def complain(story: Story) -> None:
    """The employer complains about an office, and names the worker."""
    story.employer.open(f"{story.site('applicant')}/complaints/new/office_conduct/")
    words = f"{story.persona.given_names} {story.persona.family_name} waited for hours."
    story.employer.submit("", {"about": "O-10", "words": words})


@pytest.fixture(scope="session")
def waiting(realm: Realm, persona: Persona) -> Story:
    """A second case of the same employer, paid and checked: it waits for the assistant registrar of Bangkok."""
    other = replace(persona, passport_number="QX5550012")
    with telling(Story(realm.system.run, other, say=lambda text: None)) as story:
        story.file()
        story.pay("F1", "filing fee")
        wait_for_checks(story)
    return story


@pytest.fixture(scope="session")
def draft(realm: Realm, persona: Persona) -> Story:
    """A third one that the employer has not finished: answers and documents, no worker yet."""
    other = replace(persona, passport_number="QX5550013")
    with telling(Story(realm.system.run, other, say=lambda text: None)) as story:
        story.sign_in_employer()
        story.start()
        story.answer()
        story.add_documents()
    return story


def wait_for_checks(story: Story) -> None:
    assistant = story.staff("registrar", "assistant_registrar", "O-10")
    story.wait(lambda: bool(story.find_case(assistant).offers("/recommend-grant/")))


@contextmanager
def telling(story: Story) -> Iterator[Story]:
    """The browsers that a story drops leave their connections to the garbage; their cookies are kept."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield story
        for browser in (story.employer, story.worker):
            browser.client.close()
        gc.collect()
