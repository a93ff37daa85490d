"""Filters and components of the pages."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import override

from workpermit.catalogue.definition import Field, FieldType, Option, Section, ShowIf, Text
from workpermit.catalogue.forms import FieldError, questions
from workpermit.sites.parts import Fact, Step, Task
from workpermit.sites.templatetags import show

SECTION = Section(
    "worker",
    Text("คนต่างด้าว", "The worker"),
    Text("เหตุผล", "Why"),
    "59",
    (
        Field("family", FieldType.NAME, Text("นามสกุล", "Family name"), hint=Text("อักษรละติน", "Latin letters")),
        Field("birth", FieldType.DATE, Text("วันเกิด", "Date of birth"), autocomplete="bday", law="59"),
        Field("sex", FieldType.CHOICE, Text("เพศ", "Sex"), options=(Option("f", Text("หญิง", "Female")),)),
        Field("before", FieldType.YES_NO, Text("เคยได้รับ", "Had one")),
        Field("old", FieldType.TEXT, Text("เลขเดิม", "Old"), required=False, show_if=ShowIf("before", ("yes",))),
        Field("nation", FieldType.NATIONALITY, Text("สัญชาติ", "Nationality")),
    ),
)


def draw(source: str, **context: object) -> str:
    return str(engines["django"].from_string(source).render(context))


def test_a_chip_escapes_what_is_not_markup_yet_and_nothing_twice():
    assert draw("{% chip text 'ok' %}", text="a<b & c's") == '<span class="chip ok">a&lt;b &amp; c&#x27;s</span>'
    assert draw("{% chip text 'x' %}", text=SafeString("a&lt;b")) == '<span class="chip ">a&lt;b</span>'


@pytest.mark.parametrize(
    ("language", "shown"), [("th", "23 พฤศจิกายน 2569 14.05 น."), ("en", "23 November 2026, 14:05")]
)
def test_times_are_bangkoks_in_the_readers_calendar(language, shown):
    at = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)

    with override(language):
        assert show.moment(at) == show.moment(int(at.timestamp())) == shown


def test_days_come_from_dates_and_iso_text():
    with override("en"):
        assert show.day(date(2026, 11, 23)) == show.day("2026-11-23") == "23 November 2026"
        assert show.day(None) == show.moment(None) == ""


def test_money_and_numbers_keep_together():
    with override("th"):
        assert show.baht(310000) == '<span class="num">3,100.00 บาท</span>'
        assert show.number("6948210037512") == '<span class="num">69-4821-00375-12</span>'


def test_a_fingerprint_is_the_beginning_of_the_hash_in_groups():
    assert show.fingerprint(bytes(range(32))) == "0001 0203 0405 0607"


def test_a_chip_escapes_its_text_and_takes_only_known_kinds():
    assert show.chip("<b>", 'x" onclick="') == '<span class="chip ">&lt;b&gt;</span>'


def test_a_question_shows_what_was_typed_and_what_is_wrong():
    wrong = [FieldError("birth", "bad", Text("ต้องมีอยู่จริง", "The date must exist"))]

    with override("en"):
        page = draw("{% ask_all questions %}", questions=questions(SECTION, {"birth": "31/2/1990"}, wrong))

    assert 'id="birth" name="birth_day" value="31"' in page
    assert 'name="birth_month" value="2"' in page
    assert 'autocomplete="bday-year"' in page
    assert (
        '<p class="wrong-text" id="birth-wrong"><span class="hidden-text">Error:</span> The date must exist</p>' in page
    )
    assert 'aria-describedby="birth-why birth-wrong"' in page
    assert "(section 59)" in page


def test_a_question_that_depends_on_another_says_on_which():
    page = draw("{% ask_all questions %}", questions=questions(SECTION, {}))

    assert 'data-asked-if="before" data-asked-value="yes"' in page


def test_long_lists_are_chosen_from_and_short_ones_are_radios():
    page = draw("{% ask_all questions %}", questions=questions(SECTION, {"nation": "MMR", "sex": "f"}))

    assert '<select id="nation"' in page
    assert '<option value="MMR" selected>' in page
    assert 'type="radio" name="sex" value="f" id="sex" checked' in page


def test_a_task_that_cannot_be_started_is_not_linked():
    page = draw("{% task_list tasks %}", tasks=[Task("Submit", "Cannot start yet", kind="none")])

    assert "<a" not in page
    assert 'class="chip none"' in page


def test_the_present_step_is_marked_in_words_too():
    with override("en"):
        page = draw("{% steps stations %}", stations=[Step("Decision", "now"), Step("Permit")])

    assert 'aria-current="step"' in page
    assert "(now)" in page
    assert "(to come)" in page


def test_a_link_to_change_says_what_it_changes():
    with override("en"):
        page = draw("{% facts rows %}", rows=[Fact("Name", "Thida", "/change/")])

    assert '<a href="/change/">Change<span class="hidden-text"> Name</span></a>' in page


def test_a_page_with_errors_begins_its_title_with_the_word():
    wrong = [FieldError("birth", "bad", Text("ต้องมีอยู่จริง", "The date must exist"))]

    with override("en"):
        page = draw('{% extends "sites/base.html" %}{% block title %}Worker{% endblock %}', errors=wrong)

    assert "<title>Error: Worker – e-WorkPermitOS</title>" in page
    assert '<a href="#birth">The date must exist</a>' in page
