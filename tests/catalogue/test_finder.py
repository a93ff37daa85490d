"""Every way through the questions ends, and only at what is offered."""

from itertools import product
from pathlib import Path

import pytest

from workpermit.catalogue import reading
from workpermit.catalogue.finder import finder, walk
from workpermit.catalogue.reading import BadCatalogue


@pytest.mark.parametrize(
    ("answers", "kind", "service"),
    [
        ({"who": "hire", "stay": "non_immigrant", "work": "yes"}, "service", "s59_new"),
        ({"who": "hire", "stay": "non_immigrant", "work": "no"}, "office", ""),
        ({"who": "hire", "stay": "tourist"}, "not_possible", ""),
        ({"who": "hired"}, "service", "s13_hire"),
        ({"who": "left"}, "service", "s13_exit"),
        ({"who": "exempt"}, "exempt", ""),
    ],
)
def test_answers_lead_to_an_outcome(answers: dict[str, str], kind: str, service: str) -> None:
    outcome = walk(answers).outcome

    assert outcome is not None
    assert (outcome.kind, outcome.service) == (kind, service)


def test_the_questions_come_one_at_a_time_and_wrong_answers_are_asked_again() -> None:
    assert walk({}).question_id == "who"
    assert walk({"who": "hire"}).asked == ("who", "stay")
    assert walk({"who": "nonsense", "stay": "tourist"}).question_id == "who"


def test_every_walk_ends_at_something_offered() -> None:
    tree = finder()
    offered = {path.stem for path in reading.service_files()}
    choices = [[(name, answer.value) for answer in question.answers] for name, question in tree.questions.items()]

    for answers in product(*choices):
        outcome = walk(dict(answers)).outcome
        assert outcome is not None
        assert outcome.service == "" or outcome.service in offered


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('next = "stay"', 'next = "nowhere"'),
        ('next = "work"', 'next = "who"'),
        ('outcome = "s13_hire"', 'outcome = "s99"'),
        ('next = "stay"', 'next = "stay", outcome = "office"'),
        ('kind = "exempt"', 'sort = "exempt"'),
    ],
)
def test_an_answer_that_leads_nowhere_is_found_when_loaded(
    right: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (reading.HERE / "finder.toml").read_text(encoding="utf-8")
    (tmp_path / "finder.toml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    monkeypatch.setattr("workpermit.catalogue.finder.HERE", tmp_path)

    with pytest.raises(BadCatalogue, match=r"finder\.toml"):
        finder.__wrapped__()
