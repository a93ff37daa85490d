"""The guides show the product: every picture is one that the tour takes, in the guide's own language."""

import re
from pathlib import Path

import pytest

from tests.journeys import complaining, guides, managing, policy, printing, queueing, together, tour

GUIDES = Path(__file__).parents[1] / "docs" / "guides"
PICTURE = re.compile(r"!\[[^\]]+\]\(pictures/([\w-]+/[\w-]+)\.png\)")


@pytest.mark.parametrize("language", guides.LANGUAGES)
@pytest.mark.parametrize(
    ("guide", "pictures"),
    [
        ("employer", guides.EMPLOYER),
        ("worker", guides.WORKER),
        ("policy-officer", guides.POLICY_OFFICER),
        ("cards", guides.CARDS),
        ("clerk", guides.CLERK),
        ("visitor", guides.VISITOR),
        ("manager", guides.MANAGER),
    ],
)
def test_a_guide_shows_each_picture_of_its_reader(guide: str, pictures: dict[str, str], language: str) -> None:
    shown = PICTURE.findall((GUIDES / f"{guide}.{language}.md").read_text(encoding="utf-8"))

    assert shown == [f"{language}/{name}" for name in pictures.values()]
    assert all((GUIDES / "pictures" / f"{name}.png").stat().st_size > 5_000 for name in shown)


def test_the_tour_knows_every_page_that_is_pictured() -> None:
    walked = "".join(
        Path(str(module.__file__)).read_text(encoding="utf-8")
        for module in (tour, policy, together, complaining, printing, queueing, managing)
    )

    assert [
        name
        for name in {
            **guides.EMPLOYER,
            **guides.WORKER,
            **guides.POLICY_OFFICER,
            **guides.CARDS,
            **guides.CLERK,
            **guides.VISITOR,
            **guides.MANAGER,
        }
        if f'"{name}' not in walked
    ] == []


def test_no_picture_is_left_that_no_guide_shows() -> None:
    there = {str(path.relative_to(GUIDES / "pictures").with_suffix("")) for path in GUIDES.glob("pictures/*/*.png")}
    named = {
        f"{language}/{name}"
        for language in guides.LANGUAGES
        for name in (
            *guides.EMPLOYER.values(),
            *guides.WORKER.values(),
            *guides.POLICY_OFFICER.values(),
            *guides.CARDS.values(),
            *guides.CLERK.values(),
            *guides.VISITOR.values(),
            *guides.MANAGER.values(),
        )
    }

    assert there == named
