"""Keys that may not decide: refused in clear words on the signing site, and nothing is decided."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person, keyring
from tests.journeys.cases import Case
from tests.system import System
from workpermit.sealing.canonical import unb64

# Without a list of keys a browser insists on the check, whatever the page asks.
WITHOUT_CHECK = """
(id) => {
  const get = navigator.credentials.get.bind(navigator.credentials);
  const allowCredentials = [{type: "public-key", id: new Uint8Array(id)}];
  navigator.credentials.get = (asked) =>
    get({publicKey: {...asked.publicKey, allowCredentials, userVerification: "discouraged"}});
}
"""


@pytest.fixture(scope="module")
def case(system: System) -> Case:
    return Case.recommended(system)


def before_signing(case: Case, registrar: Person) -> Person:
    """With a good key to the page of the decision."""
    registrar.take_keys("bangkok-registrar")
    acts.sign_in_staff(registrar, "registrar")
    acts.open_case(registrar, case.number)
    acts.wait_for_act(registrar, "grant").click()
    acts.to_signing(registrar)
    return registrar


def refusal(registrar: Person) -> str:
    registrar.page.locator("button[data-use=real]:enabled").click()
    box = registrar.page.locator("[data-problem]")
    expect(box).to_be_visible()
    return box.inner_text()


def expect_undecided(case: Case, registrar: Person) -> None:
    acts.open_case(registrar, case.number)
    assert acts.wait_for_act(registrar, "grant").count() == 1


def test_a_device_that_does_not_check_who_holds_it_cannot_sign(case: Case, somebody: Callable[..., Person]) -> None:
    registrar = before_signing(case, somebody())
    registrar.new_authenticator(hasUserVerification=False, isUserVerified=False)
    registrar.take_keys("bangkok-registrar")

    assert "Nothing happened" in refusal(registrar)
    expect_undecided(case, registrar)


def test_a_signature_that_claims_no_check_of_the_person_is_refused_by_the_vault(
    case: Case, somebody: Callable[..., Person]
) -> None:
    """A page that was tampered with asks the device not to check: the vault looks at the flag that is signed."""
    registrar = before_signing(case, somebody())
    registrar.new_authenticator(isUserVerified=False)
    registrar.take_keys("bangkok-registrar")
    (credential,) = [
        one["credential_id"]
        for one in keyring(registrar.system)
        if one["person"] == "bangkok-registrar" and one["purpose"] == "decision"
    ]
    registrar.page.evaluate(WITHOUT_CHECK, list(unb64(credential)))

    assert "did not check" in refusal(registrar)
    expect_undecided(case, registrar)


def test_a_key_that_can_be_copied_is_refused(case: Case, somebody: Callable[..., Person]) -> None:
    registrar = before_signing(case, somebody())
    registrar.new_authenticator()
    registrar.take_keys("bangkok-registrar", backupEligibility=True, backupState=True)

    assert "This key can be copied to other devices" in refusal(registrar)
    expect_undecided(case, registrar)


def test_the_key_of_another_registrar_is_refused(case: Case, somebody: Callable[..., Person]) -> None:
    registrar = before_signing(case, somebody())
    registrar.new_authenticator()
    registrar.take_keys("chonburi-registrar")

    assert "This is not a key for your decisions." in refusal(registrar)
    expect_undecided(case, registrar)
