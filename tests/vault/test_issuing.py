"""Issuing: what must be true before the vault's key signs a permit."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.vault.world import World, payment
from workpermit.sealing.canonical import b64
from workpermit.sealing.cose import verify_permit
from workpermit.sealing.jws import verify_jws
from workpermit.sealing.refusal import Refused


def test_a_granted_paid_and_identified_worker_gets_a_permit_that_verifies(world: World):
    filing, _, raw, assertion = world.granted()

    issued = world.issue(filing, raw, assertion)

    claims = verify_permit(issued["credential"], world.keys.permit.kid, world.keys.permit.public)
    assert claims.number == issued["number"]
    assert (claims.employer, claims.job, claims.place) == ("บริษัท ตัวอย่าง จำกัด", "วิศวกร", "เชียงใหม่")
    assert "DEMO" in claims.issuer


def test_asking_twice_gives_the_same_permit(world: World):
    filing, _, raw, assertion = world.granted()

    first, second = (world.issue(filing, raw, assertion) for _ in range(2))

    assert first == second
