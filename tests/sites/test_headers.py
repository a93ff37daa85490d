"""Hosts and headers: one origin per site, and pages that may do nothing but what is listed."""

import pytest

from tests.sites.conftest import browser, token
from workpermit.sites.http.headers import content_security_policy

pytestmark = pytest.mark.usefixtures("pages")


def rules(policy: str) -> dict[str, str]:
    return dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))


@pytest.fixture(autouse=True)
def _fresh_policies():
    content_security_policy.cache_clear()
    yield
    content_security_policy.cache_clear()


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "applicant.localhost.evil.example", ""])
def test_an_unknown_host_is_refused(host):
    answer = browser("applicant").get("/plain/", HTTP_HOST=host)

    assert answer.status_code == 400


def test_a_site_of_another_zone_is_refused(settings):
    settings.SITES_HERE = ("applicant",)

    assert browser("applicant").get("/plain/").status_code == 200
    assert browser("registrar").get("/plain/").status_code == 400


@pytest.mark.parametrize("path", ["/plain/", "/nothing-here/", "/vault-away/", "/language/?to=en"])
def test_every_answer_carries_the_policy(path):
    answer = browser("applicant").get(path)

    policy = rules(answer.headers["Content-Security-Policy"])
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_refused_host_carries_the_policy_too():
    answer = browser("applicant").get("/plain/", HTTP_HOST="evil.example")

    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_only_the_queue_and_the_kiosk_of_a_centre_may_have_a_worker_between_page_and_server(settings):
    home = settings.SITES["centre"]
    assert rules(content_security_policy("centre"))["worker-src"] == f"{home}/queue/worker.js {home}/kiosk/worker.js"
    for site in ("applicant", "signin", "registrar", "signing", "oversight", "api", ""):
        assert rules(content_security_policy(site))["worker-src"] == "'none'"


@pytest.mark.parametrize("site", ["signin", "signing"])
def test_sites_that_sign_require_trusted_types(site):
    assert rules(content_security_policy(site))["require-trusted-types-for"] == "'script'"


def test_only_sites_that_sign_and_counters_talk_to_the_demonstrations_authenticator(settings):
    origin = settings.EWP["demo_sites"]["authenticator"]

    assert origin in rules(content_security_policy("signing"))["connect-src"]
    assert origin in rules(content_security_policy("centre"))["connect-src"]
    assert rules(content_security_policy("applicant"))["connect-src"] == "'self'"


@pytest.mark.parametrize("site", ["signing", "centre"])
def test_a_real_installation_talks_to_nobody(settings, site):
    settings.DEMO = False

    assert rules(content_security_policy(site))["connect-src"] == "'self'"


@pytest.mark.django_db
def test_pages_of_people_who_are_signed_in_are_not_stored():
    one = browser("applicant")

    assert one.get("/plain/").headers["Cache-Control"] == "private, no-cache"
    one.cookies["wp_applicant"] = token()
    assert one.get("/whoami/").headers["Cache-Control"] == "no-store"
