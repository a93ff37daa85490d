"""The worker's confirmation: the page gets bytes, the vault gets a signature over them."""

from uuid import uuid4

import pytest

from tests.sites.signin.flow import Browser, as_text, form_of
from tests.vault.world import SITES
from workpermit.sealing.canonical import unb64
from workpermit.sealing.decision import confirmation_challenge
from workpermit.sites.templatetags.show import fingerprint

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(vault_here):
    """(world, filing, the request that the worker is asked to sign)."""
    world = vault_here
    filing = world.filing(confirm=False)
    filing.worker = world.join(filing)
    records = [ref.id for ref in filing.answers]
    begun = world.ask("public", "begin_confirmation", token=filing.worker.token, case=filing.case, records=records)
    return world, filing, begun["request"]


def test_the_worker_confirms_and_comes_back_to_the_case(asked):
    world, filing, request = asked
    one = Browser()

    page = one.get(f"http://signin.localhost:8401/confirm/{request}/?next=/cases/1/")
    said = one.get(f"http://signin.localhost:8401/confirm/{request}/document/").json()
    challenge = confirmation_challenge(unb64(said["document"]))
    allowed = [unb64(one) for one in said["credentials"]]
    made = filing.worker.authenticator.get(SITES["signin"], challenge, allowed)
    done = one.post_json("signin", f"/confirm/{request}/signed/", {**form_of(page)[1], **as_text(made)}).json()

    assert done["to"] == "http://applicant.localhost:8400/cases/1/"
    assert world.ask("public", "confirmed", case=filing.case)["root"]


def test_the_page_itself_holds_nothing_of_the_case(asked):
    _, filing, request = asked

    page = Browser().get(f"http://signin.localhost:8401/confirm/{request}/").content.decode()

    assert str(filing.case) not in page
    assert f'data-confirm="/confirm/{request}/document/"' in page


def test_the_bytes_hold_nothing_personal(asked):
    _, _, request = asked

    said = Browser().get(f"http://signin.localhost:8401/confirm/{request}/document/").json()

    document = unb64(said["document"]).decode()
    assert "THIDA" not in document
    assert "MD" not in document.replace("MDA", "")


def test_a_signature_over_other_bytes_is_refused(asked):
    _, filing, request = asked
    one = Browser()
    said = one.get(f"http://signin.localhost:8401/confirm/{request}/document/").json()
    changed = unb64(said["document"]).replace(b'"v":1', b'"v":2')
    made = filing.worker.authenticator.get(SITES["signin"], confirmation_challenge(changed))

    answer = one.post_json("signin", f"/confirm/{request}/signed/", as_text(made))

    assert answer.status_code == 409
    assert answer.json()["code"] == "bad_challenge"


def test_an_unknown_request_says_so(vault_here):
    answer = Browser().get(f"http://signin.localhost:8401/confirm/{uuid4()}/document/")

    assert answer.status_code == 404


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/"])
def test_the_way_back_stays_at_the_applicants_site(vault_here, elsewhere):
    page = Browser().get(f"http://signin.localhost:8401/confirm/{uuid4()}/?next={elsewhere}").content.decode()

    assert 'href="http://applicant.localhost:8400/"' in page


def test_the_fingerprint_on_pages_is_the_one_that_the_script_shows():
    # confirm.js: the first eight bytes of the root in groups of four hexadecimal digits.
    assert fingerprint("1B-cAnfuELOnXm_xAAECAwQFBgcICQoLDA0ODxAREhM") == "d41f 9c02 77ee 10b3"
