"""How a question with several boxes and a list of people look on a page."""

import pytest
from django.template.loader import render_to_string

from tests.catalogue import samples
from workpermit.catalogue.forms import questions
from workpermit.sites.fields import all_drawn


@pytest.fixture
def change() -> str:
    section = samples.service("change_items").section_by_id("change")
    drawn = all_drawn(questions(section, {"items": ["employer", "person"]}), "en")
    return "".join(render_to_string("sites/parts/question.html", {"q": question}) for question in drawn)


def test_each_box_is_posted_under_a_name_of_its_own(change: str) -> None:
    for value in ("employer", "workplace", "conditions", "person"):
        assert f'type="checkbox" name="items_{value}" value="yes" data-value="{value}"' in change
    assert 'name="items"' not in change
    assert "<fieldset" in change


def test_the_boxes_that_were_ticked_are_ticked_again(change: str) -> None:
    boxes = [part.split(">")[0] for part in change.split('type="checkbox"')[1:]]

    assert [" checked" in box for box in boxes] == [True, False, False, True]


def test_a_question_that_hangs_on_a_box_names_it(change: str) -> None:
    assert 'data-asked-if="items" data-asked-value="employer"' in change


def test_people_are_pasted_into_an_area() -> None:
    section = samples.service("s43_delivery").section_by_id("delivery")
    drawn = {question.id: question.draw for question in all_drawn(questions(section, {}), "th")}

    assert (drawn["people"], drawn["workers"], drawn["province"]) == ("area", "box", "list")
