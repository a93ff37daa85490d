"""Opening sealed records through the vault: one call, one row in the access log, then plaintext."""

from collections.abc import Sequence
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import Act, alone, median_run, together
from workpermit.core.ids import uuid7
from workpermit.sealing.client import VaultClient, VaultRefused
from workpermit.sealing.record import Header, IntakeKey, open_sealed, seal


def measure(ground: Ground) -> list[Line]:
    """One record, one filing's answers with its name, and the names in a list of a hundred filings."""
    drafts = ground.drafts(ground.sizes.labels)
    records = dict(
        ground.rows(
            'SELECT "case", array_agg(id ORDER BY kind) FROM sealing_sealedrecord '
            "WHERE \"case\" = ANY(%s) AND (kind LIKE 'answers/%%' OR kind = 'label') GROUP BY 1",
            [drafts],
        )
    )
    labels = [row[0] for row in ground.rows(
        "SELECT id FROM sealing_sealedrecord WHERE kind = 'label' AND \"case\" = ANY(%s)", [drafts]
    )]  # fmt: skip
    raw = _in_memory(ground)
    asked = {
        "vault-1": ("Open 1 record", [[records[case][0]] for case in drafts]),
        "vault-6": ("Open 6 records of one filing", [records[case][:6] for case in drafts]),
        "vault-list": (f"Open the names of {len(labels)} filings", [labels]),
    }
    with ground.without_rate_limits():
        return [_line(ground, key, name, sets, raw) for key, (name, sets) in asked.items()]


def _line(ground: Ground, key: str, name: str, sets: Sequence[Sequence[UUID]], raw: float) -> Line:
    client, size = ground.vault("public"), len(sets[0])
    count = max(4, ground.sizes.opens // (10 if size > 10 else 1))

    def run(times: int) -> list[Act]:
        token = ground.filer().token
        return [_opener(client, token, sets[turn % len(sets)]) for turn in range(times)]

    together(run(ground.sizes.warm), clients=ground.clients)
    found = median_run([together(run(count), clients=ground.clients) for _ in range(ground.sizes.runs)])
    return Line(
        key, f"Vault: {name}", ground.clients, found, Target(), f"{size} opened in memory, one core", raw / size
    )


def _opener(client: VaultClient, token: str, records: Sequence[UUID]) -> Act:
    def act(_connections: object) -> bool:
        try:
            return len(client.open(token=token, purpose="own", records=records)["records"]) == len(records)
        except VaultRefused:
            return False

    return act


def _in_memory(ground: Ground) -> float:
    """How often per second one core opens a record of about 500 bytes, without socket, log and database."""
    private = X25519PrivateKey.generate()
    intake = IntakeKey("bench", private.public_key())
    header = Header("bench", "answers/worker", uuid7(), uuid7(), uuid7(), 1)
    parts = seal(header, {"text": "x" * 500}, intake)

    def act() -> None:
        open_sealed(parts.header, parts.body, parts.key, private)

    return median_run([alone(act, seconds=ground.sizes.seconds) for _ in range(ground.sizes.runs)]).rate
