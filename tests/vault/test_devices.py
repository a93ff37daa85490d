"""The enrolled device at the counter: each act of a visit needs its fresh signature."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.vault.world import Filing, Person, World, refused
from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import b64
from workpermit.sealing.device import ACTS, DeviceProof, act_bytes, is_signed_by_device
from workpermit.sealing.software_device import SoftwareDevice
from workpermit.sealing.statement import Statement
from workpermit.vault.devices import CHALLENGE_LIFE

PICTURE = bytes(range(32))  # the digest of what a camera took


class Counter:
    """A visitor before a clerk: whichever act comes next can be tried with whatever proof."""

    def __init__(self, world: World) -> None:
        self.world, self.filing, self.clerk = world, world.filing(), world.clerk()
        self.appointment = uuid7()
        self.code = world.checkin_code(self.filing, self.appointment)
        self.visit: UUID | None = None

    def ready_for(self, act: str) -> "Counter":
        if act != "check_in":
            self.visit = UUID(self.try_act("check_in", self.proof("check_in"))["visit"])
        return self

    def about(self, act: str) -> UUID:
        return self.appointment if act == "check_in" else self.visit or uuid7()

    def proof(self, act: str, device: SoftwareDevice | None = None) -> DeviceProof:
        at = self.clerk if device is None else replace(self.clerk, device=device)
        content = {"content": PICTURE} if act.startswith("capture_") else {}
        return self.world.sign_act(at, act, self.about(act), **content)

    def try_act(self, act: str, device: DeviceProof | None) -> dict:
        args = {
            "check_in": {"appointment": self.appointment, "code": self.code},
            "open_visit": {"visit": self.visit, "records": [self.filing.worker_record.id]},
            "capture_face": {"visit": self.visit, "content": PICTURE},
            "capture_chip": {"visit": self.visit, "content": PICTURE},
            "capture_biometric": {"visit": self.visit, "content": PICTURE},
            "confirm_identity": {"visit": self.visit},
        }[act]
        return self.world.ask("operator", act, token=self.clerk.token, device=device, **args)

    def expect_refusal(self, act: str, code: str, device: DeviceProof | None) -> None:
        """Refused with this code, and the person can read that it was tried."""
        with refused(code):
            self.try_act(act, device)
        row = self.world.last_log()
        assert (row["case_id"], row["granted"], row["code"], row["purpose"]) == (self.filing.case, False, code, act)
        assert row["place"] == "C-01"


@pytest.fixture
def counter(world: World) -> Counter:
    return Counter(world)


@pytest.mark.parametrize("act", ACTS)
def test_without_a_device_nothing_is_opened(counter: Counter, act: str) -> None:
    counter.ready_for(act).expect_refusal(act, "unknown_device", None)


@pytest.mark.parametrize("act", ACTS)
def test_a_device_that_nobody_enrolled_is_unknown(counter: Counter, act: str) -> None:
    counter.ready_for(act).expect_refusal(act, "unknown_device", counter.proof(act, SoftwareDevice("C-01", "3")))


@pytest.mark.parametrize("act", ACTS)
def test_a_device_of_another_centre_opens_nothing_here(counter: Counter, world: World, act: str) -> None:
    counter.ready_for(act).expect_refusal(act, "other_centre", counter.proof(act, world.device("C-02")))


@pytest.mark.parametrize("act", ACTS)
def test_a_device_that_was_taken_back_opens_nothing_from_that_moment(counter: Counter, world: World, act: str) -> None:
    counter.ready_for(act)
    proof = counter.proof(act)
    world.revoke_device(counter.clerk.device)

    counter.expect_refusal(act, "device_removed", proof)


def test_a_devices_statement_runs_out(counter: Counter, world: World) -> None:
    device = SoftwareDevice("C-01", "3")
    world.officers().say("device", "C-01", device.body(), life=timedelta(seconds=1))
    world.later(seconds=1)

    counter.expect_refusal("check_in", "device_removed", counter.proof("check_in", device))


def test_another_device_of_the_same_centre_does_not_share_the_visit(counter: Counter, world: World) -> None:
    counter.ready_for("open_visit")
    for act in ("open_visit", "confirm_identity"):
        counter.expect_refusal(act, "other_device", counter.proof(act, world.device("C-01", "4")))

    assert counter.try_act("open_visit", counter.proof("open_visit"))["records"]


@pytest.mark.parametrize("act", ACTS)
def test_a_signature_is_good_for_once(counter: Counter, act: str) -> None:
    counter.ready_for(act)
    proof = counter.proof(act)
    counter.try_act(act, proof)

    counter.expect_refusal(act, "bad_challenge", proof)


@pytest.mark.parametrize("act", ACTS)
def test_a_signature_is_good_for_two_minutes(counter: Counter, world: World, act: str) -> None:
    counter.ready_for(act)
    proof = counter.proof(act)
    world.later(seconds=CHALLENGE_LIFE.total_seconds())

    counter.expect_refusal(act, "bad_challenge", proof)


def test_a_challenge_belongs_to_one_session(counter: Counter, world: World) -> None:
    colleague = world.clerk()
    proof = world.sign_act(replace(colleague, device=counter.clerk.device), "check_in", counter.appointment)

    counter.expect_refusal("check_in", "bad_challenge", proof)


def test_a_signature_over_another_act_does_not_count(counter: Counter) -> None:
    counter.ready_for("confirm_identity")

    counter.expect_refusal("confirm_identity", "bad_signature", counter.proof("open_visit"))


def test_a_signature_over_another_visit_does_not_count(counter: Counter, world: World) -> None:
    counter.ready_for("open_visit")
    proof = world.sign_act(counter.clerk, "open_visit", uuid7())

    counter.expect_refusal("open_visit", "bad_signature", proof)


def test_the_signature_of_another_key_does_not_count(counter: Counter) -> None:
    proof = counter.proof("check_in", SoftwareDevice("C-01", "3"))
    assert counter.clerk.device is not None

    counter.expect_refusal("check_in", "bad_signature", replace(proof, key=counter.clerk.device.key))


def test_one_challenge_is_one_attempt(counter: Counter) -> None:
    proof = counter.proof("check_in")
    counter.expect_refusal("check_in", "bad_signature", replace(proof, signature=bytes(64)))

    counter.expect_refusal("check_in", "bad_challenge", proof)


def test_a_wrong_device_does_not_use_up_the_attempts_at_the_code(counter: Counter) -> None:
    for _ in range(6):
        counter.expect_refusal("check_in", "unknown_device", None)

    assert counter.try_act("check_in", counter.proof("check_in"))["visit"]


@pytest.mark.parametrize("proof", [{}, {"key": b"", "challenge": "", "signature": ""}, b"", "device"])
def test_what_is_no_proof_is_refused(counter: Counter, proof: object) -> None:
    with refused("bad_args"):
        counter.world.ask(
            "operator", "check_in", token=counter.clerk.token, appointment=counter.appointment, code="1", device=proof
        )


def test_checking_in_again_ends_the_visit_at_the_other_counter(counter: Counter, world: World) -> None:
    counter.ready_for("open_visit")
    first, broken = counter.visit, counter.clerk.device
    counter.clerk.device = world.device("C-01", "4")
    counter.ready_for("open_visit")
    assert counter.try_act("open_visit", counter.proof("open_visit"))["records"]

    counter.visit = first
    counter.expect_refusal("open_visit", "expired", counter.proof("open_visit", broken))


def test_a_renewed_statement_goes_on_with_the_visit(counter: Counter, world: World) -> None:
    """The visit belongs to the key, not to the paper about it."""
    counter.ready_for("open_visit")
    assert counter.clerk.device is not None
    world.later(seconds=1)
    world.revoke_device(counter.clerk.device)
    world.officers().give_device(counter.clerk.device.body())

    assert counter.try_act("open_visit", counter.proof("open_visit"))["records"]


def test_nobody_but_a_clerk_gets_a_challenge(counter: Counter, world: World) -> None:
    for name, code in (("public", "bad_credential"), ("operator", "wrong_zone")):
        with refused(code):
            world.ask(name, "device_challenge", token=counter.filing.owner.token)


@pytest.mark.parametrize("case", ["enrolled", "unknown", "elsewhere", "removed"])
def test_the_counter_can_ask_about_its_device(world: World, case: str) -> None:
    clerk: Person = world.clerk()
    device = {"unknown": SoftwareDevice("C-01", "3"), "elsewhere": world.device("C-02")}.get(case, clerk.device)
    assert device is not None
    if case == "removed":
        world.revoke_device(device)

    said = world.ask("operator", "device_state", token=clerk.token, key=device.key)

    assert said["state"] == case
    assert said.get("counter") == ("3" if case == "enrolled" else None)


def test_a_device_statement_that_no_officer_signed_counts_for_nothing(counter: Counter, world: World) -> None:
    """A row that somebody writes into the vault's own database gives no power."""
    device = SoftwareDevice("C-01", "3")
    start = int(world.now.timestamp())
    forged = Statement(uuid7(), "device", world.store.issuer, "C-01", device.body(), start, start + 3600)
    world.vault.database.run(
        "INSERT INTO statement VALUES (%s, 'device', 'C-01', %s, %s, '[]', %s)",
        forged.id,
        b64(device.key),
        forged.to_bytes(),
        world.now,
    )

    counter.expect_refusal("check_in", "unknown_device", counter.proof("check_in", device))


