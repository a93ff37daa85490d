"""Asking for a sign-in code by e-mail, typing it, and who may get one."""

import secrets
from dataclasses import dataclass, field
from uuid import UUID

from tests.vault.world import Person, World
from workpermit.sealing.canonical import s256


def address() -> str:
    return f"{secrets.token_hex(6)}@example.org"


@dataclass
class Attempt:
    """One browser that asks for a code at the applicant's site."""

    world: World
    email: str
    site: str = "applicant"
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    request: UUID = field(init=False)

    def __post_init__(self) -> None:
        said = {"site": self.site, "pre": s256(self.cookie), "browser": s256(self.nonce)}
        self.ticket = self.world.ask("signin", "begin_login", **said)["ticket"]
        self.ask(email=self.email)

    def ask(self, **email: str) -> None:
        said = self.world.ask("signin", "begin_code", ticket=self.ticket, browser_nonce=self.nonce, **email)
        assert said.keys() == {"request"}
        self.request = UUID(said["request"])

    def letter(self) -> dict[str, str]:
        return self.world.ask("letter", "take_code_letter", request=self.request)

    def type(self, code: str, **changes: str) -> str:
        said = {"ticket": self.ticket, "browser_nonce": self.nonce, "code": code} | changes
        return str(self.world.ask("signin", "login_code", **said)["code"])

    def sign_in(self) -> Person:
        return self.world.redeem("public", self.type(self.letter()["code"]), self.cookie)


def holder(world: World, email: str) -> Person:
    """An account whose holder saved this address and signs in with it."""
    person = world.applicant()
    save(world, person, email)
    return person


def save(world: World, person: Person, email: str) -> None:
    """The account signs in by codes to this address from now on."""
    world.ask("public", "profile", token=person.token, set={"email": email, "language": "en"}, signs_in=True)


def by_code(world: World) -> Person:
    email = address()
    holder(world, email)
    return Attempt(world, email).sign_in()


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**8:08}"
