"""The difference between two definitions, and putting it on a third one."""

from hypothesis import given
from hypothesis import strategies as st

from workpermit.oversight.difference import ABSENT, Change, differences, put_on

WAS = {
    "name": {"th": "ก", "en": "a"},
    "fees": [{"id": "x", "satang": 1}, {"id": "y", "satang": 2}],
    "route": ["a", "b"],
}
names = st.text("abc", min_size=1, max_size=2)
simple = st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from("abc")
parts = st.lists(st.dictionaries(names, simple, max_size=2), max_size=3)
plain = simple | st.lists(simple, max_size=3) | parts | st.dictionaries(names, simple | parts, max_size=3)
definitions = st.dictionaries(names, plain, max_size=4)


def test_a_part_is_known_by_its_name_wherever_it_stands() -> None:
    now = {**WAS, "fees": [{"id": "z", "satang": 3}, {"id": "y", "satang": 5}]}

    assert list(differences(WAS, now)) == [
        Change(("fees", "x"), {"id": "x", "satang": 1}, ABSENT),
        Change(("fees", "y", "satang"), 2, 5),
        Change(("fees", "z"), ABSENT, {"id": "z", "satang": 3}),
    ]


def test_one_language_of_a_text_and_a_plain_list_are_fields() -> None:
    now = {**WAS, "name": {"th": "ก", "en": "b"}, "route": ["a"]}

    assert list(differences(WAS, now)) == [
        Change(("name", "en"), "a", "b"),
        Change(("route",), ["a", "b"], ["a"]),
    ]


def test_what_did_not_change_makes_no_difference() -> None:
    assert list(differences(WAS, WAS)) == []


@given(definitions, definitions)
def test_the_difference_put_on_the_old_makes_the_new(was: dict[str, object], now: dict[str, object]) -> None:
    again = put_on(differences(was, now), was)

    assert list(differences(again, now)) == []


def test_changes_are_put_on_a_newer_definition_and_those_without_a_place_fall_away() -> None:
    mine = list(differences(WAS, {**WAS, "fees": [{"id": "x", "satang": 9}, {"id": "y", "satang": 7}]}))
    newer = {"name": {"th": "ข", "en": "b"}, "fees": [{"id": "x", "satang": 4}], "route": []}

    assert put_on(mine, newer) == {**newer, "fees": [{"id": "x", "satang": 9}]}
    assert newer["fees"] == [{"id": "x", "satang": 4}]
