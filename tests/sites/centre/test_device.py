"""This counter's device on the pages: asked for at each step, its page for whoever enrols it."""

import json

import pytest
from lxml import html

from tests.sites.centre.counter import SEEN, Counter
from tests.sites.staff import CENTRE, Stage
from workpermit.identity.models import IdentityCheck
from workpermit.sealing.canonical import b64
from workpermit.sealing.software_device import SoftwareDevice


def ask(counter: Counter, address: str, body: object):
    return counter.clerk.post(
        address, json.dumps(body), content_type="application/json", headers={"Accept": "application/json"}
    )


def test_a_check_in_without_a_device_is_refused_in_plain_words_and_logged(stage: Stage):
    counter = Counter(stage)

    page = counter.clerk.post("/check-in/", {"number": counter.application.number, "code": counter.code})

    assert page.status_code == 403
    assert "not an enrolled device" in page.content.decode()
    assert counter.status()[0] == "booked"
    row = stage.world.last_log()
    assert (row["purpose"], row["code"], row["place"]) == ("check_in", "unknown_device", CENTRE)
    assert row["case_id"] == counter.application.pk


@pytest.mark.parametrize("fields", [{}, {"device_key": "?", "device_challenge": "x", "device_signature": "?"}])
def test_neither_papers_nor_confirmation_without_a_device(stage: Stage, fields: dict[str, str]):
    counter = Counter(stage)
    counter.check_in()

    for end, form in (("", {}), ("confirm/", SEEN)):
        page = counter.clerk.post(counter.at(end), form | fields)
        assert page.status_code == 403
        assert "ERIKSSON" not in page.content.decode()
    assert not IdentityCheck.objects.exists()


def test_another_counter_of_the_centre_does_not_open_the_visit(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    counter.person.device = stage.world.device(CENTRE, "4")

    page = counter.open()

    assert page.status_code == 403
    assert "open at another counter" in page.content.decode()


def test_a_signature_that_was_used_is_asked_for_again_but_not_by_itself(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    signed = counter.sign("open_visit", counter.visit())
    assert "ERIKSSON" in counter.clerk.post(counter.at(), signed).content.decode()

    page = counter.clerk.post(counter.at(), signed)

    assert page.status_code == 200
    assert "ERIKSSON" not in page.content.decode()
    tree = html.fromstring(page.content)
    assert tree.xpath("//form[@data-act='open_visit']")
    assert not tree.xpath("//form[@data-by-itself]")


def test_a_check_in_with_an_old_signature_keeps_what_was_typed(stage: Stage):
    counter = Counter(stage)
    signed = counter.sign("check_in", counter.appointment.pk)
    stage.world.vault.database.run("UPDATE device_challenge SET expires_at = now() - interval '1 hour'")

    page = counter.clerk.post("/check-in/", {"number": counter.application.number, "code": counter.code} | signed)

    assert page.status_code == 400
    assert "Press “Check in” again" in page.content.decode()
    assert counter.application.number in html.fromstring(page.content).xpath("string(//input[@id='number']/@value)")


def test_a_confirmation_with_an_old_signature_keeps_the_ticks(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    signed = counter.sign("confirm_identity", counter.visit())
    stage.world.vault.database.run("UPDATE device_challenge SET expires_at = now() - interval '1 hour'")

    page = counter.go_on(counter.clerk.post(counter.at("confirm/"), SEEN | signed))

    assert "Confirm again" in page.content.decode()
    assert len(html.fromstring(page.content).xpath("//input[@type='checkbox'][@checked]")) == len(SEEN)
    assert counter.status() == ("checked_in", "awaiting_visit")


def test_the_script_learns_what_the_device_signs(stage: Stage):
    counter = Counter(stage)
    typed = {"act": "check_in", "number": counter.application.number, "code": counter.code}

    said = ask(counter, "/device/challenge/", typed)

    assert said.json()["about"] == str(counter.appointment.pk)
    assert said["Cache-Control"] == "no-store"
    assert ask(counter, "/device/challenge/", {"act": "open_visit"}).json().keys() == {"challenge", "session"}


def test_a_wrong_number_gives_nothing_to_sign(stage: Stage):
    counter = Counter(stage, centre="CMI-SC-M-001")
    typed = {"act": "check_in", "number": counter.application.number, "code": counter.code}

    assert ask(counter, "/device/challenge/", typed).json() == {}
    assert ask(counter, "/device/challenge/", typed | {"number": "1"}).json() == {}
    assert not stage.asked("device_challenge")


@pytest.mark.parametrize("body", ["text", [], 5])
def test_what_the_script_does_not_send_is_refused(stage: Stage, body: object):
    counter = Counter(stage)

    for address in ("/device/challenge/", "/device/state/"):
        assert ask(counter, address, body).json()["code"] == "bad_args"
    assert ask(counter, "/device/state/", {"key": "?"}).json()["code"] == "bad_args"


def test_the_page_can_ask_whether_its_key_is_enrolled(stage: Stage):
    counter = Counter(stage)
    assert counter.person.device is not None

    known = ask(counter, "/device/state/", {"key": b64(counter.person.device.key)}).json()
    unknown = ask(counter, "/device/state/", {"key": b64(SoftwareDevice(CENTRE, "1").key)}).json()

    assert (known["state"], known["counter"]) == ("enrolled", "3")
    assert unknown == {"state": "unknown"}


@pytest.mark.parametrize(("language", "words"), [("en", "This counter's device"), ("th", "อุปกรณ์ของเคาน์เตอร์นี้")])
def test_the_page_of_the_device_is_for_clerks(stage: Stage, language: str, words: str):
    clerk = stage.browser(stage.clerk(), "centre", language)

    page = clerk.get("/device/")

    assert words in html.fromstring(page.content).xpath("string(//h1)")
    assert CENTRE in page.content.decode()
    assert stage.browser(stage.world.applicant(), "centre").get("/device/").status_code == 302


@pytest.mark.parametrize("address", ["/", "/device/"])
def test_a_counter_without_javascript_is_told_so(stage: Stage, address: str):
    page = stage.browser(stage.clerk(), "centre").get(address)

    assert "Counters need JavaScript." in html.fromstring(page.content).xpath("string(//noscript)")