def test_a_devices_key_must_be_one() -> None:
    message = act_bytes("check_in", uuid7(), uuid7(), "challenge")
    device = SoftwareDevice("C-01", "3")
    signature = device.sign_act("check_in", uuid7(), uuid7(), "challenge").signature

    for key in (b"", bytes(65), b"\x04" + bytes(64), device.key[:33], device.key + b"\x00"):
        assert not is_signed_by_device(message, signature, key)


def test_the_log_names_the_counter_that_was_refused(counter: Counter, world: World) -> None:
    filing: Filing = counter.filing
    counter.ready_for("open_visit")
    counter.expect_refusal("open_visit", "other_device", counter.proof("open_visit", world.device("C-01", "7")))

    row = world.ask("public", "access_log", token=filing.owner.token, case=filing.case)["rows"][0]

    assert (row["place"], row["counter"], row["granted"]) == ("C-01", "7", False)


def test_a_signature_over_one_picture_vouches_for_no_other(counter: Counter) -> None:
    counter.ready_for("capture_face")
    proof = counter.world.sign_act(counter.clerk, "capture_face", counter.about("capture_face"), content=bytes(32))

    counter.expect_refusal("capture_face", "bad_signature", proof)


def test_what_was_captured_is_in_the_log_that_the_person_reads(counter: Counter) -> None:
    for kind in ("face", "chip", "biometric"):
        act = f"capture_{kind}"
        counter.ready_for(act).try_act(act, counter.proof(act))
        row = counter.world.last_log()

        assert (row["purpose"], row["fields"], row["granted"]) == (act, [kind], True)
