"""Papers are in the official languages; the page that offers them may be in another."""

from typing import Any

import pytest
from django.utils import translation

from workpermit.sites.applicant.views import papers


@pytest.mark.parametrize(("reader", "paper"), [("th", "th"), ("en", "en"), ("my", "en"), ("lo", "en")])
def test_a_paper_for_a_reader_of_another_language_is_in_english(
    monkeypatch: pytest.MonkeyPatch, reader: str, paper: str
) -> None:
    made: list[str] = []

    def render(template: str, data: Any, *, language: str, demo: bool) -> bytes:
        made.append(language)
        return b"%PDF"

    monkeypatch.setattr(papers, "render_pdf", render)
    with translation.override(reader):
        answer = papers.pdf("bill", {}, "bill-1")

    assert answer.content == b"%PDF"
    assert made == [paper]
