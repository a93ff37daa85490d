"""What services share stands once, and a service changes it in small ways."""

from pathlib import Path
from typing import Any

import pytest

from workpermit.catalogue.parts import expand, read_parts

WORKER = """
[sections.worker]
law = "{section}"
fields = [
  { id = "name", type = "name" }, { id = "born", type = "date" }, { id = "thai_number", type = "thai_id" },
]
cross_checks = [{ first = "born", order = "before", second = "today" }]

[checks.duplicate]
reason = "twice"

[reasons.twice]
law = "{section}"

[windows.usual]
draft = { seconds = 1 }
correction = { seconds = 2 }
"""


def whole(raw: dict[str, Any], tmp_path: Path) -> dict[str, Any]:
    folder = tmp_path / "parts"
    folder.mkdir(exist_ok=True)
    (folder / "worker.toml").write_text(WORKER, encoding="utf-8")
    read_parts.cache_clear()
    return expand(raw, read_parts(folder))


def section(tmp_path: Path, **changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = whole({"section": "60", "sections": [{"use": "worker", **changes}]}, tmp_path)["sections"][0]
    return made


def ids(made: dict[str, Any]) -> list[str]:
    return [field["id"] for field in made["fields"]]


def test_a_part_comes_whole_with_the_section_of_the_service(tmp_path: Path) -> None:
    made = section(tmp_path)

    assert (made["id"], made["law"], ids(made)) == ("worker", "60", ["name", "born", "thai_number"])
    assert len(made["cross_checks"]) == 1


def test_fields_are_left_out_chosen_changed_and_added(tmp_path: Path) -> None:
    assert ids(section(tmp_path, leave_out=["name"])) == ["born", "thai_number"]
    assert ids(section(tmp_path, only=["thai_number", "name"])) == ["thai_number", "name"]
    assert ids(section(tmp_path, add=[{"id": "union"}])) == ["name", "born", "thai_number", "union"]
    assert section(tmp_path, change={"name": {"required": False}})["fields"][0] == {
        "id": "name",
        "type": "name",
        "required": False,
    }
    assert section(tmp_path, law="7", id="partner")["law"] == "7"


def test_an_order_of_dates_goes_with_its_dates(tmp_path: Path) -> None:
    assert section(tmp_path, leave_out=["born"])["cross_checks"] == []
    assert len(section(tmp_path, add_cross_checks=[{"first": "born", "second": "today"}])["cross_checks"]) == 2


def test_a_check_brings_its_reason_unless_the_service_words_it_itself(tmp_path: Path) -> None:
    brought = whole({"section": "60", "use_checks": ["duplicate"]}, tmp_path)
    own = whole({"section": "60", "use_checks": ["duplicate"], "reasons": [{"code": "twice", "law": "7"}]}, tmp_path)

    assert brought["checks"] == [{"code": "duplicate", "reason": "twice"}]
    assert brought["reasons"] == [{"code": "twice", "law": "60"}]
    assert own["reasons"] == [{"code": "twice", "law": "7"}]


def test_windows_are_shared_and_changed_one_by_one(tmp_path: Path) -> None:
    made = whole({"section": "60", "windows": {"use": "usual", "draft": {"seconds": 9}}}, tmp_path)

    assert made["windows"] == {"draft": {"seconds": 9}, "correction": {"seconds": 2}}


@pytest.mark.parametrize(
    "raw",
    [
        {"sections": [{"use": "nobody"}]},
        {"use_checks": ["nothing"]},
        {"windows": {"use": "nothing"}},
        {"sections": [{"use": "worker", "leave_out": ["nothing"]}]},
        {"sections": [{"use": "worker", "only": ["nothing"]}]},
        {"sections": [{"use": "worker", "change": {"nothing": {}}}]},
    ],
)
def test_a_part_or_a_field_that_is_not_there_is_named(raw: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=r"nobody|nothing"):
        whole(raw, tmp_path)


def test_a_name_belongs_to_one_part(tmp_path: Path) -> None:
    for name in ("one.toml", "other.toml"):
        (tmp_path / name).write_text("[reasons.twice]\n", encoding="utf-8")

    with pytest.raises(KeyError, match="another file"):
        read_parts(tmp_path)


def test_a_section_is_named_once_in_a_law(tmp_path: Path) -> None:
    made = whole({"section": "8", "sections": [{"id": "job", "law": "7, 8, {section}", "fields": []}]}, tmp_path)

    assert made["sections"][0]["law"] == "7, 8"
