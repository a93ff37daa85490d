"""Drafts in the browser: begun, changed by forms and by text, tried, handed over, published by a second officer."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.oversight.make import publish
from tests.sites.oversight.test_freezes import officer, words
from tests.sites.staff import Stage
from workpermit.catalogue.queries import get_service
from workpermit.catalogue.services import load_calendar, load_cohorts
from workpermit.core.actors import Role
from workpermit.core.calendar import BANGKOK
from workpermit.core.ids import uuid7
from workpermit.oversight.models import Draft, Trial
from workpermit.oversight.queries import written_out

__all__ = ["officer"]


@pytest.fixture
def second(stage: Stage) -> Client:
    other = stage.world.sign_in(stage.world.staff(Role.POLICY_OFFICER, "DOE"), "oversight")
    return stage.browser(other, "oversight")


def begun(officer: Client, subject: str = "service:s59_new") -> Draft:
    form = officer.get("/drafts/begin/").content.decode()
    name = re.findall(r'name="draft" value="([^"]+)"', form)[0]
    for _twice in range(2):
        address = officer.post("/drafts/begin/", {"draft": name, "subject": subject})["Location"]
    assert address == f"/drafts/{name}/"
    return Draft.objects.get()


def typed(officer: Client, address: str) -> dict[str, str]:
    """What a form holds, as a browser would send it back."""
    page = officer.get(address).content.decode()
    values = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    values |= dict(areas)
    for name, inside in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        values[name] = (re.findall(r'value="([^"]*)" selected', inside) or [""])[0]
    for box in re.findall(r'<input type="checkbox"[^>]*>', page):
        values.pop(re.findall(r'name="([^"]+)"', box)[0], None)
        if " checked" in box:
            values[re.findall(r'name="([^"]+)"', box)[0]] = "yes"
    return {name: unescape(value) for name, value in values.items()}


def test_a_fee_is_changed_tried_handed_over_and_published_by_a_second_officer(
    officer: Client, second: Client, stage: Stage
) -> None:
    assert "Nothing is being prepared." in words(officer.get("/drafts/"))
    draft = begun(officer)
    home = f"/drafts/{draft.pk}/"
    assert "Nothing yet." in words(officer.get(home))
    assert "Fee of a permit · up to 12 months · 3,000.00 baht" in words(officer.get(f"{home}change/fees/"))
    sent = typed(officer, f"{home}change/fees/") | {"filing.satang": "1,250.50"}

    assert officer.post(f"{home}change/fees/", sent)["Location"] == home

    page = words(officer.get(home))
    assert "100.00 baht" in page
    assert "1,250.50 baht" in page
    assert officer.post(f"{home}try/")["Location"] == home
    assert "Say why this is needed." in words(officer.post(f"{home}propose/", {"note": " "}))
    officer.post(f"{home}propose/", {"note": "The regulation of this month."})
    assert "you cannot publish your own draft" in words(officer.get(home))
    assert "does not publish it" in words(officer.post(f"{home}publish/", {"valid_from": ""}))
    assert "This time is past." in words(second.post(f"{home}publish/", {"valid_from": "2020-01-01T00:00"}))
    begins = (stage.at + timedelta(days=1)).astimezone(BANGKOK).replace(tzinfo=None, microsecond=0, second=0)
    assert second.post(f"{home}publish/", {"valid_from": begins.isoformat()})["Location"] == home
    assert get_service("s59_new", stage.at).number == 1
    assert get_service("s59_new", stage.at + timedelta(days=2)).number == 2
    assert "Published by account" in words(officer.get(home))
    assert "Published</span>" in words(second.get("/drafts/"))


def test_a_form_sent_back_as_it_was_changes_nothing(officer: Client) -> None:
    draft = begun(officer)
    for part in ("fees", "rules", "documents"):
        officer.post(f"/drafts/{draft.pk}/change/{part}/", typed(officer, f"/drafts/{draft.pk}/change/{part}/"))
    assert Draft.objects.get().revision == 4
    assert Draft.objects.get().definition == draft.definition


@pytest.mark.parametrize(
    ("subject", "parts"), [("cohort:CR-2026-07-14-LMV", ("hours", "later")), ("calendar:calendar", ("holidays",))]
)
def test_so_do_the_forms_of_a_group_and_of_the_calendar(
    officer: Client, stage: Stage, subject: str, parts: tuple[str, ...]
) -> None:
    load_cohorts(at=stage.at)
    load_calendar(at=stage.at)
    draft = begun(officer, subject)
    for part in parts:
        officer.post(f"/drafts/{draft.pk}/change/{part}/", typed(officer, f"/drafts/{draft.pk}/change/{part}/"))
    assert Draft.objects.get().revision == 1 + len(parts)
    assert Draft.objects.get().definition == draft.definition


def test_a_rule_that_does_not_compile_is_explained_beside_its_input(officer: Client) -> None:
    draft = begun(officer)
    address = f"/drafts/{draft.pk}/change/rules/"

    answer = officer.post(address, typed(officer, address) | {"capital.rule": "capitl >= 1"})

    assert answer["Location"] == address
    page = words(officer.get(address))
    assert "The rule does not compile. Line 1, letter 1: there is no fact called capitl" in page
    thai = words(officer.get(address, headers={"accept-language": "th"}))
    assert "เงื่อนไขนี้ใช้ไม่ได้" in thai
    assert "With these it cannot be tried" in words(officer.get(f"/drafts/{draft.pk}/"))
    assert "The draft has mistakes." in words(officer.post(f"/drafts/{draft.pk}/try/"))


def test_a_schedule_with_a_gap_is_explained_on_the_page_of_the_fees(officer: Client) -> None:
    draft = begun(officer)
    address = f"/drafts/{draft.pk}/change/fees/"

    assert officer.post(address, typed(officer, address) | {"permit_general_12.gone": "yes"})["Location"] == address

    assert "permit has a gap: no step covers a term of 12 months" in words(officer.get(address))


def test_what_is_not_an_amount_keeps_what_was_typed(officer: Client) -> None:
    draft = begun(officer)
    address = f"/drafts/{draft.pk}/change/fees/"

    answer = officer.post(address, typed(officer, address) | {"filing.satang": "a lot", "new-1.key": "filing"})

    assert answer.status_code == 400
    page = words(answer)
    for says in ("Write an amount in baht", 'value="a lot"', "This name is taken."):
        assert says in page
    assert Draft.objects.get().revision == 1


WRONG: list[tuple[Callable[[dict[str, Any]], object], str]] = [
    (lambda d: d | {"appeal_days": "soon"}, r"Line \d+, appeal_days: Expected `int \| null`, got `str`"),
    (lambda d: {"unheard": 1} | d, r"Line 1, : Object contains unknown field `unheard`"),
    (lambda d: [d], r"Line 1, : Expected `object`, got `array`"),
]


@pytest.mark.parametrize(("change", "says"), WRONG)
def test_a_text_of_the_wrong_shape_is_refused_with_its_line(
    officer: Client, change: Callable[[dict[str, Any]], object], says: str
) -> None:
    draft = begun(officer)
    written = json.dumps(change(dict(draft.definition)), ensure_ascii=False, indent=2)

    answer = officer.post(f"/drafts/{draft.pk}/text/", {"definition": written, "revision": "1"})

    assert answer.status_code == 400
    assert re.search(says, words(answer))


def test_a_text_that_breaks_off_is_refused_with_its_line_and_kept(officer: Client) -> None:
    draft = begun(officer)

    answer = officer.post(f"/drafts/{draft.pk}/text/", {"definition": '{\n "id": }', "revision": "1"})

    assert "Line 2, letter 8" in words(answer)
    deep = officer.post(f"/drafts/{draft.pk}/text/", {"definition": "[" * 100_000, "revision": "1"})
    assert deep.status_code == 400
    assert Draft.objects.get().revision == 1


def test_a_mistake_in_the_text_has_its_line(officer: Client) -> None:
    draft = begun(officer)
    home = f"/drafts/{draft.pk}/text/"
    checks = [one | {"law": ""} if one["code"] == "capital" else one for one in draft.definition["checks"]]
    written = json.dumps(draft.definition | {"checks": checks}, ensure_ascii=False, indent=2)

    assert officer.post(home, {"definition": written, "revision": "1"})["Location"] == home

    kept = json.dumps(written_out(Draft.objects.get()), ensure_ascii=False, indent=2).split("\n")
    line = int(re.findall(r"Line (\d+), checks.capital.law: names no law", words(officer.get(home)))[0])
    assert kept[line - 1].strip() == '"law": "",'


def test_an_older_window_is_told_and_changes_nothing(officer: Client) -> None:
    draft = begun(officer)
    address = f"/drafts/{draft.pk}/change/fees/"
    older = typed(officer, address)
    officer.post(address, older)

    answer = officer.post(address, older)

    assert answer.status_code == 409
    assert "saved somewhere else" in words(answer)


def test_another_officer_reads_a_draft_and_does_not_change_it(officer: Client, second: Client) -> None:
    draft = begun(officer)
    home = f"/drafts/{draft.pk}/"

    assert "/change/fees/" not in words(second.get(home))
    assert "disabled" in words(second.get(f"{home}change/fees/"))
    answer = second.post(f"{home}change/fees/", typed(officer, f"{home}change/fees/"))
    assert answer.status_code == 409
    assert "Only its author" in words(answer)
    assert second.post(f"{home}drop/").status_code == 409


def test_a_draft_is_sent_back_and_dropped(officer: Client, second: Client) -> None:
    draft = begun(officer)
    home = f"/drafts/{draft.pk}/"
    officer.post(f"{home}change/fees/", typed(officer, f"{home}change/fees/") | {"filing.satang": "101"})
    officer.post(f"{home}try/")
    officer.post(f"{home}propose/", {"note": "Why"})
    assert "Say what is to be changed." in words(second.post(f"{home}send-back/", {"remark": ""}))
    second.post(f"{home}send-back/", {"remark": "Name the announcement."})
    assert "Name the announcement." in words(officer.get(home))
    assert officer.post(f"{home}drop/")["Location"] == "/drafts/"
    assert "Dropped" in words(officer.get(home))


def test_a_draft_of_an_older_version_is_brought_up_to_date(officer: Client, second: Client) -> None:
    draft = begun(officer)
    home = f"/drafts/{draft.pk}/"
    officer.post(f"{home}change/fees/", typed(officer, f"{home}change/fees/") | {"filing.satang": "101"})
    publish("service", "s59_new", draft.definition | {"appeal_days": 45})

    assert "Bring up to date" in words(officer.get(home))
    officer.post(f"{home}rebase/")

    page = words(officer.get(home))
    assert "Bring up to date" not in page
    assert "101.00 baht" in page


def test_a_trial_on_past_cases_is_shown_stopped_and_gone_on_with(officer: Client, second: Client) -> None:
    draft = begun(officer)
    home = f"/drafts/{draft.pk}/"
    limits = {"capital.thresholds": "capital = 300000000\ncapital_married = 100000000"}
    officer.post(f"{home}change/rules/", typed(officer, f"{home}change/rules/") | limits)
    officer.post(f"{home}try/")
    trial = Trial.objects.get()
    assert "There are no past cases of this service yet." in words(officer.get(home))
    key = "capital pass look capital_below"
    Trial.objects.update(total=8, done=4, changed={key: 3}, examples={key: ["6900000000001"]})

    page = words(officer.get(home))

    for says in ("50 % · 4 of 8 cases", "an officer must look", "69-0000-00000-01", "<svg", 'http-equiv="refresh"'):
        assert says in page
    assert second.post(f"{home}trial/stop/").status_code == 409
    officer.post(f"{home}trial/stop/")
    assert "stopped" in words(officer.get(home))
    officer.post(f"{home}trial/resume/")
    trial.refresh_from_db()
    assert (trial.state, trial.done) == ("running", 4)
    Trial.objects.update(state="done", done=8, changed={})
    assert "No outcome would change." in words(officer.get(home))


def test_what_there_is_not_is_not_found(officer: Client) -> None:
    assert officer.get(f"/drafts/{uuid7()}/").status_code == 404
    assert officer.get(f"/drafts/{begun(officer).pk}/change/hours/").status_code == 404
    assert "Choose what shall change." in words(officer.post("/drafts/begin/", {"subject": "service:none"}))


def test_the_pages_are_thai_for_a_thai_reader(officer: Client) -> None:
    draft = begun(officer)
    for address in ("/drafts/", "/drafts/begin/", f"/drafts/{draft.pk}/", f"/drafts/{draft.pk}/change/fees/"):
        page = words(officer.get(address, headers={"accept-language": "th"}))
        assert "ร่าง" in page
        for english in ("Begin a draft", "What changes", "Amount in baht", "Being written"):
            assert english not in page
