"""One request while it is being answered, and the parts of a vault process that it needs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from workpermit.vault.args import Args
from workpermit.vault.config import Config
from workpermit.vault.database import Database
from workpermit.vault.keystore import KeyStore
from workpermit.vault.power import Power
from workpermit.vault.trace import Trace

Result = dict[str, Any]


@dataclass(slots=True)
class Vault:
    """What one process holds: its configuration, keys, and a connection to each database."""

    config: Config
    keys: KeyStore
    clock: Callable[[], datetime]
    database: Database
    main: Database
    intake: dict[str, X25519PrivateKey] = field(init=False)

    def __post_init__(self) -> None:
        self.intake = self.keys.unwrap_intake()


@dataclass(slots=True)
class Call:
    """`now` is read once; `trace` collects what the access log will say; `power` is what statements say now."""

    vault: Vault
    credential: str
    args: Args
    now: datetime
    trace: Trace
    power: Power = field(init=False)

    def __post_init__(self) -> None:
        self.power = Power(self.db, self.vault.keys.root)

    @property
    def db(self) -> Database:
        return self.vault.database

    @property
    def seconds(self) -> int:
        """`now` as Unix seconds."""
        return int(self.now.timestamp())


Op = Callable[[Call], Result]


@dataclass(frozen=True, slots=True)
class Operation:
    run: Op
    callers: frozenset[str]


OPERATIONS: dict[str, Operation] = {}


def operation(*callers: str) -> Callable[[Op], Op]:
    """Offer a function under its own name to these credentials."""

    def offer(run: Op) -> Op:
        OPERATIONS[run.__name__.removesuffix("_")] = Operation(run, frozenset(callers))
        return run

    return offer
