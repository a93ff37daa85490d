"""What pages say when the rules refuse, and what stays of a request that was refused."""

import ast
import logging
import re
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection

import workpermit
from config.log_format import WithoutTexts
from tests.sites.conftest import browser
from workpermit.sites.http import OneTransaction
from workpermit.sites.rules_text import SENTENCES

pytestmark = pytest.mark.usefixtures("pages")
ARCHITECTURE = Path(__file__).parents[2] / "docs" / "architecture.md"


def every_rule() -> set[str]:
    """The name of each class below `RuleBroken` in the project, found in the source."""
    bases: dict[str, set[str]] = {}
    for file in Path(workpermit.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
    found = {"RuleBroken"}
    while grown := {name for name, above in bases.items() if above & found} - found:
        found |= grown
    return found - {"RuleBroken", "Refused", "VaultRefused"}  # these carry the vault's codes


def refusal_codes() -> set[str]:
    listed = re.search(r"^Refusal codes: (.*?)\.\n", ARCHITECTURE.read_text(), re.M | re.S)
    assert listed is not None
    return set(re.findall(r"`([a-z_]+)`", listed[1]))


def test_every_rule_has_its_sentence():
    assert every_rule() - SENTENCES.keys() == set(), "Add a sentence to workpermit/sites/rules_text.py."


def test_every_refusal_of_the_vault_has_its_sentence():
    assert refusal_codes() - SENTENCES.keys() == set()


@pytest.mark.django_db
def test_a_broken_rule_is_a_page_in_the_readers_language():
    english = browser("applicant", "en").get("/rule/")
    thai = browser("applicant", "th").get("/rule/")

    assert english.status_code == thai.status_code == 409
    assert "Somebody else changed this case while you had it open." in english.content.decode()
    assert "มีผู้อื่นแก้ไขเรื่องนี้ขณะที่คุณเปิดอยู่" in thai.content.decode()


@pytest.mark.django_db
def test_a_script_gets_the_sentence_as_json():
    answer = browser("applicant").get("/rule/", HTTP_ACCEPT="application/json")

    assert answer.status_code == 409
    assert answer.json()["code"] == "CaseHasMoved"


@pytest.mark.django_db
def test_a_broken_rule_leaves_nothing_in_the_database():
    browser("applicant").get("/rule/")

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('half_done')")
        assert cursor.fetchone() == (None,)


def test_while_the_vault_is_away_the_page_says_so():
    answer = browser("applicant").get("/vault-away/")

    assert answer.status_code == 503
    assert "Encrypted data cannot be opened right now." in answer.content.decode()


def test_a_fault_is_logged_without_what_was_typed():
    formatter = WithoutTexts(settings.LOGGING["formatters"]["line"]["format"])
    typed = "".join(("กนก", "วรรณ"))
    try:
        try:
            raise KeyError(typed)
        except KeyError as cause:
            raise ValueError(typed) from cause
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "A fault", None, sys.exc_info())

    said = formatter.format(record)

    assert "test_a_fault_is_logged" in said
    assert "builtins.KeyError" in said
    assert "builtins.ValueError" in said
    assert typed not in said


def test_the_formatter_is_the_one_that_is_used():
    assert settings.LOGGING["formatters"]["line"]["()"] == "config.log_format.WithoutTexts"
    assert settings.LOGGING["handlers"]["stderr"]["formatter"] == "line"


@pytest.mark.django_db
def test_a_connection_lost_while_saving_is_neither_success_nor_failure(monkeypatch):
    class Lost:
        def __enter__(self):
            return self

        def __exit__(self, *error):
            raise OperationalError("connection lost")

    def process_view(self, request, *args):
        request.until_answered.enter_context(Lost())

    monkeypatch.setattr(OneTransaction, "process_view", process_view)

    answer = browser("applicant").get("/plain/")

    assert answer.status_code == 503
    assert "We do not know yet whether this was saved" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_from_another_page_is_refused():
    answer = browser("applicant", enforce_csrf_checks=True).post("/form/", {"name": "x"})

    assert answer.status_code == 403
    assert "This form could not be accepted" in answer.content.decode()
