"""A mistake in a data file is found when it is loaded, and named with its place."""

from pathlib import Path

import pytest

from tests.catalogue import make
from workpermit.catalogue import reading
from workpermit.catalogue.consistency import check_service
from workpermit.catalogue.reading import BadCatalogue


def th_with(right: str, wrong: str, at: Path) -> Path:
    """A copy of s59_new and the parts with one text changed; the file of the service."""
    copied = [reading.HERE / "services" / "s59_new.toml", *sorted((reading.HERE / "parts").glob("*.toml"))]
    found = False
    for source in copied:
        text = source.read_text(encoding="utf-8")
        target = at / source.parent.name / source.name
        target.parent.mkdir(exist_ok=True)
        target.write_text(text if found else text.replace(right, wrong, 1), encoding="utf-8")
        found = found or right in text
    assert found, right
    return at / "services" / "s59_new.toml"


MISTAKES = [
    ('id = "birth_date", type = "date"', 'id = "birth_date", type = "dat"', "sections"),
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
    ('use = "stay"', 'use = "visit"', "there is no part visit"),
    ('use = "application"', 'use = "petition"', "there is no part petition"),
    ('section = "59"', 'section = ""', "section: give the section"),
    ('law = "64/1"\ntext', 'law = ""\ntext', "names no law"),
    ('law = "59"\nseverity = "stop"', 'law = " "\nseverity = "stop"', "checks.visa_class.law: names no law"),
    ('law = "7, 8, {section}"', 'law = ""', "sections.job.law: names no law"),
    ('fee_ids = ["filing", ', "fee_ids = [", "name the fee for filing"),
    ('"permit_general_6", "permit_general_12"]', '"permit_general_6"]', "no step covers a term of 12 months"),
    ('"permit_general_12"]', '"permit_general_12", "permit_mou_12"]', "permit has two steps of 12 months"),
    ('"permit_general_12"]', '"permit_general_12", "permit_special"]', "flat fee beside other fees"),
    ('"permit_general_12"]', '"permit_mou_12"]', "longer term cheaper"),
    ('rule = "stay_until >= today && stay_until >= starts_on"', "rule = \"pass_province == '74'\"", "does not ask for"),
    ('rule = "passport_expires_on >= ends_on"', 'rule = "ends_on < starts_on && ends_on > starts_on"', "never holds"),
    ('rule = "passport_expires_on >= ends_on"', 'rule = "months >= 1"', "always holds"),
    (
        'rule = "passport_expires_on >= ends_on"',
        'rule = "passport_expires_on < today"',
        "checks.passport_valid.rule: contradicts passport_outlasts_permit",
    ),
    ('rule = "capital >= foreign', 'rule = "thai_staff < 2 && capital >= foreign', "contradicts ratio"),
    (
        'use_checks = ["prohibited_work", ',
        'use_checks = ["prohibited_work", "prohibited_work", ',
        "prohibited_work stands there 2 times",
    ),
    ('use_checks = ["prohibited_work", ', 'use_checks = ["before_expiry", ', "does not ask what in_time looks at"),
    ("correction = {", "corrections = {", "corrections"),
]


@pytest.mark.parametrize(("right", "wrong", "named"), MISTAKES)
def test_a_mistake_is_named_with_its_file_and_place(right: str, wrong: str, named: str, tmp_path: Path) -> None:
    file = th_with(right, wrong, tmp_path)

    with pytest.raises(BadCatalogue) as found:
        check_service(reading.read_service(file), file.name)

    assert str(found.value).startswith("s59_new.toml: ")
    assert named in str(found.value)


def test_a_wrong_line_of_a_list_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "holidays.csv").write_text("day,name_th,name_en\n2026-01-01,ก,a\n2026-02-30,ข,b\n", encoding="utf-8")
    monkeypatch.setattr(reading, "HERE", tmp_path)
    reading.holidays.cache_clear()

    with pytest.raises(BadCatalogue, match=r"holidays.csv, line 3: .*day"):
        reading.holidays()


def test_the_worker_s_section_has_what_the_vault_compares() -> None:
    worker = make.service().section_by_id("worker")

    assert {"passport_number", "birth_date", "nationality"} <= {field.id for field in worker.fields}
