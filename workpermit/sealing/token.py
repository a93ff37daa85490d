"""Session tokens: a short statement by the vault of who is signed in at which site.

A site verifies it with the vault's public key alone; the vault looks at the `sid` again at every
call, so that ending a session works at once.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from workpermit.sealing.canonical import NotCanonical, b64, canonical, parse_canonical, unb64, with_domain
from workpermit.sealing.refusal import Refused

DOMAIN = "e-WorkPermitOS/session/v1"
COUNTER = "counter"  # the method of a session that a clerk helps with
LIFE = 600  # seconds
LONGEST_SESSION = 12 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Claims:
    """`method` is `passkey`, `national`, `code` or `counter`; times are Unix seconds.

    With `counter`, `helper` is the account of the clerk who helps, `place` the centre, `counter` the name on the sign.
    `ends` is when the session is over for good; a token ends before.
    """

    sid: str
    account: str
    zone: str
    site: str
    role: str
    place: str
    method: str
    iat: int
    exp: int
    helper: str = ""
    counter: str = ""
    ends: int = 0


_TYPES: dict[str, type] = {name: int if name in ("iat", "exp", "ends") else str for name in Claims.__dataclass_fields__}


def sign_token(claims: Claims, sign: Callable[[bytes], bytes]) -> str:
    said = canonical({"v": 1, **asdict(claims)})
    return f"{b64(said)}.{b64(sign(with_domain(DOMAIN, said)))}"


def verify_token(token: str, public: Ed25519PublicKey, *, now: int) -> Claims:
    """The claims of a token that the vault signed and whose ten minutes are not over.

    Raises Refused with `bad_token` or `expired`.
    """
    claims = _signed_claims(token, public.public_bytes_raw())
    if now >= claims.exp:
        raise Refused("expired")
    return claims


@lru_cache(maxsize=1024)
def _signed_claims(token: str, public: bytes) -> Claims:
    """What a good signature vouches for does not change; whether it still holds is asked each time."""
    try:
        said_text, _, signature = token.partition(".")
        said = unb64(said_text)
        Ed25519PublicKey.from_public_bytes(public).verify(unb64(signature), with_domain(DOMAIN, said))
        return _claims(parse_canonical(said))
    except (InvalidSignature, NotCanonical, ValueError) as error:
        raise Refused("bad_token") from error


def _claims(said: dict[str, Any]) -> Claims:
    if said.pop("v", None) != 1 or said.keys() != _TYPES.keys():
        raise ValueError("claims")
    if any(type(said[name]) is not kind for name, kind in _TYPES.items()):
        raise ValueError("claims")
    return Claims(**said)
