"""A mistake in a data file is found when it is loaded, and named with its place."""

from pathlib import Path

import msgspec
import pytest

from tests.catalogue import make
from workpermit.catalogue import reading
from workpermit.catalogue.consistency import check_service
from workpermit.catalogue.reading import BadCatalogue

SOURCE = (reading.HERE / "services" / "s59_new.toml").read_text(encoding="utf-8")

MISTAKES = [
    ('type = "date"', 'type = "dat"', "sections"),
    ('id = "months"', 'idd = "months"', "sections"),
    ('why = { th = "ใบอนุญาตทำงานใช้', 'why = { thai = "ใบอนุญาตทำงานใช้', "why"),
    ("filing_fee = { seconds = 604800", 'filing_fee = { seconds = "a week"', "windows.filing_fee"),
    ('"permit_general_12"', '"permit_general_13"', "permit_general_13"),
    ('rule = "duplicates == 0"', 'rule = "duplicate == 0"', "checks.duplicate.rule"),
    ('rule = "duplicates == 0"', 'rule = "duplicates + 1"', "yes or no"),
    ('rule = "duplicates == 0"', 'built_in = "duplicates"', "built_in"),
    ("thresholds = { ratio = 4, ", "thresholds = { ", "ratio is missing"),
    ('reason = "passport_too_short"', 'reason = "too_short"', "there is no reason too_short"),
    ('equals = ["juristic"]', 'equals = ["company"]', "sections.employer.capital.show_if"),
    ('section = "employer", field = "acting_as"', 'section = "employer", field = "acting"', "power_of_attorney"),
    ('first = "entered_on", order = "not_after"', 'first = "entry", order = "not_after"', "cross_checks"),
    ('id = "entered_on"', 'id = "stay_until"', "stands there 2 times"),
    ('pattern = "[ -~]+"', 'pattern = "[ -~"', "pattern"),
    ('"visit", "issue"]', '"issue"]', "route"),
    ("[[sections]]", "[[sections", "s59_new.toml"),
]


@pytest.mark.parametrize(("right", "wrong", "named"), MISTAKES)
def test_a_mistake_is_named_with_its_file_and_place(right: str, wrong: str, named: str, tmp_path: Path) -> None:
    assert right in SOURCE
    file = tmp_path / "s59_new.toml"
    file.write_text(SOURCE.replace(right, wrong, 1), encoding="utf-8")

    with pytest.raises(BadCatalogue) as found:
        check_service(reading.read_service(file), file.name)

    assert str(found.value).startswith("s59_new.toml: ")
    assert named in str(found.value)


@pytest.mark.parametrize("path", reading.service_files(), ids=lambda path: path.stem)
def test_the_services_of_the_release_are_without_mistake(path: Path) -> None:
    service = reading.read_service(path)
    check_service(service, path.name)

    assert service.id == path.stem


@pytest.mark.parametrize("path", reading.service_files(), ids=lambda path: path.stem)
def test_every_text_is_in_both_languages(path: Path) -> None:
    def texts(value: object) -> list[dict[str, str]]:
        if isinstance(value, dict):
            own = [value] if value.keys() == {"th", "en"} else []
            return own + [text for part in value.values() for text in texts(part)]
        return [text for part in value for text in texts(part)] if isinstance(value, list) else []

    for text in texts(msgspec.to_builtins(reading.read_service(path))):
        assert any("ก" <= letter <= "๛" for letter in text["th"]), text
        assert text["en"].isascii(), text


def test_a_wrong_line_of_a_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "holidays.csv").write_text("day,name_th,name_en\n2026-01-01,ก,a\n2026-02-30,ข,b\n", encoding="utf-8")
    monkeypatch.setattr(reading, "HERE", tmp_path)
    reading.holidays.cache_clear()

    with pytest.raises(BadCatalogue, match=r"holidays.csv, line 3: .*day"):
        reading.holidays()


def test_the_worker_s_section_has_what_the_vault_compares() -> None:
    worker = make.service().section_by_id("worker")

    assert {"passport_number", "birth_date", "nationality"} <= {field.id for field in worker.fields}
