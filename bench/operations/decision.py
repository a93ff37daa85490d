"""The vault's judgement of one signed decision: key, role, jurisdiction, dossier opened again, kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bench import limits
from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import Act, Measured, median_run, together
from bench.people import SignedIn
from bench.spent import Spent
from workpermit.core.ids import uuid7
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.client import VaultClient, VaultRefused
from workpermit.sealing.decision import Decision, decision_challenge

TARGET = Target(rate=300)
REGISTRARS = ("bangkok-registrar", "bangkok-registrar-2")


@dataclass(frozen=True, slots=True)
class Signed:
    token: str
    raw: bytes
    assertion: Assertion


def measure(ground: Ground) -> list[Line]:
    """Each decision has its own id and nonce and is signed by one of two registrars before the clock starts."""
    pattern = Decision.from_bytes(ground.issued.left["decision.json"])
    limit = limits.one_row(ground)
    spent = Spent(ground, "signing")
    with ground.without_rate_limits():
        _run(ground, pattern, ground.sizes.warm, Spent(ground, "signing"))
        found = median_run([_run(ground, pattern, ground.sizes.decisions, spent) for _ in range(ground.sizes.runs)])
    note = f"dossier of {len(pattern.dossier.records)} records; {spent.words()}; counter of 60 a minute set back"
    name = "Vault: verify a signed decision"
    return [Line("decision", name, ground.clients, found, TARGET, "durable one-row commit", limit, note)]


def _run(ground: Ground, pattern: Decision, count: int, spent: Spent) -> Measured:
    client = ground.vault("signing")
    registrars = [ground.officer(key, "signing") for key in REGISTRARS]
    signed = [_sign(ground, client, pattern, registrars[turn % len(registrars)]) for turn in range(count)]
    with spent.over(count):
        return together(_acts(client, signed), clients=ground.clients)


def _sign(ground: Ground, client: VaultClient, pattern: Decision, registrar: SignedIn) -> Signed:
    decision = uuid7()
    begun = client.begin_decision(token=registrar.token, case=pattern.application_id, decision=decision)
    raw = replace(
        pattern,
        decision_id=decision,
        registrar=registrar.account,
        decided_at=datetime.now(UTC),
        nonce=begun["nonce"],
        expires_at=datetime.fromtimestamp(begun["expires_at"], UTC),
    ).to_bytes()
    origin = ground.system.run["sites"]["signing"]
    return Signed(registrar.token, raw, registrar.browser.keys.get(origin, decision_challenge(raw)))


def _acts(client: VaultClient, signed: Sequence[Signed]) -> list[Act]:
    def act_on(one: Signed) -> Act:
        def act(_connections: object) -> bool:
            try:
                client.verify_decision(token=one.token, decision=one.raw, assertion=one.assertion)
            except VaultRefused:
                return False
            return True

        return act

    return [act_on(one) for one in signed]
