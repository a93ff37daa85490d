"""Each site is an origin of its own: a passkey or a cookie of one is useless at another."""

from collections.abc import Callable

import pytest

from tests.journeys.browser import Person

ASK = """
async ([rpId, site]) => {
  try {
    const made = await navigator.credentials.get({publicKey: {
      challenge: new Uint8Array(32), rpId, userVerification: "required", timeout: 4000}});
    return "signed for " + rpId;
  } catch (error) { return error.name; }
}
"""


@pytest.mark.parametrize("here", ["registrar", "centre", "applicant"])
def test_another_site_cannot_ask_for_the_registrars_signature(here: str, somebody: Callable[..., Person]) -> None:
    registrar = somebody()
    registrar.take_keys("bangkok-registrar")
    registrar.open(here, "/health/")

    assert registrar.page.evaluate(ASK, ["signing.localhost", here]) == "SecurityError"


def test_the_signing_site_itself_can(somebody: Callable[..., Person]) -> None:
    registrar = somebody()
    registrar.take_keys("bangkok-registrar")
    registrar.open("signing", "/health/")

    assert registrar.page.evaluate(ASK, ["signing.localhost", "signing"]) == "signed for signing.localhost"


def test_a_session_of_one_site_is_not_sent_to_another(somebody: Callable[..., Person]) -> None:
    registrar = somebody()
    registrar.take_keys("bangkok-registrar")
    registrar.open("registrar", "/")
    registrar.page.get_by_role("button", name="Use the security key").click()
    registrar.page.wait_for_url("http://registrar.localhost*/**")

    registrar.open("signing", "/health/")
    holders = {cookie["domain"] for cookie in registrar.context.cookies() if cookie["name"] == "wp_registrar"}
    assert holders == {"registrar.localhost"}
