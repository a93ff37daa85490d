"""Every refusal that a signature can meet has words of its own on the signing page."""

import json

import pytest
from django.utils.translation import override

from workpermit.sealing.client import VaultRefused
from workpermit.sites.signing.refusals import SENTENCES, explain

OF_A_SIGNATURE = (
    "bad_challenge", "bad_signature", "bad_origin", "not_verified_user", "not_present_user", "copyable_key",
    "unknown_key", "key_removed", "not_registrar", "no_jurisdiction", "not_confirmed", "bad_dossier", "expired", "used",
)  # fmt: skip


@pytest.mark.parametrize("code", OF_A_SIGNATURE)
def test_a_refusal_says_what_is_wrong_and_what_to_do(code: str):
    with override("en"):
        said = json.loads(explain(VaultRefused(code)).content)

    assert said["code"] == code
    assert said["says"] != said["do"]
    assert "othing was decided" in said["do"]


@pytest.mark.parametrize("code", SENTENCES)
def test_a_refusal_is_said_in_thai_too(code: str):
    with override("th"):
        thai = json.loads(explain(VaultRefused(code)).content)["says"]

    assert not thai.isascii()


def test_what_has_no_words_here_goes_on_as_it_came():
    with pytest.raises(VaultRefused):
        explain(VaultRefused("log_unavailable"))
