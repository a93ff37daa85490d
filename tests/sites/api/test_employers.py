"""The yes or no over HTTP, and the document that describes it."""

import json
import time
from typing import Any

import pytest
from django.test import Client

from tests.sites.staff import Stage, key_store, sleeping_guards, stage, vault_database
from tests.vault import routes
from tests.vault.agencies import OTHER, Agency, employed
from workpermit.core.ids import new_permit_number
from workpermit.sites.api import employers, urls
from workpermit.sites.api.employers import TAKES

__all__ = ["key_store", "sleeping_guards", "stage", "vault_database"]
HOST = {"host": "api.localhost:8403"}


def post(body: Any) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client(headers=HOST).post("/employers/check/", content, content_type="application/json")


def ask(agency: Agency, permit: str, **changes: Any) -> Any:
    return post({"consumer": agency.consumer, "question": agency.question(permit, **changes)})


def test_the_answer_is_one_word_and_as_slow_for_a_permit_that_does_not_exist(stage: Stage):
    agency = Agency(stage.world).agree()
    permit = routes.permit(stage.world, employed(stage.world), valid_from=stage.at.date())

    took = []
    for question in ({}, {"employer": OTHER}):
        began = time.monotonic()
        answer = ask(agency, permit, **question)
        took.append(time.monotonic() - began)
        assert answer.json() == {"answer": "no" if question else "yes"}
    assert ask(agency, new_permit_number()).content == answer.content
    assert min(took) >= TAKES


def test_who_has_no_agreement_is_refused_at_once_and_keeps_nobody_waiting(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[float] = []
    monkeypatch.setattr(employers.time, "sleep", naps.append)

    assert ask(Agency(stage.world, "nobody"), new_permit_number()).status_code == 401
    assert post(b"{").status_code == 400
    assert naps == []

    assert ask(Agency(stage.world).agree(), new_permit_number()).status_code == 200
    assert len(naps) == 1


def test_refusals_are_problems_that_repeat_nothing(stage: Stage):
    agency, stranger = Agency(stage.world).agree(per_minute=1), Agency(stage.world, "nobody")
    permit = new_permit_number()
    once = {"consumer": agency.consumer, "question": agency.question(permit)}

    answers = [ask(stranger, permit), post(once), post(once), ask(agency, permit), ask(agency, permit, v=2)]

    assert [one.status_code for one in answers] == [401, 200, 409, 429, 400]
    assert all(permit not in one.content.decode() for one in answers)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[" * 4000, [], {}, {"consumer": "sso"}, {"consumer": "sso", "question": 1}, b"x" * 5000]
)
def test_what_is_no_question_is_refused(body: Any):
    assert post(body).status_code == 400


def test_the_document_describes_every_address_of_this_site():
    said = Client(headers=HOST).get("/openapi.json").json()
    ours = {
        f"/{one.pattern}" for one in urls.urlpatterns if one.callback.__module__.startswith("workpermit.sites.api.")
    }

    assert said["openapi"] == "3.1.0"
    assert said["paths"].keys() == ours - {"/openapi.json", "/inside/registry/"}


def test_every_reference_in_the_document_leads_somewhere():
    said = Client(headers=HOST).get("/openapi.json").json()

    named = [part.split('"')[0] for part in json.dumps(said).split("#/components/schemas/")[1:]]
    assert named
    assert {*named} <= said["components"]["schemas"].keys()
