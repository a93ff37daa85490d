"""What another office asks under an agreement: the claims of its signed question, and what the agreement must say.

A question is a compact JWS by the office's own key: `{v, iss, aud, jti, iat, permit, employer}`.
"""

from dataclasses import dataclass
from typing import Any

from workpermit.sealing.jws import PublicKey, read_jwk
from workpermit.sealing.refusal import Refused

PURPOSE = "check_employer"
AUDIENCE = "e-WorkPermitOS/check-employer"
LIFE = 120  # seconds before and after `iat` in which a question is taken
LONGEST_JTI = 64
MOST_PER_MINUTE = 6_000


@dataclass(frozen=True, slots=True)
class Question:
    """Is this permit valid for this employer today? Both are 13 digits."""

    jti: str
    iat: int
    permit: str
    employer: str


def read_question(claims: dict[str, Any], *, consumer: str) -> Question:
    """Raises Refused with `bad_args`, also for a question of or to somebody else."""
    texts = {name: claims.get(name) for name in ("jti", "permit", "employer")}
    jti, permit, employer, iat = texts["jti"], texts["permit"], texts["employer"], claims.get("iat")
    if not (isinstance(jti, str) and isinstance(permit, str) and isinstance(employer, str)):
        raise Refused("bad_args")
    good = (
        claims.keys() == {"v", "iss", "aud", "jti", "iat", "permit", "employer"}
        and claims["v"] == 1
        and (claims["iss"], claims["aud"]) == (consumer, AUDIENCE)
        and type(iat) is int
        and 16 <= len(jti) <= LONGEST_JTI
        and jti.isascii()
        and all(len(one) == 13 and one.isascii() and one.isdecimal() for one in (permit, employer))
    )
    if not good or not isinstance(iat, int):
        raise Refused("bad_args")
    return Question(jti, iat, permit, employer)


def agreement_key(body: dict[str, Any]) -> PublicKey:
    """The office's public key. Raises ValueError or KeyError."""
    return read_jwk(body["key"])


def is_agreement(body: dict[str, Any]) -> bool:
    """Whether a statement's body names the office, its key, the purpose, the legal basis and the rate."""
    agreement_key(body)
    named = all(isinstance(body[name], str) and 0 < len(body[name].strip()) <= 200 for name in ("name", "basis"))
    rate = body["per_minute"]
    public = "d" not in body["key"]  # a private key has no place in a statement
    return named and public and body["purpose"] == PURPOSE and type(rate) is int and 0 < rate <= MOST_PER_MINUTE
